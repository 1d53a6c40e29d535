"""Walking through a step from the window's side: a run is started for it, and goes on from it."""

import numpy as np

from gui.run.state import RunState
from tests.gui.run.conftest import iris, train_to_the_end


def walked(qtbot, walk, do):
    """Waits until the step has come where `do` sends it."""
    with qtbot.waitSignal(walk.changed, timeout=30_000):
        do()
    return walk.answer


def test_that_a_step_is_begun_from_idle_by_a_run_that_waits(qtbot, bench):
    controller = bench(iris()).controller
    answer = walked(qtbot, controller.walk, lambda: controller.walk.go_to("loss"))
    assert controller.state is RunState.PAUSED
    assert (answer.phase, answer.step, answer.taken) == ("loss", 0, False)
    assert controller.history.step_count == 0
    taken = walked(qtbot, controller.walk, lambda: controller.walk.go_to("step"))
    assert taken.taken
    assert controller.history.step_count == controller.step == 1
    np.testing.assert_allclose(controller.history.steps["loss"].values, [taken.loss], rtol=1e-6)


def test_that_next_batch_takes_the_step_and_ends_an_epoch_when_it_is_over(qtbot, bench):
    controller = bench(iris(epochs=2)).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("zero_grad"))
    steps = walk.answer.batches
    for _ in range(steps):
        walked(qtbot, walk, walk.next_batch)
    assert (walk.answer.epoch, walk.answer.batch, walk.answer.step) == (1, 1, steps)
    assert controller.history.epoch_count == 1
    assert walk.answer.can_step_back == min(steps, 20)


def test_that_a_step_back_takes_its_point_back_and_the_run_goes_on_as_if_never_walked(qtbot, bench):
    whole, part = bench(iris()).controller, bench(iris()).controller
    train_to_the_end(qtbot, whole)
    walk = part.walk
    for _ in range(2):
        walked(qtbot, walk, lambda: walk.go_to("step"))
        walked(qtbot, walk, walk.next_batch)
    answer = walked(qtbot, walk, walk.step_back)
    assert (answer.phase, answer.step, part.history.step_count, part.step) == ("zero_grad", 1, 1, 1)
    with qtbot.waitSignal(part.run_ended, timeout=30_000):
        part.resume()
    assert walk.answer is None
    assert part.history.step_count == whole.history.step_count
    np.testing.assert_array_equal(
        part.history.steps["loss"].values, whole.history.steps["loss"].values
    )


def test_that_chosen_rows_are_walked_on_a_copy_and_the_runs_own_step_comes_after(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("forward"))
    copy = walked(qtbot, walk, lambda: walk.choose_rows([3, 5]))
    assert (copy.on_copy, copy.rows.tolist()) == (True, [3, 5])
    assert walked(qtbot, walk, lambda: walk.go_to("step")).taken
    assert controller.history.step_count == 0
    assert not walked(qtbot, walk, walk.next_batch).on_copy


def test_that_a_finished_run_says_so_but_lets_a_copy_be_walked(qtbot, bench):
    controller = bench(iris(epochs=1)).controller
    train_to_the_end(qtbot, controller)
    with qtbot.waitSignal(controller.walk.failed) as told:
        controller.walk.go_to("zero_grad")
    assert "All epochs" in str(told.args[0])
    assert walked(qtbot, controller.walk, lambda: controller.walk.choose_rows([1])).on_copy


def test_that_a_run_under_way_waits_for_it(qtbot, bench):
    controller = bench(iris(epochs=100_000)).controller
    with qtbot.waitSignal(controller.progressed, timeout=30_000):
        controller.train()
    walked(qtbot, controller.walk, lambda: controller.walk.go_to("backward"))
    assert controller.state is RunState.PAUSED
    with qtbot.waitSignal(controller.run_ended, timeout=30_000):
        controller.stop()
    assert controller.walk.answer is None


def test_that_rows_that_are_not_there_are_told(qtbot, bench):
    controller = bench(iris()).controller
    with qtbot.waitSignal(controller.walk.failed, timeout=30_000) as told:
        controller.walk.choose_rows([4000])
    assert "There is no such row" in str(told.args[0])
