"""Whoever asks for something waits for no more than a chunk of steps."""

import threading
import time

import pytest

from engine.train.control import Control
from engine.train.events import Answer, PathChanged, Paused, Setting
from engine.train.lowered_steps import CHUNK_SECONDS
from engine.train.trainer import train
from tests.engine.train.making import session

#: Longer than a chunk, for a machine with others at work.
PROMPTLY = 0.05
ASKED = {
    "pause": (lambda c: c.pause(), Paused),
    "setting": (lambda c: c.set("lr", 0.002), Setting),
    "question": (lambda c: c.ask("step", lambda s: s.progress.step), Answer),
}


@pytest.mark.parametrize("what", ASKED)
def test_that_what_is_asked_for_while_lowered_steps_go_on_happens_at_once(what):
    ask, answer = ASKED[what]
    run, control = session(epochs=10_000_000), Control()
    run.progress.path = "lowered"
    waits: list[float] = []
    asked_at = 0.0
    for event in train(run, control):
        if isinstance(event, PathChanged):
            assert event.path == "lowered"
        if isinstance(event, answer):
            waits.append(time.perf_counter() - asked_at)
            if what == "pause":
                control.resume()
        if len(waits) == 9:
            break
        if asked_at == 0.0 or isinstance(event, answer):
            asked_at = time.perf_counter()
            timer = threading.Timer(0.01, ask, [control])
            timer.start()
            asked_at += 0.01
    timer.join()
    # The best of them: the others tell how busy the machine is.
    assert min(waits) < PROMPTLY
    assert CHUNK_SECONDS < PROMPTLY / 2
