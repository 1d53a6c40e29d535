"""What happened while a run was going, as marks on the x axis of its plots."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from engine import numbers
from engine.history import History
from engine.live_settings import BATCH_SIZE, LR, in_words
from engine.text import Text, text
from gui.pages.monitor.source import Source
from gui.pages.monitor.timeline import Timeline
from gui.plots.marks import Mark
from gui.translate import show, tr

#: Settings of which it is told what they were before.
_COUNTED: Mapping[str, Text] = {LR: text("learning rate"), BATCH_SIZE: text("batch size")}


def marks_of(source: Source) -> list[Mark]:
    """The live settings that changed, checkpoints that were kept, other ways to take steps, what is pointed at.

    A step that gave no finite numbers is no point of any curve: it has a mark of its own.
    """
    return [
        *_settings(source, source.timeline),
        *_kept(source.history, source.timeline),
        *_paths(source.history, source.timeline),
        *_broken(source.history, source.timeline),
        *_pointed(source, source.timeline),
        *_looking(source),
    ]


def _settings(source: Source, timeline: Timeline) -> Iterator[Mark]:
    before: dict[str, float] = {}
    for step, name, value in source.history.settings:
        old = before.get(name, _value_before(source, step, name))
        before[name] = value
        after = numbers.count(step)
        if old is None or name not in _COUNTED:
            setting = show(in_words(name, value, source.project.network))
            line = tr("{setting} after step {step}").format(setting=setting, step=after)
        else:
            line = tr("{name} {old} → {new} after step {step}").format(
                name=show(_COUNTED[name]),
                old=numbers.typed(old),
                new=numbers.typed(value),
                step=after,
            )
        yield Mark(timeline.at(step), line, "accent")


def _value_before(source: Source, step: int, name: str) -> float | None:
    """What a setting was before its first change: as recorded, else as the project has it."""
    rates = source.history.steps.get(name)
    if rates is not None and 0 < step <= len(rates):
        return float(rates.values[step - 1])
    return float(source.project.training.batch_size) if name == "batch_size" else None


def _looking(source: Source) -> Iterator[Mark]:
    if source.looking is not None:
        line = tr("you are looking at step {step}").format(step=numbers.count(source.looking))
        yield Mark(source.timeline.at(source.looking), line, "warning")


def _kept(history: History, timeline: Timeline) -> Iterator[Mark]:
    sentence = tr("checkpoint kept after step {step}, epoch {epoch}")
    places = timeline.of(np.array([step for step, _ in history.kept], dtype=np.float64))
    for place, (step, epoch) in zip(places.tolist(), history.kept, strict=True):
        yield Mark(place, _kept_line(sentence, step, epoch), minor=True)


@lru_cache(maxsize=256)
def _kept_line(sentence: str, step: int, epoch: int) -> str:
    """Most were kept the last time too."""
    return sentence.format(step=numbers.count(step), epoch=numbers.count(epoch))


def _paths(history: History, timeline: Timeline) -> Iterator[Mark]:
    names = {"eager": text("eager steps"), "lowered": text("lowered steps")}
    for step, path, reason in history.paths:
        if step == 0:
            continue
        words = {"path": show(names[path]) if path in names else path, "step": numbers.count(step)}
        line = tr("{path} after step {step}").format(**words)
        yield Mark(timeline.at(step), f"{line}: {show(reason)}" if reason else line, minor=True)


def _broken(history: History, timeline: Timeline) -> Iterator[Mark]:
    ended = history.ended
    if ended is not None and ended.step <= history.step_count:
        line = tr("step {step} gave NaN or infinity: the run stopped before it")
        yield Mark(timeline.at(ended.step), line.format(step=numbers.count(ended.step + 1)), "bad")


def _pointed(source: Source, timeline: Timeline) -> Iterator[Mark]:
    """Both ends of the stretch that a finding rests on."""
    pointed = source.pointed
    if pointed is None or pointed.last > source.history.step_count:
        return
    for step in sorted({pointed.first, pointed.last}):
        yield Mark(timeline.at(step), show(pointed.label), "warning")
