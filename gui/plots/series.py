"""One series of a line plot: its samples and their smoothed twin, with a pyramid over each."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtGui import QColor

from gui.plots.pyramid import Pyramid
from gui.plots.samples import Kept, Samples
from gui.plots.smoothing import Smoothed
from gui.theme import theme

SeriesStyle = Literal["smoothed", "points", "line"]


class Series:
    """The samples of one series, their smoothed twin, and a pyramid over each."""

    def __init__(
        self,
        name: str,
        color: str | int,
        style: SeriesStyle,
        *,
        group: str = "",
        group_name: str = "",
        dash: int = 0,
    ) -> None:
        """A series with a `group_name` stands behind the others, told apart by `dash`."""
        self.name = name
        self.style = style
        self.group, self.group_name, self.dash = group, group_name, dash
        self.visible = True
        self.samples: Samples = Kept()
        self._color = color
        self._smoothing = 0.0
        self.raw = Pyramid(self.samples)
        self._smoothed: Pyramid | None = None

    @property
    def behind(self) -> bool:
        """Whether it stands behind the others."""
        return bool(self.group_name)

    @property
    def full_name(self) -> str:
        """Its name with that of its group."""
        return f"{self.group_name} · {self.name}" if self.group_name else self.name

    @property
    def color(self) -> QColor:
        """The colour in the theme of now."""
        if isinstance(self._color, int):
            return theme().series(self._color)
        return theme().color(self._color)

    def append(self, x: ArrayLike, y: ArrayLike) -> None:
        """Add samples at the end of a series that keeps its own."""
        if not isinstance(self.samples, Kept):
            raise TypeError(f"the samples of {self.name!r} come from elsewhere")
        self.samples.append(x, y)

    def set_samples(self, samples: Samples) -> None:
        """Show other samples from now on."""
        self.samples = samples
        self.raw = Pyramid(samples)
        self.set_smoothing(self._smoothing)

    def set_smoothing(self, weight: float) -> None:
        """Smooth all samples anew; a weight of 0 shows them as they are."""
        self._smoothing = weight
        smooths = weight > 0 and self.style == "smoothed"
        self._smoothed = Pyramid(Smoothed(self.samples, weight)) if smooths else None

    def grow(self, until: float) -> bool:
        """Take in the samples that are new, or as many as can be by then; whether that is all."""
        return self.raw.grow(until) and self.main.grow(until)

    @property
    def nbytes(self) -> int:
        """Bytes kept beside the samples."""
        return self.raw.nbytes + (self.main.nbytes if self.is_smoothed else 0)

    @property
    def main(self) -> Pyramid:
        """What the strong line shows: the smoothed samples where there are any."""
        return self.raw if self._smoothed is None else self._smoothed

    @property
    def is_smoothed(self) -> bool:
        """Whether a faint raw line stands behind the strong one."""
        return self._smoothed is not None

    def nearest(self, x: float) -> int | None:
        """The number of the sample nearest to x, of those taken in; None while there is none."""
        number = self.samples.nearest(x)
        last = min(len(self.raw), len(self.main)) - 1
        return None if number is None or last < 0 else min(number, last)

    def shown(self, number: int) -> tuple[float, float]:
        """A sample of the strong line; one that is not finite as it is."""
        raw = self.samples.sample(number)
        return self.main.samples.sample(number) if np.isfinite(raw[1]) else raw

    def shown_at(self, x: float) -> tuple[float, float] | None:
        """The nearest sample of the strong line."""
        number = self.nearest(x)
        return None if number is None else self.shown(number)

    def newest(self) -> float | None:
        """The newest y of the strong line."""
        last = min(len(self.raw), len(self.main)) - 1
        if last < 0:
            return None
        raw = float(self.samples.read(last, last + 1)[0])
        smoothed = self.is_smoothed and np.isfinite(raw)
        return float(self.main.samples.read(last, last + 1)[0]) if smoothed else raw
