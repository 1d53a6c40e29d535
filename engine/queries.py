"""Questions that a session answers at a step boundary or when idle, by kind."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.anatomy_query import anatomy
from engine.answers import EvaluateAnswer, PredictAnswer, Weights
from engine.build import Network
from engine.data.fitted import encode_rows
from engine.evaluate import outputs_of, predicted_classes, probabilities
from engine.files.layout import MOST_KEPT, MOST_KEPT_BYTES
from engine.files.project_file import ProjectFile
from engine.files.weights import load_weights, save_weights
from engine.layer_query import layer_answer
from engine.measure import measure
from engine.mistakes.trial import mistake
from engine.pairs_query import pairs
from engine.plane_query import boundary
from engine.proving import prove
from engine.sample_query import linear_matrices, sample_answer
from engine.slice_query import walked_slice
from engine.spec.project import Project
from engine.surface_query import surface
from engine.text import Text, UserError, text
from engine.train.carry import carry_over
from engine.train.checkpoint import Checkpoint, take
from engine.train.kept_state import KeptState
from engine.train.rewind import (
    at_present,
    back_to_now,
    go_on_from,
    is_looking_back,
    keep_best,
    look_back,
    refuse_while_looking_back,
)
from engine.train.session import Session
from engine.walk_query import walk, walk_back, walk_drop, walk_part
from engine.weight_edits import change_weights, copy_weights, file_tensors, reinitialise
from engine.why_query import inside, why

#: Rows that the loss is called for one by one; more would keep a run waiting.
MOST_ROW_LOSSES = 20_000
#: Bytes of moments that are written again at each autosave.
MOST_AUTOSAVED = 8 * 2**20

_SPLITS = {"train": text("training"), "validation": text("validation"), "test": text("test")}


def _model_to_ask(session: Session, now: bool) -> tuple[Network, Weights, int]:
    """The network with its best weights, or as it is now while nothing is better yet."""
    if now or session.progress.best_epoch == 0 or is_looking_back(session):
        return session.model, "now", session.progress.epoch
    return session.copy_of_model(session.best), "best", session.progress.best_epoch


def predict(
    session: Session,
    rows: Mapping[str, Sequence[Any]] | None = None,
    x: np.ndarray | None = None,
    now: bool = False,
) -> PredictAnswer:
    """Predictions for new rows, given as columns of raw values or as inputs [n, *shape].

    Raises:
        UserError: when a value can't be read, or no loss term looks at the data's target.
    """
    warnings: tuple[Text, ...] = ()
    if x is None:
        x, warnings = encode_rows(session.prepared.encoder, rows or {})
    if session.scored_term < 0:
        raise UserError(
            text("This network learns to repeat its input; there is no target to predict.")
        )
    model, source, epoch = _model_to_ask(session, now)
    term = session.criterion.terms[session.scored_term]
    inputs = torch.from_numpy(np.ascontiguousarray(x, np.float32)).to(session.device)
    output = outputs_of(model, inputs)[term.output]
    encoder = session.prepared.encoder
    if encoder.task == "regression":
        values = encoder.in_unit(output.reshape(len(output), -1).double().cpu().numpy())
        return PredictAnswer((), None, values, warnings, source, epoch)
    shares = probabilities(output, term.spec.loss, len(encoder.classes)).double().cpu().numpy()
    return PredictAnswer(encoder.classes, shares, None, warnings, source, epoch)


def evaluate(session: Session, split: str = "test", now: bool = False) -> EvaluateAnswer:
    """Loss, metrics and every row's prediction on a split, in evaluation mode.

    Raises:
        UserError: when the split has no rows.
    """
    numbers = {
        "train": session.prepared.train,
        "validation": session.prepared.validation,
        "test": session.prepared.test,
    }[split]
    if not len(numbers):
        raise UserError(
            text(
                "The {split} split has no rows. Give it a share on the Data page.",
                split=_SPLITS[split],
            )
        )
    return evaluate_rows(session, numbers, split, now)


def evaluate_rows(
    session: Session, numbers: np.ndarray, split: str, now: bool = False
) -> EvaluateAnswer:
    """Like `evaluate`, for any rows of the prepared data."""
    if session.scored_term < 0:
        raise UserError(
            text("This network learns to repeat its input; there is no target to score.")
        )
    rows = session.split_rows(numbers)
    model, source, epoch = _model_to_ask(session, now)
    outputs = outputs_of(model, rows.x)
    term = session.criterion.terms[session.scored_term]
    output, encoder = outputs[term.output], session.prepared.encoder
    scores = session.scores()
    assert scores is not None, "a scored term has scores"
    scores.update(output, rows.labels)
    with torch.no_grad():
        loss = float(session.criterion(outputs, rows.targets)[0])
        losses = _row_losses(session, outputs, rows.targets)
    common: dict[str, Any] = {
        "split": split,
        "rows": numbers,
        "loss": loss,
        "losses": losses,
        "source": source,
    }
    if encoder.task == "regression":
        flat = output.reshape(len(output), -1).double().cpu().numpy()
        return EvaluateAnswer(
            **common,
            metrics=scores.metrics(),
            confusion=None,
            predicted=encoder.in_unit(flat),
            truth=encoder.in_unit(rows.labels.double().cpu().numpy()),
            probabilities=None,
            epoch=epoch,
        )
    classes = len(encoder.classes)
    return EvaluateAnswer(
        **common,
        metrics=scores.metrics(),
        confusion=scores.confusion,
        predicted=predicted_classes(output, term.spec.loss, classes).cpu().numpy(),
        truth=rows.labels.cpu().numpy(),
        probabilities=probabilities(output, term.spec.loss, classes).double().cpu().numpy(),
        epoch=epoch,
    )


def _row_losses(
    session: Session, outputs: Sequence[Tensor], targets: Sequence[Tensor]
) -> np.ndarray:
    """The loss of each row by itself [n]; NaN beyond the first MOST_ROW_LOSSES."""
    known = min(len(targets[0]), MOST_ROW_LOSSES)
    losses = np.full(len(targets[0]), np.nan)
    parts = [
        session.criterion([o[i : i + 1] for o in outputs], [t[i : i + 1] for t in targets])[0]
        for i in range(known)
    ]
    losses[:known] = torch.stack(parts).double().cpu().numpy()
    return losses


def saved_contents(session: Session, project: Project) -> ProjectFile:
    """Like `project_contents`, with the moments of the run that can be gone back to."""
    return project_contents(session, project, MOST_KEPT_BYTES)


def autosaved_contents(session: Session, project: Project) -> ProjectFile:
    """Like `saved_contents`, but short enough to be written again and again."""
    return project_contents(session, project, MOST_AUTOSAVED)


def project_contents(session: Session, project: Project, moments_bytes: int = 0) -> ProjectFile:
    """A project to save, with this session's weights where they belong to its network.

    The history is whoever asks's own: its points up to this answer are the steps up to these weights.
    Moments of the run come along as far as they fit into `moments_bytes`.
    """
    trained = session.has_own_weights and session.project.network == project.network
    same_data = session.project.data == project.data
    with at_present(session):
        checkpoint: Checkpoint | None = None
        moments: tuple[KeptState, ...] = ()
        if trained:
            saved = _taken_over(session, project)
            checkpoint = take(saved)
            if moments_bytes and saved.keeping is not None:
                moments = saved.keeping.excerpt(checkpoint, MOST_KEPT, moments_bytes)
        return ProjectFile(
            project,
            checkpoint,
            fitted=session.prepared.encoder if same_data else None,
            moments=moments,
        )


def _taken_over(session: Session, project: Project) -> Session:
    """The session, or what becomes of it with the settings of `project`, changed since it began.

    A file whose training state belongs to other settings than the file's own could not be gone on
    with.
    """
    if (session.project.data, session.project.training) == (project.data, project.training):
        return session
    spec = session.project.replace(training=project.training)
    try:
        new = Session(spec, session.prepared)
    except UserError:
        return session  # a project that can't be trained as it is may still be saved
    if session.project.data == project.data:
        carry_over(session, new)
    else:
        new.start_from(session.weights())
    return new


def save_weights_alone(session: Session, path: Path) -> Path:
    """Writes the best weights so far to a `.safetensors` or `.pt` file."""
    save_weights(path, _model_to_ask(session, now=False)[0].state_dict())
    return path


def open_weights(session: Session, path: Path) -> Path:
    """Puts the weights of a file into the network; training goes on from them.

    Raises:
        UserError: when the file can't be trusted or its tensors do not fit, each named.
    """
    refuse_while_looking_back(session)
    session.start_from(load_weights(path, session.model.state_dict()))
    return path


QUERIES: dict[str, Callable[..., Any]] = {
    "layer": layer_answer,
    "matrices": linear_matrices,
    "sample": sample_answer,
    "strip": sample_answer,
    "measure": measure,
    "prove": prove,
    "mistake": mistake,
    "boundary": boundary,
    "pairs": pairs,
    "surface": surface,
    "change weights": change_weights,
    "put weights": change_weights,
    "reinitialise": reinitialise,
    "file tensors": file_tensors,
    "copy weights": copy_weights,
    "predict": predict,
    "evaluate": evaluate,
    "save": saved_contents,
    "autosave": autosaved_contents,
    "keep run": project_contents,
    "save weights": save_weights_alone,
    "open weights": open_weights,
    "look back": look_back,
    "back to now": back_to_now,
    "go on from": go_on_from,
    "keep best": keep_best,
    "walk": walk,
    "walk back": walk_back,
    "walk drop": walk_drop,
    "walk part": walk_part,
    "slice": walked_slice,
    "anatomy": anatomy,
    "inside": inside,
    "why": why,
}
