"""How a lesson's checks and questions are judged, against what is on screen and what a run has done."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine import numbers
from engine.catalog.clipping import CLIPPING
from engine.catalog.kind import Kind
from engine.catalog.layers import GROUPS, layer_kind
from engine.catalog.losses import LOSSES
from engine.catalog.metrics import METRICS
from engine.catalog.optimizers import OPTIMIZERS, optimizer_kind
from engine.catalog.schedulers import SCHEDULES
from engine.history import History
from engine.spec.lesson import (
    Check,
    EpochsTrained,
    FromStart,
    LayersThere,
    LessonQuestion,
    LessonTask,
    LossBelow,
    MetricAbove,
    NumberAt,
    PageShown,
    PhaseReached,
    SettingIs,
    StepsTaken,
)
from engine.spec.network import INPUT
from engine.spec.project import Project
from engine.text import Text, text
from engine.walk_answers import PHASES, WalkAnswer

#: What the Training panel calls the settings that are not the optimizer's own.
_TITLES = {
    "optimizer": text("Optimizer"),
    "loss": text("Loss"),
    "schedule": text("Schedule"),
    "clipping": text("Clipping"),
    "batch_size": text("Batch size"),
    "epochs": text("Epochs"),
    "seed": text("Seed"),
    "shuffle": text("Shuffle"),
}
#: The settings that are kinds of the catalogue.
_KINDS: Mapping[str, Mapping[str, Kind]] = {
    "optimizer": OPTIMIZERS,
    "loss": LOSSES,
    "schedule": SCHEDULES,
    "clipping": CLIPPING,
}
_SPLITS = {"train": text("training loss"), "validation": text("validation loss")}


@dataclass(frozen=True, eq=False)
class Situation:
    """What a lesson looks at: the project, the run's history, the page in front, the step walked through.

    `trained` is the project that the run was started with, which goes on with its own layers whatever is
    edited meanwhile; None where there is no run. Only what was trained after `steps_before` and `epochs_before` counts: see `is_counting`.
    """

    project: Project
    history: History
    page: str = ""
    walk: WalkAnswer | None = None
    trained: Project | None = None
    steps_before: int = 0
    epochs_before: int = 0


@dataclass(frozen=True)
class Verdict:
    """Whether something is done, and where it stands, for the learner."""

    done: bool
    stands: Text


def is_counting(task: LessonTask, situation: Situation) -> bool:
    """Whether training counts for a task: only while the network and the settings are as it asks."""
    wanted = [check for check in task.checks if _is_of_project(check)]
    return all(judge(check, situation).done for check in wanted) and not _outdated(task, situation)


def judge_task(task: LessonTask, situation: Situation) -> Verdict:
    """Done once every check holds; otherwise where the first one that does not hold stands."""
    verdicts = [judge(check, situation) for check in task.checks]
    first = next((verdict for verdict in verdicts if not verdict.done), None)
    kept = all(judge(check, situation).done for check in task.checks if _is_of_project(check))
    if first is not None and kept and _outdated(task, situation):
        return Verdict(
            done=False,
            stands=text("The run began with other layers. Press Stop if it goes on, then Train."),
        )
    return first or verdicts[-1]


def _is_of_project(check: Check) -> bool:
    return isinstance(check, SettingIs | LayersThere)


def _outdated(task: LessonTask, situation: Situation) -> bool:
    """Whether the run trains layers that a task does not ask for, whatever is on screen by now."""
    if situation.trained is None or situation.history.step_count == 0:
        return False
    run = replace(situation, project=situation.trained)
    layers = [check for check in task.checks if isinstance(check, LayersThere)]
    return not all(judge(check, run).done for check in layers)


def judge(check: Check, situation: Situation) -> Verdict:
    """Whether a check holds now."""
    return _JUDGES[type(check)](check, situation)


def _loss_below(check: LossBelow, situation: Situation) -> Verdict:
    history = situation.history
    if check.of == "train":
        new = history.step_count > situation.steps_before
        loss = float(history.steps["loss"].values[-1]) if new else math.nan
    else:
        loss = _last(situation, "validation_loss")
    return _figure(_SPLITS[check.of], loss, loss < check.value, below=check.value)


def _metric_above(check: MetricAbove, situation: Situation) -> Verdict:
    value = _last(situation, check.metric)
    return _figure(_metric(check.metric), value, value > check.value, above=check.value)


def _metric(name: str) -> Text | str:
    """What the screen calls a metric; a name that the catalogue has not, as it is."""
    return Text(METRICS[name].label) if name in METRICS else name


def _last(situation: Situation, name: str) -> float:
    """The figure of the last epoch that counts; NaN where there is none."""
    series = situation.history.epochs.get(name)
    new = situation.history.epoch_count > situation.epochs_before
    return float(series.values[-1]) if new and series is not None and len(series) else math.nan


def _figure(
    what: Text | str,
    value: float,
    done: bool,
    below: float | None = None,
    above: float | None = None,
) -> Verdict:
    if math.isnan(value):
        return Verdict(
            done=False,
            stands=text(
                "There is no {what} yet. What is trained from now on counts.",
                what=what,
            ),
        )
    shown = numbers.short(value)
    if below is not None:
        wanted = text(
            "The {what} is {value}; below {bound} is wanted.",
            what=what,
            value=shown,
            bound=numbers.typed(below),
        )
    else:
        wanted = text(
            "The {what} is {value}; above {bound} is wanted.",
            what=what,
            value=shown,
            bound=numbers.typed(above or 0.0),
        )
    return Verdict(done, wanted)


def _steps(check: StepsTaken, situation: Situation) -> Verdict:
    return _counted(
        situation.history.step_count - situation.steps_before,
        check.at_least,
        check.at_most,
        text("Steps taken: {count}."),
    )


def _epochs(check: EpochsTrained, situation: Situation) -> Verdict:
    return _counted(
        situation.history.epoch_count - situation.epochs_before,
        check.at_least,
        None,
        text("Epochs trained: {count}."),
    )


def _from_start(_check: FromStart, situation: Situation) -> Verdict:
    return Verdict(
        situation.steps_before == 0 and situation.history.step_count > 0,
        text("The run has not begun anew with these settings."),
    )


def _layers(check: LayersThere, situation: Situation) -> Verdict:
    layers = [la for la in situation.project.network.layers if la.kind != INPUT and la.enabled]
    found = [la for la in layers if check.of in {"", la.kind, layer_kind(la.kind).group}]
    said = text("Layers: {count}.") if not check.of else text("{of}: {count} switched on.")
    return _counted(len(found), check.at_least, check.at_most, said, of=_title(check.of))


def _title(of: str) -> str | Text:
    return Text(GROUPS[of]) if of in GROUPS else of


def _counted(count: int, low: int, high: int | None, said: Text, **args: Any) -> Verdict:
    done = count >= low and (high is None or count <= high)
    return Verdict(done, Text(said.template, {"count": numbers.count(count), **args}))


def _setting(check: SettingIs, situation: Situation) -> Verdict:
    value = settings_of(situation.project).get(check.name)
    if value is None:
        return Verdict(done=False, stands=text("There is no {name} here.", name=check.name))
    stands = text(
        "{name} is {value}.",
        name=_title_of_setting(check.name, situation.project),
        value=_words_of(check.name, value),
    )
    return Verdict(_fits(value, check), stands)


def _title_of_setting(name: str, project: Project) -> Text:
    """What the Training panel calls a setting."""
    if name in _TITLES:
        return _TITLES[name]
    return Text(optimizer_kind(project.training.optimizer.kind).field(name).label)


def _words_of(name: str, value: Any) -> Text | str:
    """A setting's value as the Training panel has it."""
    if name in _KINDS:
        return Text(_KINDS[name][value].label)
    if isinstance(value, bool):
        return text("on") if value else text("off")
    return numbers.typed(value) if isinstance(value, int | float) else str(value)


