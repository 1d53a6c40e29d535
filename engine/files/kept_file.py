"""Earlier moments of a run as members of a project file: what the time line goes back to.

Weights that several moments have, or the file's checkpoint has, are there once. What is damaged in one moment
leaves that moment out and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from engine.check.project import check_project
from engine.files import layout, strict_json
from engine.files.archive import Archive
from engine.files.strict_json import JsonError
from engine.files.tensors import Tensors, same_outline, tensor_bytes, tensors_from
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.spec.training import TrainingSpec
from engine.text import Text, UserError, text
from engine.train.checkpoint import Checkpoint
from engine.train.checkpoint_checks import check_state
from engine.train.kept_state import KeptState

_WEIGHTS = ("last", "best", "initial")
_ENTRY = {*_WEIGHTS, "project", "step", "training", "state"}

Member = tuple[str, bytes]


class Moments(NamedTuple):
    """The moments that are in a file, in order, and which of them could not be read, if any."""

    states: tuple[KeptState, ...] = ()
    left_out: Text | None = None


def kept_members(now: Checkpoint, states: Sequence[KeptState]) -> Iterator[Member]:
    """The members that hold `states`, which come before the file's own checkpoint `now`."""
    pool, projects = _Pool(now), list[dict[str, Any]]()
    entries: list[dict[str, Any]] = []
    for state in states:
        try:
            checkpoint = state.checkpoint()
        except UserError:
            continue  # said to whoever goes back to it; the project is saved all the same
        described = _described(state.project)
        if described not in projects:
            projects.append(described)
        training = layout.kept_training(len(entries))
        entry: dict[str, Any] = {
            "project": projects.index(described),
            "step": state.step,
            "training": training,
            "state": checkpoint.state,
        }
        for part in _WEIGHTS:
            name, data = pool.place(getattr(checkpoint, part))
            entry[part] = name
            if data is not None:
                yield name, data
        yield training, tensor_bytes(checkpoint.tensors)
        entries.append(entry)
    if entries:
        yield layout.KEPT, strict_json.dump({"projects": projects, "moments": entries})


class _Pool:
    """Which member holds a set of weights; those of the checkpoint are there already."""

    def __init__(self, now: Checkpoint) -> None:
        self._own = {layout.LAST: now.last, layout.BEST: now.best, layout.INITIAL: now.initial}
        # All that are named are held, so that no other set of weights can have the id of one.
        self._named = {id(weights): (name, weights) for name, weights in self._own.items()}
        self._digests: dict[bytes, str] = {}
        self._count = 0

    def place(self, weights: Tensors) -> tuple[str, bytes | None]:
        """The member of these weights, and its bytes where it is a new one."""
        if id(weights) in self._named:
            return self._named[id(weights)][0], None
        if not self._digests:
            self._digests = {_digest(tensor_bytes(own)): name for name, own in self._own.items()}
        data = tensor_bytes(weights)
        digest = _digest(data)
        name, is_new = self._digests.get(digest), digest not in self._digests
        if name is None:
            name, self._count = layout.kept_weights(self._count), self._count + 1
            self._digests[digest] = name
        self._named[id(weights)] = name, weights
        return name, data if is_new else None


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()


def _described(project: Project) -> dict[str, Any]:
    """What may differ from the project of the file: within one run the data is the same."""
    return {
        "network": project.network.model_dump(mode="json"),
        "training": project.training.model_dump(mode="json"),
    }


def read_kept(archive: Archive, project: Project, now: Checkpoint) -> Moments:
    """The moments in the file.

    Args:
        archive: the file.
        project: the file's own.
        now: its checkpoint.
    """
    if layout.KEPT not in archive:
        return Moments()
    try:
        projects, entries = _listed(archive)
    except UserError:
        return Moments(
            (),
            text(
                "The earlier moments of the run in “{file}” can't be read and were left out. All else "
                "is there.",
                file=archive.path.name,
            ),
        )
    reader = _Reader(archive, project, projects, now)
    states: list[KeptState] = []
    missing: list[str] = []
    for entry in entries:
        try:
            states.append(reader.state(entry))
        except UserError:
            missing.append(str(entry["step"]))
    if not missing:
        return Moments(tuple(states))
    left_out = text(
        "The network as it was after step {steps} can't be read from “{file}” and was left out. All "
        "else is there.",
        steps=", ".join(missing),
        file=archive.path.name,
    )
    return Moments(tuple(states), left_out)


