"""Walking through a step from the window's side: a run is started for it, and goes on from it."""

import numpy as np
from PySide6.QtWidgets import QLabel

from engine.edits import set_param
from gui.run.state import RunState
from gui.status import StatusLine
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


def test_that_waiting_at_a_finished_run_does_not_begin_it_anew(qtbot, bench):
    controller = bench(iris(epochs=1)).controller
    train_to_the_end(qtbot, controller)
    controller.run_to(0)
    assert controller.state is RunState.IDLE
    assert (controller.step, controller.history.epoch_count) == (7, 1)


def test_that_a_new_run_can_be_begun_where_one_is_finished(qtbot, bench):
    controller = bench(iris(epochs=1)).controller
    train_to_the_end(qtbot, controller)
    answer = walked(qtbot, controller.walk, controller.walk.begin_anew)
    assert (answer.phase, answer.step, answer.on_copy) == ("zero_grad", 0, False)
    assert controller.state is RunState.PAUSED


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


def stepped_to_the_end_of_an_epoch(qtbot, walk):
    """Takes the steps of an epoch, and stays at the last one."""
    answer = walked(qtbot, walk, lambda: walk.go_to("step"))
    while not answer.epoch_is_over:
        walked(qtbot, walk, walk.next_batch)
        answer = walked(qtbot, walk, lambda: walk.go_to("step"))
    return answer


def test_that_an_epoch_left_after_its_last_step_is_ended_before_another_is_begun(qtbot, bench):
    controller = bench(iris(epochs=2)).controller
    walk = controller.walk
    steps = stepped_to_the_end_of_an_epoch(qtbot, walk).batches
    assert controller.history.epoch_count == 0
    walked(qtbot, walk, walk.leave)
    answer = walked(qtbot, walk, lambda: walk.go_to("forward"))
    assert (answer.step, answer.epoch, answer.batch) == (steps, 1, 1)
    assert controller.history.epoch_count == 1
    back = walked(qtbot, walk, walk.step_back)
    assert (back.step, back.epoch) == (steps - 1, 0)
    assert (controller.history.step_count, controller.history.epoch_count) == (steps - 1, 0)


def test_that_after_the_last_epoch_it_says_that_the_run_is_finished(qtbot, bench):
    controller = bench(iris(epochs=1)).controller
    walk = controller.walk
    stepped_to_the_end_of_an_epoch(qtbot, walk)
    with (
        qtbot.waitSignal(controller.run_ended, timeout=30_000) as ended,
        qtbot.waitSignal(walk.failed, timeout=30_000) as told,
    ):
        walk.next_batch()
    assert ended.args[0].reason == "finished"
    assert "All epochs" in str(told.args[0])
    assert walk.answer is None
    assert controller.history.epoch_count == 1


def test_that_a_taken_step_is_not_taken_again_by_asking_for_its_phases(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("zero_grad"))
    with qtbot.waitSignals([walk.changed] * 4, timeout=30_000):
        for phase in ("step", "step", "forward", "step"):
            walk.go_to(phase)
    assert (walk.answer.step, walk.answer.phase, controller.step) == (0, "step", 1)


def test_that_a_failed_choice_leaves_the_step_in_front_where_it_is(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("step"))
    with qtbot.waitSignal(walk.failed, timeout=30_000):
        walk.choose_rows([4000])
    assert walked(qtbot, walk, lambda: walk.go_to("step")).step == 0
    assert controller.step == 1


def test_that_typed_values_are_walked_on_a_copy(qtbot, bench):
    at = bench(iris())
    walk, encoder = at.controller.walk, at.store.prepared.encoder
    columns = {column.name: [column.typical] * 2 for column in encoder.columns}
    walk.type_values(columns | {encoder.targets[0]: list(encoder.classes[:2])})
    qtbot.waitUntil(lambda: walk.answer is not None, timeout=30_000)
    answer = walked(qtbot, walk, lambda: walk.go_to("loss"))
    assert (answer.on_copy, answer.rows.size) == (True, 0)
    x = answer.cards[0].tensors[0].figures.values
    assert x.shape == (2, 4)
    np.testing.assert_array_equal(x[0], x[1])
    with qtbot.waitSignal(walk.failed, timeout=30_000) as told:
        walk.type_values(columns | {encoder.targets[0]: ["rose", "rose"]})
    assert "none of the classes" in str(told.args[0])