def _fits(value: Any, check: SettingIs) -> bool:
    if check.equals is not None:
        if isinstance(value, float | int) and isinstance(check.equals, float | int):
            return math.isclose(value, check.equals, rel_tol=1e-9)
        return bool(value == check.equals)
    if not isinstance(value, int | float):
        return False
    low = -math.inf if check.at_least is None else check.at_least
    high = math.inf if check.at_most is None else check.at_most
    return low <= value <= high


def settings_of(project: Project) -> Mapping[str, Any]:
    """The settings of the training by the names that `SettingIs` uses."""
    training = project.training
    optimizer = optimizer_kind(training.optimizer.kind).values(training.optimizer.params)
    return {
        **optimizer,
        "optimizer": training.optimizer.kind,
        "loss": training.losses[0].loss.kind,
        "schedule": training.schedule.kind,
        "clipping": training.clipping.kind,
        "batch_size": training.batch_size,
        "epochs": training.epochs,
        "seed": training.seed,
        "shuffle": training.shuffle,
    }


def _phase(check: PhaseReached, situation: Situation) -> Verdict:
    walk = situation.walk
    if walk is None:
        return Verdict(
            done=False,
            stands=text("No step is walked through yet. Press Begin on the page Step-through."),
        )
    done = PHASES.index(walk.phase) >= PHASES.index(check.at)
    return Verdict(done, text("The step is in its phase {phase}.", phase=walk.phase))


def _page(check: PageShown, situation: Situation) -> Verdict:
    return Verdict(situation.page == check.page, text("Another page is in front."))


_JUDGES: Mapping[type[Any], Callable[[Any, Situation], Verdict]] = {
    LossBelow: _loss_below,
    MetricAbove: _metric_above,
    StepsTaken: _steps,
    EpochsTrained: _epochs,
    FromStart: _from_start,
    LayersThere: _layers,
    SettingIs: _setting,
    PhaseReached: _phase,
    PageShown: _page,
}


def number_at(cell: NumberAt, walk: WalkAnswer | None) -> float | None:
    """The number of the walked step that a lesson points to; None where there is none yet."""
    tensors = [t for card in walk.cards for t in card.tensors] if walk is not None else []
    for tensor in tensors:
        figures = tensor.gradient if cell.gradient else tensor.figures
        if tensor.name == cell.tensor and figures is not None and figures.values is not None:
            try:
                return float(figures.values[cell.at])
            except (IndexError, TypeError, ValueError):
                return None
    return None


def judge_answer(question: LessonQuestion, given: float, situation: Situation) -> Verdict | None:
    """Whether an answer is right; None while the step has not come to the number that is asked for."""
    truth = question.answer
    if question.cell is not None:
        truth = number_at(question.cell, situation.walk)
    if truth is None:
        return None
    right = abs(given - truth) <= question.within
    if right:
        return Verdict(done=True, stands=text("Right: {truth}.", truth=numbers.long(truth)))
    return Verdict(done=False, stands=text("Not {given}. Try again.", given=numbers.typed(given)))
