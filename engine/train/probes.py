"""Looks closely at a step now and then, seldom enough that the run hardly notices.

A probe is taken around exactly one step: the layers' outputs and the weights just before it, the weights
just after it. It leaves no trace: the run's numbers do not depend on when a probe was due.
"""

import math
import time

from engine.train.batches import Batches
from engine.train.events import Histogram, Probed
from engine.train.layer_watch import LayerWatch
from engine.train.machine_watch import MachineWatch
from engine.train.noise_watch import NoiseWatch
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.steps import Steps
from engine.train.trail import Trail
from engine.train.watch import Watch
from engine.train.weight_watch import WeightWatch

#: About every how many probes there are histograms too.
HISTOGRAM_EVERY = 5
#: About every how many probes the two halves of the batch are compared, at most; that takes as long as a
#: step, and has a share of its own of the time.
NOISE_EVERY = 4
NOISE_SHARE = 1 / 3
#: From this step on a probe is due, whatever the clock says, when the run has twice the steps that it had at
#: the latest one: so a run of a fraction of a second has a few too, and a long one hardly any more.
DOUBLING_FROM = 100


class Probes:
    """Has steps taken, and looks closely at one of them whenever it is time to.

    `machine` is asked beside them, and the session's trail notes where the weights are.
    """

    def __init__(self, session: Session, watch: Watch) -> None:
        self._session, self._watch = session, watch
        self._trail = session.trail if watch.trail else Trail(())
        self._layers, self._weights = LayerWatch(session), WeightWatch(session)
        # Not with the first probe, so that the beginning of a run is not spent on it.
        begun = time.perf_counter()
        self._noise, self._noise_due = (
            NoiseWatch(session),
            begun + NOISE_EVERY * watch.probe_seconds,
        )
        self._due = -math.inf if math.isfinite(watch.probe_seconds) else math.inf
        self._latest = session.progress.step
        self._histograms_due = -math.inf
        self.machine = MachineWatch(session, watch.machine_seconds)

    def around(self, steps: Steps, batches: Batches, most: int) -> tuple[int, Probed | None]:
        """Lets `steps` take up to `most` steps; exactly one, with its figures, when a probe is due."""
        progress = self._session.progress
        self._trail.note(progress.step)
        if not self._is_due(progress.step):
            return steps.take(batches, self._trail.room(progress.step, most)), None
        before = time.perf_counter()
        batch = batches.at(progress.position)
        figures = self._layers.figures(batch.x)
        self._weights.before()
        cost = time.perf_counter() - before
        if before >= self._noise_due:
            figures |= self._noise_figures(batch)
        taken = steps.take(batches, 1)
        self._latest = progress.step
        after = time.perf_counter()
        figures |= self._weights.figures()
        histograms: dict[str, Histogram] = {}
        if after >= self._histograms_due:
            histograms = self._weights.histograms()
            self._histograms_due = after + HISTOGRAM_EVERY * self._watch.probe_seconds
        now = time.perf_counter()
        cost += now - after
        self._due = now + max(self._watch.probe_seconds, cost / self._watch.probe_share)
        return taken, Probed(progress.step, figures, histograms)

    def _is_due(self, step: int) -> bool:
        doubled = step >= max(2 * self._latest, DOUBLING_FROM)
        return time.perf_counter() >= self._due or (doubled and math.isfinite(self._due))

    def _noise_figures(self, batch: Split) -> dict[str, float]:
        """The two halves of the batch; the next time is the later the longer it takes."""
        begun = time.perf_counter()
        figures = self._noise.figures(batch)
        now = time.perf_counter()
        pause = (now - begun) / (NOISE_SHARE * self._watch.probe_share)
        self._noise_due = now + max(NOISE_EVERY * self._watch.probe_seconds, pause)
        return figures
