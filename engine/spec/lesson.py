"""A lesson: steps of text, tasks that check themselves, and questions, kept with its project.

Words come in English; beside each `…_zh` may say the same in Chinese. docs/lessons.md tells teachers how
to write one.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as PydanticField

from engine.spec.base import Spec
from engine.text import UserError, text

Page = Literal["", "data", "monitor", "steps", "predict", "graph", "code"]
PhaseName = Literal["zero_grad", "forward", "loss", "backward", "step"]

#: What “Show me where” lights, the first that is on screen: one name, or several.
Shown = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda given: (given,) if isinstance(given, str) else given),
]


class LossBelow(Spec):
    """The latest loss that counts is below `value`: of the training steps, or of the validation rows."""

    kind: Literal["loss below"]
    value: float
    of: Literal["train", "validation"] = "train"


class MetricAbove(Spec):
    """The metric of the last whole epoch, such as `accuracy` or `validation_accuracy`, is above `value`."""

    kind: Literal["metric above"]
    metric: str
    value: float


class StepsTaken(Spec):
    """So many steps were taken that count.

    That is: since the lesson's step was opened, or the run began anew, and with the settings and layers
    that the same task asks for.
    """

    kind: Literal["steps"]
    at_least: int = 0
    at_most: int | None = None


class EpochsTrained(Spec):
    """So many whole epochs were trained that count, as for `StepsTaken`."""

    kind: Literal["epochs"]
    at_least: int


class FromStart(Spec):
    """The run began from its first weights with the settings and layers that the same task asks for."""

    kind: Literal["from the start"]


class LayersThere(Spec):
    """So many layers of a kind (`Linear`) or group (`activation`) are in the network; "" is any layer."""

    kind: Literal["layers"]
    of: str = ""
    at_least: int = 0
    at_most: int | None = None


class SettingIs(Spec):
    """A setting of the training is what is asked for.

    `name`: `optimizer`, `loss`, `schedule`, `clipping` (a kind's name), `lr`, `momentum` … (a number of the
    optimizer), `batch_size`, `epochs`, `seed`, `shuffle`.
    """

    kind: Literal["setting"]
    name: str
    equals: str | bool | float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.equals is None and self.at_least is None and self.at_most is None:
            raise UserError(
                text(
                    "The check of “{name}” asks for nothing. Give it equals, at_least or at_most.",
                    name=self.name,
                )
            )
        return self


class PhaseReached(Spec):
    """A step is walked through and has come to this phase, or beyond."""

    kind: Literal["phase"]
    at: PhaseName


class PageShown(Spec):
    """This page is in front."""

    kind: Literal["page"]
    page: Page


Check = Annotated[
    LossBelow
    | MetricAbove
    | StepsTaken
    | EpochsTrained
    | FromStart
    | LayersThere
    | SettingIs
    | PhaseReached
    | PageShown,
    PydanticField(discriminator="kind"),
]


class NumberAt(Spec):
    """A number of the step that is walked through: an element of a tensor, or ∂L/∂ that element."""

    tensor: str
    at: tuple[int, ...] = ()
    gradient: bool = False


class LessonTask(Spec):
    """Something to do; it is done once all its checks hold at the same time."""

    task: str
    task_zh: str = ""
    hint: str = ""
    hint_zh: str = ""
    show: Shown = ()
    checks: Annotated[tuple[Check, ...], PydanticField(min_length=1)]


class LessonQuestion(Spec):
    """Something to answer, with a number or by choosing one of `choices`.

    `answer` is the number, or the place of the right choice counted from 1; `cell` takes the number from
    the step that is walked through. A number may be off by `within`.
    """

    ask: str
    ask_zh: str = ""
    choices: tuple[str, ...] = ()
    choices_zh: tuple[str, ...] = ()
    answer: float | None = None
    cell: NumberAt | None = None
    within: Annotated[float, PydanticField(ge=0)] = 0.001
    why: str = ""
    why_zh: str = ""

    @model_validator(mode="after")
    def _has_one_answer(self) -> Self:
        if (self.answer is None) == (self.cell is None):
            raise UserError(
                text(
                    "The question “{ask}” needs either an answer or a cell, and not both.",
                    ask=self.ask[:60],
                )
            )
        if self.choices and self.answer not in range(1, len(self.choices) + 1):
            raise UserError(
                text(
                    "The answer to “{ask}” must be the place of a choice, from 1 to {last}.",
                    ask=self.ask[:60],
                    last=len(self.choices),
                )
            )
        if self.choices_zh and len(self.choices_zh) != len(self.choices):
            raise UserError(
                text(
                    "The question “{ask}” has {many} choices, and {chinese} of them in Chinese.",
                    ask=self.ask[:60],
                    many=len(self.choices),
                    chinese=len(self.choices_zh),
                )
            )
        return self


class LessonStep(Spec):
    """A page of the lesson. `page` is brought to the front when it opens; `text` is Markdown."""

    title: str
    title_zh: str = ""
    text: str
    text_zh: str = ""
    page: Page = ""
    show: Shown = ()
    tasks: tuple[LessonTask, ...] = ()
    questions: tuple[LessonQuestion, ...] = ()


class Lesson(Spec):
    """A lesson. `project` names an example, or a project file beside the lesson's own."""

    format: Literal[1]
    title: str
    title_zh: str = ""
    about: str = ""
    about_zh: str = ""
    project: str = ""
    steps: Annotated[tuple[LessonStep, ...], PydanticField(min_length=1)]


def said(spec: Spec, field: str, language: str) -> Any:
    """A field in the language (`zh` …), in English where it does not say it in that one."""
    own = getattr(spec, f"{field}_zh", "") if language.startswith("zh") else ""
    return own or getattr(spec, field)
