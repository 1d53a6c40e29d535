"""Says that a step is of a copy, so that nobody waits for training to take it."""

from engine.text import text
from gui.notice import NoticeBar


def show_copy_notice(notice: NoticeBar, *, on_copy: bool) -> None:
    """Shows it, or takes it away."""
    if on_copy:
        notice.show_notice(
            "info",
            text(
                "This step is of a copy of the network, for rows that you chose: training does "
                "not take it."
            ),
            closable=False,
        )
    elif notice.kind == "info":
        notice.close_notice()
