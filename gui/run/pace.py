"""How fast a run goes: a rate that can be read, and the time that is left."""

from collections import deque
from collections.abc import Sequence

from engine.train.events import (
    EpochEnded,
    Event,
    PathChanged,
    RunStarted,
    Setting,
    StepsDone,
    samples_per_second,
)

#: The share of the newest chunk in the figure shown.
NEWEST = 0.1
#: The pace is that of this share of the time so far …
_LONG = 0.5
#: … or of this share, but no less than so many seconds, where that differs by more than so much.
_SHORT, _AT_LEAST, _DIFFERENT = 0.1, 0.15, 1.25
#: A change of pace that was told counts once it has been seen for this long.
_SEEN = 0.2
#: Stretches are put together while they are shorter than this share of the time so far.
_FINE = 1 / 400
#: A row that is evaluated takes about this share of the time of one that is trained on.
_EVALUATED = 0.35


class _Rate:
    """What a sample takes, from the latest stretches of time; a change of pace is noticed."""

    def __init__(self) -> None:
        self._stretches: deque[tuple[float, int]] = deque()
        self.seconds, self._samples = 0.0, 0

    def add(self, seconds: float, samples: int, elapsed: float) -> None:
        """Takes a stretch in; `elapsed` is the time of the run so far."""
        if self._stretches and self._stretches[-1][0] < elapsed * _FINE:
            before = self._stretches.pop()
            self._stretches.append((before[0] + seconds, before[1] + samples))
        else:
            self._stretches.append((seconds, samples))
        self.seconds, self._samples = self.seconds + seconds, self._samples + samples
        while len(self._stretches) > 1 and self.seconds - self._stretches[0][0] > elapsed * _LONG:
            self._drop()
        self._notice(max(elapsed * _SHORT, _AT_LEAST))

    def _drop(self) -> None:
        seconds, samples = self._stretches.popleft()
        self.seconds, self._samples = self.seconds - seconds, self._samples - samples

    def _notice(self, short: float) -> None:
        """Forgets what came before the latest seconds where these are of another pace."""
        latest, samples, count = 0.0, 0, 0
        for stretch in reversed(self._stretches):
            if latest >= short:
                break
            latest, samples, count = latest + stretch[0], samples + stretch[1], count + 1
        if latest < short or self.seconds < 2 * latest or not samples:
            return
        ratio = (latest / samples) / self.seconds_a_sample
        if not 1 / _DIFFERENT < ratio < _DIFFERENT:
            while len(self._stretches) > count:
                self._drop()

    @property
    def seconds_a_sample(self) -> float:
        """0 while nothing is known."""
        return self.seconds / self._samples if self._samples else 0.0


class _Epochs:
    """What an epoch takes, from the latest whole ones: its steps, and its end with the evaluation."""

    def __init__(self) -> None:
        self._spans: deque[tuple[float, float, int]] = deque()
        self._seconds = self._steps = 0.0
        self._count = 0

    def add(self, seconds: float, steps: float, elapsed: float) -> None:
        """Takes an epoch in: its seconds, those of its steps, and the time of the run so far."""
        if self._spans and self._spans[-1][0] < elapsed * _FINE:
            before = self._spans.pop()
            self._spans.append((before[0] + seconds, before[1] + steps, before[2] + 1))
        else:
            self._spans.append((seconds, steps, 1))
        self._seconds, self._steps = self._seconds + seconds, self._steps + steps
        self._count += 1
        while len(self._spans) > 1 and self._seconds - self._spans[0][0] > elapsed * _LONG:
            gone = self._spans.popleft()
            self._seconds, self._steps = self._seconds - gone[0], self._steps - gone[1]
            self._count -= gone[2]

    @property
    def known(self) -> bool:
        """Whether there was a whole one."""
        return self._count > 0

    @property
    def steps_seconds(self) -> float:
        """What the steps of an epoch take."""
        return self._steps / self._count

    @property
    def end_seconds(self) -> float:
        """What its end takes."""
        return max(self._seconds - self._steps, 0.0) / self._count