def _listed(archive: Archive) -> tuple[list[Any], list[dict[str, Any]]]:
    """The list of projects and of moments; raises JsonError, or what the archive raises."""
    described = archive.json(layout.KEPT)
    projects: list[Any] = strict_json.member(described, "projects", _few)
    entries: list[dict[str, Any]] = strict_json.member(described, "moments", _are_moments)
    if any(one["step"] >= next_["step"] for one, next_ in pairwise(entries)):
        raise JsonError(text("its entry “{key}” is missing or wrong", key="step"))
    if (
        sum(archive.digests[name]["size"] for name in archive.names("kept/"))
        > layout.MOST_KEPT_READ
    ):
        raise JsonError(text("its entry “{key}” is missing or wrong", key="moments"))
    return projects, entries


def _few(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= layout.MOST_KEPT


def _are_moments(value: Any) -> bool:
    return _few(value) and all(
        isinstance(entry, dict) and type(entry.get("step")) is int and 0 <= entry["step"] < 2**53
        for entry in value
    )


class _Reader:
    """Makes states from their entries; weights that several of them have are read once."""

    def __init__(
        self, archive: Archive, project: Project, projects: Sequence[Any], now: Checkpoint
    ) -> None:
        self._archive, self._project, self._now = archive, project, now
        self._described, self._projects = projects, dict[int, Project]()
        own = {layout.LAST: now.last, layout.BEST: now.best, layout.INITIAL: now.initial}
        self._tensors: dict[str, Tensors] = dict(own)

    def state(self, entry: Mapping[str, Any]) -> KeptState:
        """The state that the entry describes; raises UserError where it is not one."""
        if set(entry) != _ENTRY:
            raise JsonError(text("it has unknown entries"))
        state, step = entry["state"], entry["step"]
        if not isinstance(state, dict):
            raise JsonError(text("its entry “{key}” is missing or wrong", key="state"))
        check_state(state)
        if state["step"] != step or step >= self._now.state["step"]:
            raise JsonError(text("its entry “{key}” is missing or wrong", key="step"))
        last, best, initial, training = (self._read(entry[n]) for n in (*_WEIGHTS, "training"))
        if not all(same_outline(self._now.last, weights) for weights in (last, best, initial)):
            raise JsonError(text("its weights are those of another network"))
        checkpoint = Checkpoint(last, best, initial, training, state)
        return KeptState(step, self._project_of(entry["project"]), checkpoint)

    def _read(self, name: Any) -> Tensors:
        """The tensors in a member: one of the moments' own, or weights of the checkpoint."""
        if not isinstance(name, str) or not (name in self._tensors or name.startswith("kept/")):
            raise JsonError(text("its entry “{key}” is missing or wrong", key=str(name)[:40]))
        if name not in self._tensors:
            self._tensors[name] = tensors_from(self._archive.read(name))
        return self._tensors[name]

    def _project_of(self, number: Any) -> Project:
        if type(number) is not int or not 0 <= number < len(self._described):
            raise JsonError(text("its entry “{key}” is missing or wrong", key="project"))
        if number not in self._projects:
            described = self._described[number]
            if not isinstance(described, dict) or set(described) != {"network", "training"}:
                raise JsonError(text("its entry “{key}” is missing or wrong", key="projects"))
            self._projects[number] = check_project(
                self._project.replace(
                    network=NetworkSpec.parse(described["network"]),
                    training=TrainingSpec.parse(described["training"]),
                )
            )
        return self._projects[number]
