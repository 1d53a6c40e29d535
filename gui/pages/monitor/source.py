"""What the page shows: a history, its x axis, and the project and data it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.history import History
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.text import Text
from gui.pages.monitor.timeline import Timeline, Unit

#: Seconds of an epoch beside which what Python does at its end takes next to no time.
_LONG_EPOCH = 0.01


@dataclass(frozen=True)
class Overlay:
    """Another run whose curves stand behind those of the page.

    `color` is a role or a number of the series colours; `offset` counts the steps taken before the
    first one of `history`, where it does not count them itself.
    """

    key: str
    name: str
    color: str | int
    history: History
    offset: int = 0


@dataclass(frozen=True)
class Pointed:
    """A stretch of steps that someone asked to see, and what it is."""

    first: int
    last: int
    label: Text


@dataclass
class Source:
    """Read by every plot of the page at each of its turns.

    `project` is the one that was trained; `network` the one on screen, whose names are shown where
    it still has the layer. `epochs` are those of the run, `features` the numbers of one sample. `window` is how much of x is followed, in its
    unit; None for all. `looking` is the step after which the network is looked at, None for now.
    """

    project: Project
    network: NetworkSpec
    history: History = field(default_factory=History)
    unit: Unit = "epoch"
    window: float | None = None
    overlays: tuple[Overlay, ...] = ()
    pointed: Pointed | None = None
    timeline: Timeline = field(init=False)
    beside: tuple[tuple[Overlay, Timeline], ...] = field(init=False)
    epochs: int = 1
    running: bool = False
    task: str = ""
    classes: tuple[str, ...] = ()
    features: int = 0
    looking: int | None = None

    def __post_init__(self) -> None:
        self.place()

    def place(self) -> None:
        """Makes the x axis anew."""
        self.timeline = Timeline(self.history, self.unit)
        self.beside = tuple(
            (overlay, Timeline(overlay.history, self.unit, overlay.offset))
            for overlay in self.overlays
        )

    @property
    def is_stale(self) -> bool:
        """Whether points already placed stand elsewhere now."""
        return self.timeline.is_stale or any(line.is_stale for _, line in self.beside)

    @property
    def extent(self) -> tuple[float, float]:
        """The stretch of x that plots show while they follow."""
        if self.window is None:
            return self.timeline.extent(self.epochs, running=self.running)
        now = self.timeline.at(self.history.step_count)
        return max(now - self.window, 0.0), now

    @property
    def leaves_python_free(self) -> bool:
        """Whether steps are taken now that hold no lock of Python's, or none at all.

        Between two epochs Python is needed even so: where they are short it is needed all the time.
        """
        history = self.history
        if not self.running:
            return True
        if not history.paths or history.paths[-1][1] != "lowered":
            return False
        return not history.epoch_count or bool(history.epochs["seconds"].values[-1] >= _LONG_EPOCH)

    @property
    def events(self) -> tuple[int | None, ...]:
        """Another value each time something happened that is marked on the x axis."""
        history = self.history
        kept = history.kept[-1][0] if history.kept else None
        happened = len(history.settings), kept, len(history.kept), len(history.paths)
        return (*happened, self.looking, history.ended is not None)

    @property
    def is_classification(self) -> bool:
        """Whether classes are predicted."""
        if self.history.epoch_count:
            return "accuracy" in self.history.epochs
        return self.task in {"binary", "multiclass"}

    @property
    def epoch(self) -> int:
        """Whole epochs recorded."""
        if not self.history.epoch_count:
            return 0
        return round(Timeline(self.history, "epoch").at(self.history.epochs["step"].values[-1]))

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers whose gradients are recorded, in order of execution."""
        return self.layers_in(self.history.steps, "gradient")

    def layers_in(self, table: Iterable[str], figure: str) -> tuple[str, ...]:
        """The layers of which a table of the history has a figure, in order of execution."""
        prefix = f"{figure}/"
        recorded = [name.removeprefix(prefix) for name in table if name.startswith(prefix)]
        # A history read from a file has its columns in any order.
        place = {layer.id: number for number, layer in enumerate(self.project.network.layers)}
        return tuple(sorted(recorded, key=lambda layer_id: place.get(layer_id, len(place))))

    def layer_name(self, layer_id: str) -> str:
        """The name of a recorded layer."""
        for network in (self.network, self.project.network):
            if layer_id in network:
                return network.layer(layer_id).name
        return layer_id