class _Known:
    """Paces since the last change of pace that was told."""

    def __init__(self) -> None:
        self.steps, self.epochs = _Rate(), _Epochs()
        self._epoch_began: float | None = None

    def add(self, seconds: float, samples: int, elapsed: float) -> None:
        """Takes in what lies between two chunks of one epoch."""
        self.steps.add(seconds, samples, elapsed)

    def end_epoch(self, now: float, steps: float, elapsed: float) -> None:
        """The first chunk of another epoch is there; the steps of the last one took so long."""
        if self._epoch_began is not None:
            self.epochs.add(now - self._epoch_began, steps, elapsed)
        self._epoch_began = now


class Pace:
    """Made anew for each run; fed with its events in order."""

    def __init__(self, started: RunStarted | None = None) -> None:
        self._started = started
        self._epoch = started.epoch if started is not None else 0
        self._at: StepsDone | None = None
        self._ended: EpochEnded | None = None
        self._changed = False
        self._elapsed = self._changed_at = 0.0
        self._known = _Known()
        self._next: _Known | None = None
        self._first_end: tuple[float, int] | None = None
        self.samples_per_second = 0.0

    def note(self, events: Sequence[Event]) -> None:
        """Takes what came since the last time into account."""
        chunks = []
        for event in events:
            match event:
                case StepsDone():
                    chunks.append(event)
                    self._note_steps(event)
                case EpochEnded():
                    self._ended, self._epoch = event, event.epoch
                case PathChanged() | Setting():
                    self._changed = True
        if chunks:
            newest = samples_per_second(chunks)
            known = self.samples_per_second or newest
            self.samples_per_second = known + NEWEST * (newest - known)

    def _note_steps(self, chunk: StepsDone) -> None:
        before, self._at = self._at, chunk
        ended, self._ended = self._ended, None
        if before is None:
            return  # the first chunk of a run is slower than all others
        seconds, samples = chunk.seconds - before.seconds, chunk.samples - before.samples
        self._elapsed += seconds
        if self._changed:  # this stretch is partly of the old pace
            self._changed, self._next = False, _Known()
            self._changed_at = self._elapsed
            return
        known = self._next or self._known
        if ended is None:
            known.add(seconds, samples, self._elapsed)
        else:
            self._first_end = self._first_end or (seconds, samples)
            known.end_epoch(chunk.seconds, ended.seconds, self._elapsed)
        if self._next is not None and self._elapsed - self._changed_at >= _SEEN:
            self._known, self._next = known, None

    @property
    def samples_left(self) -> int | None:
        """Rows to train on to the end of the last epoch; None where that is not known."""
        started, at = self._started, self._at
        if started is None or at is None or not started.rows:
            return None
        return max(started.epochs * started.rows - at.samples, 0)

    @property
    def share(self) -> float | None:
        """How much of the run is done, from 0 to 1."""
        left, started = self.samples_left, self._started
        if left is None or started is None:
            return None
        return 1 - left / max(started.epochs * started.rows, 1)

    @property
    def seconds_left(self) -> float | None:
        """Seconds to the end of the last epoch, evaluation included; None while that is not known."""
        left, started, known = self.samples_left, self._started, self._known
        if left is None or started is None:
            return None
        ends = max(started.epochs - self._epoch, 0)
        if known.epochs.known:
            epochs = known.epochs
            return left / started.rows * epochs.steps_seconds + ends * epochs.end_seconds
        a_sample = known.steps.seconds_a_sample
        if not a_sample:
            return None
        return left * a_sample + ends * self._supposed_end(a_sample)

    def _supposed_end(self, a_sample: float) -> float:
        """What the end of an epoch takes, before there was a whole epoch at this pace."""
        assert self._started is not None, "asked for only then"
        if self._first_end is None:
            return self._started.validation_rows * a_sample * _EVALUATED
        seconds, samples = self._first_end
        return max(seconds - samples * a_sample, 0.0)
