"""Everything a run changes: the model, the optimizer, the schedule, the position, the generators."""

import copy
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from engine.build import (
    Criterion,
    Network,
    build_network,
    build_optimizer,
    build_scheduler,
)
from engine.catalog.clipping import clipping_kind
from engine.catalog.losses import loss_kind
from engine.catalog.stopping import stopping_kind
from engine.check.targets import require_fitting
from engine.data.preprocess import Prepared
from engine.evaluate import Scores
from engine.spec.project import Project
from engine.spec.training import LossTerm
from engine.text import Text, UserError, text
from engine.train.keeping import Keeping
from engine.train.kernels import Update
from engine.train.layout import channels_last_pays
from engine.train.rng import capture_rng
from engine.train.rows import Split
from engine.train.trail import Trail

if TYPE_CHECKING:
    from engine.train.paths import Lowering
    from engine.train.walking import Walked

#: Multiply-adds of one step under which a second thread costs more than it brings.
ONE_THREAD_BELOW = 20_000_000
#: What torch's one-cycle schedule works its rates out from, in each group of the optimizer.
_CYCLE_RATES = {"initial_lr", "max_lr", "min_lr"}

Weights = dict[str, Tensor]


@dataclass
class Progress:
    """Where the run stands; saved with the weights, so that going on is bit for bit the same run.

    `order` is the epoch's order of training rows, `position` how many of them are done. `best` is the
    watched loss at the best epoch; `waited` counts epochs since then. `loss_sum` is what the current
    epoch has added up. `steps_before` and `rows_before` are the steps taken and the rows trained on in
    the epochs before it. Batches are counted from row `batched_from` on, where their size was changed.
    `path` is the way in which the last steps were taken.
    """

    epoch: int = 0
    step: int = 0
    order: Tensor | None = None
    position: int = 0
    loss_sum: float = 0.0
    best: float = float("inf")
    best_epoch: int = 0
    waited: int = 0
    seconds: float = 0.0
    steps_before: int = 0
    rows_before: int = 0
    batched_from: int = 0
    scores: Scores | None = None
    path: Literal["eager", "lowered"] = "eager"


def choose_device(wanted: str) -> torch.device:
    """The device to train on; `auto` takes CUDA where there is one.

    Raises:
        UserError: when CUDA is asked for and there is none.
    """
    if wanted == "cuda" and not torch.cuda.is_available():
        raise UserError(text("This machine has no CUDA device. Choose “cpu” or “auto”."))
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(wanted)


def _nothing_to_learn(project: Project) -> Text:
    if any(layer.frozen for layer in project.network.layers):
        return text("Every layer with weights is frozen. Unfreeze one of them to train.")
    return text("The network has nothing to learn. Add a layer with weights, such as Linear.")


def _tensors_of(model: Network) -> list[tuple[str, Tensor]]:
    """Every weight and buffer by its `state_dict` key, in the model's own memory."""
    return [(name, tensor.detach()) for name, tensor in model.state_dict().items()]


class Revertible(Protocol):
    """A step that was begun and can be undone."""

    def revert(self) -> None:
        """Puts the session back to before it."""