def test_that_a_step_begun_before_a_setting_changed_is_walked_with_it(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("loss"))
    answer = walked(qtbot, walk, lambda: controller.set_live("batch_size", 5))
    assert (answer.phase, len(answer.rows)) == ("loss", 5)
    assert walked(qtbot, walk, lambda: controller.set_live("lr", 0.5)).learning_rate == 0.5


def test_that_a_step_asked_for_while_a_run_gets_ready_makes_it_wait(qtbot, bench):
    controller = bench(iris(epochs=100_000)).controller
    controller.sync_now()
    controller.train()
    answer = walked(qtbot, controller.walk, lambda: controller.walk.go_to("zero_grad"))
    assert controller.state is RunState.PAUSED
    assert answer.phase == "zero_grad"


def test_that_a_run_that_can_not_be_started_says_why_itself(qtbot, bench):
    at = bench(iris())
    controller = at.controller
    with qtbot.waitSignal(controller.session_failed, timeout=30_000):
        network = at.document.project.network
        at.document.set_network(set_param(network, "l4", "out_features", 7), "Outputs")
    with qtbot.waitSignals([controller.failed, controller.walk.changed], timeout=30_000):
        controller.walk.go_to("forward")
    assert controller.walk.answer is None


def test_that_the_status_line_says_the_phase(qtbot, bench):
    at = bench(iris())
    line = StatusLine(at.controller, at.store)
    qtbot.addWidget(line)
    label = line.findChild(QLabel, "stateLabel")
    walked(qtbot, at.controller.walk, lambda: at.controller.walk.go_to("backward"))
    assert label.text() == "Stepping · phase 4 of 5"
    line.show_phase("forward")
    assert label.text() == "Stepping · phase 2 of 5"
    line.show_phase("")
    walked(qtbot, at.controller.walk, at.controller.walk.leave)
    assert label.text() == "Paused"


def test_that_a_run_that_was_only_walked_can_be_discarded(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("step"))
    walked(qtbot, walk, walk.next_batch)
    assert controller.step == 1
    with qtbot.waitSignal(controller.session_changed, timeout=30_000):
        controller.stop("discard")
    assert (controller.step, controller.history.step_count) == (0, 0)
    assert walk.answer is None
    assert walked(qtbot, walk, lambda: walk.go_to("step")).step == 0


def test_that_no_step_is_begun_while_an_earlier_moment_is_looked_at(qtbot, bench):
    controller = bench(iris(epochs=100_000)).controller
    walk = controller.walk
    controller.run_to(40)
    qtbot.waitUntil(
        lambda: controller.step == 40 and controller.state is RunState.PAUSED, timeout=30_000
    )
    assert not walked(qtbot, walk, lambda: walk.go_to("loss")).taken
    with qtbot.waitSignal(controller.rewind.changed, timeout=30_000):
        controller.rewind.look(0)
    with qtbot.waitSignal(walk.failed, timeout=30_000) as told:
        walk.go_to("step")
    assert "You are looking at the network as it was" in str(told.args[0])
    with qtbot.waitSignal(controller.rewind.changed, timeout=30_000):
        controller.rewind.back()
    assert walked(qtbot, walk, lambda: walk.go_to("step")).step == 40


def test_that_a_step_that_a_stop_overtakes_is_waited_for_no_more(qtbot, bench):
    controller = bench(iris()).controller
    walk = controller.walk
    walked(qtbot, walk, lambda: walk.go_to("zero_grad"))
    walked(qtbot, walk, walk.leave)
    with qtbot.waitSignals([walk.changed, controller.run_ended], timeout=30_000):
        walk.go_to("step")
        controller.stop()
    assert walk.answer is None
    assert walked(qtbot, walk, lambda: walk.go_to("zero_grad")).phase == "zero_grad"


def test_that_a_step_that_is_left_before_it_came_is_waited_for_no_more(qtbot, bench):
    controller = bench(iris()).controller
    controller.walk.go_to("forward")
    assert controller.state is RunState.TRAINING
    assert walked(qtbot, controller.walk, controller.walk.leave) is None
    qtbot.waitUntil(lambda: controller.state is RunState.PAUSED)
    assert walked(qtbot, controller.walk, lambda: controller.walk.go_to("loss")).phase == "loss"
