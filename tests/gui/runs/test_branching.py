"""A run that goes on from an earlier moment is another run; the first future stays on the plots."""

import pytest

from gui.run.state import RunState


@pytest.fixture
def window(qtbot, open_window):
    window = open_window()
    training = window.document.project.training.replace(epochs=100_000)
    window.document.set_training(training, "Long")
    return window


def test_that_the_first_future_is_shown_behind_the_new_one(qtbot, window):
    controller, runs = window.controller, window.runs
    controller.train()
    qtbot.waitUntil(lambda: any(step > 0 for step in controller.rewind.steps), timeout=60_000)
    controller.pause()
    qtbot.waitUntil(lambda: controller.state is RunState.PAUSED, timeout=60_000)
    first, points = runs.recorder.current, controller.history.step_count
    step = next(step for step in controller.rewind.steps if step > 0)
    with qtbot.waitSignal(runs.recorder.begun, timeout=60_000):
        controller.go_on_from(step)
    second = runs.recorder.current
    assert second != first
    controller.pause()
    qtbot.waitUntil(lambda: [shown.run.id for shown in runs.overlays.shown] == [first])
    qtbot.waitUntil(lambda: runs.watch.run(second) is not None, timeout=10_000)
    assert runs.watch.run(second).parent == first
    assert runs.watch.run(second).parent_step == step
    qtbot.waitUntil(lambda: runs.overlays.shown[0].history.step_count == points, timeout=10_000)
    (overlay,) = window.workspace.page("monitor")._source.overlays
    assert overlay.history.step_count == points
