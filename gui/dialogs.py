"""Questions that never block: a dialog opens, the program goes on, an answer comes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

AnswerRole = Literal["accept", "destructive", "reject"]

_ROLES = {
    "accept": QMessageBox.ButtonRole.AcceptRole,
    "destructive": QMessageBox.ButtonRole.DestructiveRole,
    "reject": QMessageBox.ButtonRole.RejectRole,
}


@dataclass(frozen=True)
class Answer:
    """One button of a question; the first accepting one is the default, Escape means the rejecting one."""

    key: str
    label: str
    role: AnswerRole = "accept"


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    answers: Sequence[Answer],
    callback: Callable[[str], None],
    detail: str = "",
) -> QMessageBox:
    """Open a question and hand the key of the chosen answer to the callback.

    Closing the window gives the rejecting answer, or "" where there is none. All words are plain
    text. The dialog deletes itself.
    """
    box = QMessageBox(parent)
    box.setObjectName("question")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    box.setAccessibleName(title)
    keys: dict[QAbstractButton, str] = {}
    for answer in answers:
        button = box.addButton(answer.label, _ROLES[answer.role])
        button.setObjectName(f"answer-{answer.key}")
        keys[button] = answer.key
        if answer.role == "reject":
            box.setEscapeButton(button)
        elif answer.role == "destructive":
            _mark(button, "danger")
        elif not any(other.property("primary") for other in keys):
            _mark(button, "primary")
            box.setDefaultButton(button)
    rejecting = next((answer.key for answer in answers if answer.role == "reject"), "")

    def finish(_result: int) -> None:
        clicked = box.clickedButton()
        callback(keys.get(clicked, rejecting))

    box.finished.connect(finish)
    box.open()
    return box


def _mark(button: QWidget, variant: str) -> None:
    """Dress a button in a variant of the style sheet; the box has dressed it plainly before."""
    button.setProperty(variant, True)
    button.style().unpolish(button)
    button.style().polish(button)