class Session:
    """One project being trained on its data.

    Args:
        project: what the user built; stays the same for the whole run.
        prepared: the project's data.
        like: a session of the same data; its rows on the device serve this one too, where they are alike.

    Raises:
        UserError: when network, loss and data do not fit together.
    """

    def __init__(self, project: Project, prepared: Prepared, like: "Session | None" = None) -> None:
        training = project.training
        self.project, self.prepared = project, prepared
        self.info = info = require_fitting(project, prepared)
        self.output_shapes = tuple(info.outputs.values())
        self.device = choose_device(training.device)
        self.model: Network = build_network(project.network, training.seed).to(self.device)
        if self.device.type == "cpu" and channels_last_pays(project.network, info):
            self.model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.rng = capture_rng(self.device)
        self.criterion = Criterion(training, project.network, self.device)
        self.layer_parameters = self.model.layer_parameters()
        self.parameters: list[nn.Parameter] = [
            p for params in self.layer_parameters.values() for p in params
        ]
        if not self.parameters:
            raise UserError(_nothing_to_learn(project))
        self.buffers = list(self.model.buffers())
        self.trail = Trail(self.parameters)
        self.named_tensors = _tensors_of(self.model)
        self.zero = torch.zeros((), device=self.device)
        self.one = torch.ones((), device=self.device)
        theirs = like if like is not None and self._has_rows_of(like) else None
        self.train_rows: Split = theirs.train_rows if theirs else self.split_rows(prepared.train)
        self.validation_rows: Split = (
            theirs.validation_rows if theirs else self.split_rows(prepared.validation)
        )
        self.batch_size = min(training.batch_size, len(self.train_rows))
        #: Settings that were changed while the run was under way, see engine.live_settings: those that
        #: are not what the project says.
        self.live: dict[str, float] = {}
        #: Grows when what a step works with is another, its rate and the weights' values apart.
        self.settings_version = 0
        self.generator = torch.Generator().manual_seed(training.seed)
        self.optimizer = build_optimizer(training.optimizer, self.parameters)
        self.update = Update(self.optimizer, self.parameters)
        self.scheduler, self.advance = build_scheduler(
            training.schedule, self.optimizer, training.epochs, self.steps_per_epoch
        )
        self.clip = clipping_kind(training.clipping.kind).values(training.clipping.params)
        self.clipping = training.clipping.kind
        self.stopping = stopping_kind(training.stopping.kind).values(training.stopping.params)
        looks_at_target = [term.spec.target == "" for term in self.criterion.terms]
        #: The loss term whose output the metrics judge; −1 where none looks at the target.
        self.scored_term = looks_at_target.index(True) if any(looks_at_target) else -1
        self.scored_output = self.criterion.terms[self.scored_term].output
        self.progress = Progress()
        #: The step before one whose figures were no numbers.
        self.broke_off_at: int | None = None
        #: Checkpoints to go back to; None where none are kept.
        self.keeping: Keeping | None = None
        #: A step that Step-through has begun and not taken yet.
        self.unfinished: Revertible | None = None
        #: The step that Step-through has in front, taken or not, and how to undo those taken.
        self.walked: Walked | None = None
        self.lowering: Lowering | None = None
        self.threads = self._choose_threads(info.multiply_adds * self.batch_size)
        self._given_weights = False
        self.initial: Weights = self.weights()
        self.best: Weights = self.initial

    def _choose_threads(self, multiply_adds: int) -> int:
        if self.project.training.threads:
            return self.project.training.threads
        return 1 if multiply_adds < ONE_THREAD_BELOW else os.cpu_count() or 1

    def _has_rows_of(self, other: "Session") -> bool:
        """Whether inputs and targets are the same tensors in both."""
        mine, its = self.project.training.losses, other.project.training.losses
        same_form = mine == its and self.output_shapes == other.output_shapes
        return same_form and self.prepared is other.prepared and self.device == other.device

    def split_rows(self, rows: np.ndarray) -> Split:
        """The prepared rows of these numbers as tensors on the device."""
        return self.split_of(self.prepared.x[rows], self.prepared.y[rows])

    def split_of(self, inputs: np.ndarray, labels: np.ndarray) -> Split:
        """Rows that are prepared like the data's own, as tensors on the device."""
        x = torch.from_numpy(np.ascontiguousarray(inputs)).to(self.device)
        y = torch.from_numpy(np.ascontiguousarray(labels)).to(self.device)
        terms = self.criterion.terms
        return Split(x, tuple(self._target(term.spec, term.output, x, y) for term in terms), y)

    def _target(self, term: LossTerm, output: int, x: Tensor, y: Tensor) -> Tensor:
        """The target in the form the loss takes: class numbers, ±1, one-hot or real numbers."""
        if term.target == "input":
            return x
        kind = loss_kind(term.loss.kind)
        if kind.expects == "index" or y.is_floating_point():
            return y
        wide = self.output_shapes[output][0] > 1 if self.output_shapes[output] else False
        numbers = (
            torch.nn.functional.one_hot(y, len(self.prepared.classes)).float()
            if wide
            else y.float().unsqueeze(1)
        )
        return numbers * 2 - 1 if kind.expects == "sign" else numbers

    @property
    def batch_dependent_loss(self) -> bool:
        """Whether the loss grows with the batch: a sum over it, as reduction or as transform."""
        return any(
            term.spec.transform != "none"
            or loss_kind(term.spec.loss.kind).values(term.spec.loss.params).get("reduction")
            == "sum"
            for term in self.criterion.terms
        )

    @property
    def broke_off(self) -> bool:
        """Whether the run stands before a step that gave no numbers, and would do so again."""
        return self.broke_off_at == self.progress.step

    @property
    def samples(self) -> int:
        """Rows trained on so far, each counted every time."""
        return self.progress.rows_before + self.progress.position

    @property
    def steps_per_epoch(self) -> int:
        """Steps of a whole epoch."""
        return self._steps_over(len(self.train_rows))

    @property
    def rows_per_epoch(self) -> int:
        """Rows that a whole epoch trains on."""
        rows = len(self.train_rows)
        return self.steps_per_epoch * self.batch_size if self._drop_last else rows

    @property
    def steps_left(self) -> int:
        """Steps from here to the end of the last epoch."""
        epochs = self.project.training.epochs - self.progress.epoch - 1
        inside = self._steps_over(len(self.train_rows) - self.progress.position)
        return max(inside + epochs * self.steps_per_epoch, 0)

    @property
    def _drop_last(self) -> bool:
        return self.project.training.drop_last

    def _steps_over(self, rows: int) -> int:
        return rows // self.batch_size if self._drop_last else -(-rows // self.batch_size)

    def set_batch_size(self, size: int) -> None:
        """Changes the batch size from the next step on; a schedule over all steps still ends with them.

        Args:
            size: rows of a batch; all there are where there are fewer.
        """
        size = min(size, len(self.train_rows))
        if size == self.batch_size:
            return
        self.batch_size, self.progress.batched_from = size, self.progress.position
        state = self.scheduler.state_dict() if self.scheduler is not None else {}
        if (before := state.get("total_steps")) is None:
            return
        total = max(self.project.training.epochs * self.steps_per_epoch, 1)
        phases = [
            {**phase, "end_step": (phase["end_step"] + 1) * total / before - 1}
            for phase in state["_schedule_phases"]
        ]
        done = max(total - self.steps_left, 0)
        moved = {"total_steps": total, "last_epoch": done, "_schedule_phases": phases}
        self.scheduler.load_state_dict({**state, **moved})

    def weights(self) -> Weights:
        """A copy of every weight and buffer by its `state_dict` key, on the CPU."""
        if self.device.type != "cpu":
            return {name: tensor.cpu() for name, tensor in self.named_tensors}
        return {name: tensor.clone() for name, tensor in self.named_tensors}

    def load_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Puts weights into the model in place, so that the optimizer keeps its hold on them."""
        self.model.load_state_dict(dict(weights))
        self._given_weights = True

    @property
    def has_own_weights(self) -> bool:
        """Whether the weights are others than those that the seed gives anew each time."""
        return self._given_weights or self.progress.step > 0

    def start_from(self, weights: Mapping[str, Tensor]) -> None:
        """Puts other weights in; from here on the best ones are looked for anew."""
        self.drop_unfinished()
        self.load_weights(weights)
        self.note_given_weights()
        self.initial = self.best

    def note_given_weights(self) -> None:
        """The weights were changed from outside: from here on the best ones are looked for anew."""
        self._given_weights = True
        self.forget_walked()
        self.trail.restart()
        self.best = self.weights()
        if self.progress.step == 0:
            self.initial = self.best
        self.progress.best, self.progress.best_epoch, self.progress.waited = float("inf"), 0, 0

    def forget_moments(self) -> None:
        """Lets the optimizer begin anew, as though it had not stepped yet."""
        self.optimizer.load_state_dict({**self.optimizer.state_dict(), "state": {}})
        self.settings_version += 1

    def drop_unfinished(self) -> None:
        """Undoes a step that was begun phase by phase and left; those taken before can still be undone."""
        if self.unfinished is None:
            return
        self.unfinished.revert()
        self.unfinished = None
        if self.walked is not None:
            self.walked.step = None

    def forget_walked(self) -> None:
        """Undoes a step that was begun; those taken phase by phase before can't be undone any more."""
        self.drop_unfinished()
        self.walked = None

    def give_memory_back(self) -> None:
        """Lets go of gradients and of what the device keeps for later, after a failure."""
        for parameter in self.parameters:
            parameter.grad = None
        if self.device.type == "cuda":
            torch.cuda.empty_cache()

    def keep_best(self) -> None:
        """Remembers the weights as they are now as the best so far."""
        self.best = self.weights()

    def scores(self) -> Scores | None:
        """A fresh collector of the task's metrics; None where no loss term looks at the target."""
        if self.scored_term < 0:
            return None
        data, loss = self.prepared, self.criterion.terms[self.scored_term].spec.loss
        return Scores(data.task, loss, len(data.classes), data.encoder)

    def learning_rate(self) -> float:
        """The learning rate of the next step."""
        return float(self.optimizer.param_groups[0]["lr"])

    def set_learning_rate(self, lr: float) -> None:
        """Changes the learning rate from the next step on; a schedule goes on from there."""
        factor = lr / self.learning_rate() if self.learning_rate() else 1.0
        if self.scheduler is not None and hasattr(self.scheduler, "base_lrs"):
            self.scheduler.base_lrs = [base * factor for base in self.scheduler.base_lrs]
        for group in self.optimizer.param_groups:
            for name in _CYCLE_RATES & group.keys():
                group[name] *= factor
            group["lr"] = lr

    def forget_lowering(self) -> None:
        """To be called when something changed that steps are made of, such as a dropout's share."""
        self.lowering = None

    def twin(self) -> "Session":
        """The session again, to try something out: weights and optimizer of its own, the same data.

        Its schedule stands still and its progress begins anew.
        """
        twin = copy.copy(self)
        twin.model = self.copy_of_model()
        twin.layer_parameters = twin.model.layer_parameters()
        twin.parameters = [p for params in twin.layer_parameters.values() for p in params]
        twin.buffers = list(twin.model.buffers())
        twin.trail = Trail(twin.parameters)
        twin.named_tensors = _tensors_of(twin.model)
        twin.optimizer = build_optimizer(self.project.training.optimizer, twin.parameters)
        twin.optimizer.load_state_dict(copy.deepcopy(self.optimizer.state_dict()))
        twin.update = Update(twin.optimizer, twin.parameters)
        twin.scheduler, twin.advance = None, "never"
        twin.progress, twin.lowering = Progress(), None
        twin.unfinished = twin.walked = None
        twin.keeping = None
        return twin

    def copy_of_model(self, weights: Mapping[str, Tensor] | None = None) -> Network:
        """The network again, with other weights if given: for predictions beside the run."""
        model = copy.deepcopy(self.model)
        if weights is not None:
            model.load_state_dict(dict(weights))
        return model
