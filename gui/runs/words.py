"""How a run is called and told on screen."""

from PySide6.QtGui import QColor

from engine import numbers
from engine.runs.run import Run, State
from engine.text import Text, text
from gui.theme import theme
from gui.titles import project_title
from gui.translate import show, tr

STATES: dict[State, Text] = {
    "running": text("Training"),
    "paused": text("Paused"),
    "finished": text("Finished"),
    "stopped early": text("Stopped early"),
    "stopped": text("Stopped"),
    "diverged": text("Diverged"),
    "failed": text("Failed"),
    "interrupted": text("Interrupted"),
}
_ROLES: dict[State, str] = {
    "running": "good",
    "paused": "warning",
    "diverged": "bad",
    "failed": "bad",
}
#: Colours to choose from; after them the table of series repeats them paler.
COLOURS: tuple[Text, ...] = (
    text("Sky blue"),
    text("Yellow"),
    text("Green"),
    text("Pink"),
    text("Grey"),
    text("Vermilion"),
)


#: So many characters of a name fit in a legend.
_SHORT = 16


def run_name(run: Run) -> str:
    """The name that the user gave it, or that of its project with its number."""
    if run.name:
        return run.name
    return f"{project_title(run.title_or_file)} {run.number}"


def short_name(run: Run) -> str:
    """The name where there is little room, such as in a legend: its number, or the user's without its middle."""
    if not run.name:
        return tr("run {number}").format(number=run.number)
    return without_middle(run.name, _SHORT)


def without_middle(name: str, most: int) -> str:
    """A name of so many characters at most: a number at its end is told."""
    if len(name) <= most:
        return name
    end = most // 3
    return f"{name[: most - end - 1].rstrip()}…{name[-end:].lstrip()}"


def origin(run: Run, parent: Run | None) -> str:
    """Which run it went on from, and where; "" for one that began anew."""
    if not run.parent:
        return ""
    step = numbers.count(run.parent_step)
    if parent is None:
        return tr("Goes on from a run that is gone, step {step}").format(step=step)
    return tr("Goes on from {run}, step {step}").format(run=run_name(parent), step=step)


def state_word(run: Run) -> str:
    """Its state in a word."""
    return show(STATES[run.state])


def state_colour(run: Run) -> QColor:
    """The colour of its state's dot."""
    return theme().color(_ROLES.get(run.state, "muted"))


def colour_number(run: Run) -> int:
    """The number of its colour in the table of series: the chosen one, or one by its number."""
    return run.colour if run.colour is not None else (run.number - 1) % len(COLOURS)


def run_colour(run: Run) -> QColor:
    """The colour of its dot and its curves."""
    return theme().series(colour_number(run))
