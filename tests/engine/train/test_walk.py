"""A step walked through is the trainer's own, undone it never was, and on a copy it touches nothing."""

import numpy as np
import pytest
import torch

from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.tensor_figures import SIDE
from engine.text import UserError
from engine.train.events import EpochEnded, StepsDone
from engine.train.live import apply
from engine.train.session import Session
from engine.train.trainer import drain
from engine.walk_query import walk, walk_back, walk_drop, walk_part
from engine.why_query import why
from tests.engine.train.making import prepare, rows, session
from tests.engine.train.walking import driven, fingerprint, history_of

DROPOUT = (
    ("Linear", {"out_features": 8}),
    ("BatchNorm1d", {}),
    ("ReLU", {}),
    ("Dropout", {"p": 0.5}),
    ("Linear", {"out_features": 3}),
)
PICTURES = (
    ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
    ("BatchNorm2d", {}),
    ("ReLU", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 3}),
)
OPTIMIZERS = [
    component("SGD", lr=0.05, momentum=0.9),
    component("Adam"),
    component("RMSprop", momentum=0.5, centered=True),
    component("Adadelta"),
]


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda o: o.kind)
@pytest.mark.parametrize("layers", [DROPOUT, PICTURES], ids=["dropout", "pictures"])
def test_that_a_step_taken_and_undone_leaves_every_bit_as_it_was(layers, optimizer):
    data = rows(40, 1, 6, 6) if layers is PICTURES else rows(40, 6)
    run = session(layers, data, optimizer=optimizer, batch_size=8, epochs=4)
    whole = session(layers, data, optimizer=optimizer, batch_size=8, epochs=4)
    drain(whole)
    prints = [fingerprint(run)]

    def back_and_forth(s):
        prints[0] = fingerprint(s)
        for _ in range(2):
            walk(s, "step", anew=True)
        prints.append(fingerprint(s))
        walk_back(s)
        walk_drop(s)
        answer = walk_back(s)
        walk_drop(s)
        prints.append(fingerprint(s))
        return answer

    driven(run, {3: [back_and_forth]})
    assert prints[0] == prints[2] != prints[1]
    assert fingerprint(run) == fingerprint(whole)


def test_that_walked_steps_are_in_the_history_like_all_others():
    whole, run = session(DROPOUT, batch_size=8, epochs=3), session(DROPOUT, batch_size=8, epochs=3)
    expected = history_of(drain(whole))
    asks = [lambda s: walk(s, "step", anew=True)] * 3
    events = driven(run, {2: asks})
    found = history_of(events)
    assert found.step_count == expected.step_count
    for name, series in expected.steps.items():
        np.testing.assert_array_equal(found.steps[name].values, series.values, err_msg=name)
    np.testing.assert_array_equal(
        found.epochs["train_loss"].values, expected.epochs["train_loss"].values
    )
    seconds = [e.seconds for e in events if isinstance(e, StepsDone)]
    assert seconds == sorted(seconds)
    assert fingerprint(run) == fingerprint(whole)


def test_that_an_epoch_whose_last_step_was_walked_is_ended_by_the_trainer():
    run = session(DROPOUT, batch_size=25, epochs=2)
    answers = []

    def last(s):
        answers.append(walk(s, "step", anew=True))

    events = driven(run, {1: [last]})
    assert answers[0].epoch_is_over
    assert [e.epoch for e in events if isinstance(e, EpochEnded)] == [1, 2]


def test_that_what_is_saved_meanwhile_is_the_run_between_two_steps():
    run = session(DROPOUT, batch_size=8)
    before = run.weights()
    walk(run, "loss")
    assert all(torch.equal(v, before[name]) for name, v in run.weights().items())
    assert all(torch.equal(v, before[n]) for n, v in run.model.state_dict().items())


def test_that_a_step_on_chosen_rows_is_taken_on_a_copy():
    run = session(DROPOUT, batch_size=8)
    walk(run, "step")
    before = fingerprint(run)
    answer = walk(run, "step", rows=[0, 7], anew=True)
    assert (answer.on_copy, answer.taken, answer.rows.tolist()) == (True, True, [0, 7])
    assert fingerprint(run) == before
    own = walk(run, anew=True)
    assert (own.on_copy, own.step, own.can_step_back) == (False, 1, 1)
    with pytest.raises(UserError, match="rows are 0 to 49"):
        walk(run, rows=[50], anew=True)


def test_that_a_step_that_is_not_finite_is_shown_but_not_taken():
    x, y = rows(16, 6)
    x[3, 2] = np.nan
    run = session(DROPOUT, (x, y), batch_size=16)
    walk(run)
    before = fingerprint(run)
    assert np.isnan(walk(run, "backward").loss)
    with pytest.raises(UserError, match="holds NaN or infinity"):
        walk(run, "step")
    walk_drop(run)
    assert fingerprint(run) == before


def test_that_gradients_are_none_before_backward_and_stay_what_they_were_after_clipping():
    run = session(DROPOUT, batch_size=8, clipping=component("norm", max_norm=1e-3))
    tensors = {t.name: t for c in walk(run, "loss").cards for t in c.tensors}
    assert all(t.gradient is None for t in tensors.values())
    assert tensors["l1.weight"].is_leaf
    assert not tensors["l1"].is_leaf
    assert tensors["l1.weight"].requires_grad
    before = walk_part(walked := run, Cell("l1.weight", (0, 0))).figures.values
    backward = {t.name: t for c in walk(walked, "backward").cards for t in c.tensors}
    taken = {t.name: t for c in walk(walked, "step").cards for t in c.tensors}
    for name in ("l1.weight", "l5.bias", "l1", "x"):
        np.testing.assert_array_equal(taken[name].gradient.values, backward[name].gradient.values)
    np.testing.assert_array_equal(taken["l1.weight"].figures.values, before)
    now = run.model.get_parameter("l1.weight").detach().numpy()
    np.testing.assert_array_equal(taken["l1.weight"].changed.values, now)


def test_that_a_step_on_typed_values_is_taken_on_a_copy_as_on_the_same_rows():
    run = session(DROPOUT, batch_size=8)
    x, y = run.prepared.x[:2], run.prepared.y[:2]
    columns = {f"x{i}": x[:, i].tolist() for i in range(6)} | {"y": [str(c) for c in y]}
    chosen = walk(run, "backward", rows=[0, 1])
    typed = walk(run, "backward", typed=columns)
    assert (typed.on_copy, typed.rows.size, typed.loss) == (True, 0, chosen.loss)
    with pytest.raises(UserError, match="none of the classes"):
        walk(run, typed=columns | {"y": ["0", "seven"]})
    with pytest.raises(UserError, match="the target"):
        walk(run, typed={k: v for k, v in columns.items() if k != "y"})


def test_that_a_single_row_and_a_batch_norm_do_not_go_together():
    run = session(DROPOUT, batch_size=8)
    with pytest.raises(UserError, match="two rows or more"):
        walk(run, "forward", rows=[4])
    assert walk(run, anew=True).on_copy is False
    with pytest.raises(UserError, match="Choose another batch size"):
        walk(session(DROPOUT, batch_size=1), "forward")


def test_that_a_used_up_epoch_is_left_to_the_trainer():
    run = session(DROPOUT, batch_size=25, epochs=2)
    for _ in range(2):
        answer = walk(run, "step", anew=True)
    assert (answer.batch, answer.batches, answer.epoch_is_over) == (2, 2, True)
    with pytest.raises(UserError, match="All batches of this epoch are used"):
        walk(run, anew=True)
    assert run.progress.epoch == 0


def test_that_settings_changed_since_stay_when_a_step_is_undone():
    asked, plain = (session(DROPOUT, batch_size=8, epochs=2) for _ in range(2))
    walk(asked, "step")
    for run in (asked, plain):
        for name, value in {"lr": 0.02, "batch_size": 5, "dropout": 0.25, "clip/norm": 0.1}.items():
            apply(run, name, value)
    walk_back(asked)
    walk_drop(asked)
    assert asked.live == plain.live
    drain(asked)
    drain(plain)
    assert fingerprint(asked) == fingerprint(plain)


def test_that_there_is_nothing_to_undo_once_training_went_on_or_weights_were_changed():
    run = session(DROPOUT, batch_size=8, epochs=1)
    walk(run, "step")
    drain(run)
    with pytest.raises(UserError, match="no walked step to undo"):
        walk_back(run)
    other = session(DROPOUT, batch_size=8)
    walk(other, "step")
    other.note_given_weights()
    with pytest.raises(UserError, match="no walked step to undo"):
        walk_back(other)


def test_that_buffers_show_what_forward_makes_of_them_and_move_with_the_step():
    run = session(DROPOUT, batch_size=8)
    before = run.model.get_buffer("l2.running_mean").clone()
    answer = walk(run, "forward")
    (shown,) = [t for c in answer.cards for t in c.tensors if t.name == "l2.running_mean"]
    np.testing.assert_array_equal(shown.figures.values, before.numpy())
    assert torch.equal(run.model.get_buffer("l2.running_mean"), before)
    walk(run, "step")
    np.testing.assert_array_equal(
        run.model.get_buffer("l2.running_mean").numpy(), shown.changed.values
    )


def test_that_a_step_that_can_not_be_taken_can_still_be_looked_at():
    x, y = rows(16, 6)
    x[3, 2] = np.inf
    run = session(DROPOUT, (x, y), batch_size=16)
    walk(run, "backward")
    with pytest.raises(UserError, match="holds NaN or infinity"):
        walk(run, "step")
    assert walk(run, "backward").phase == "backward"
    assert np.isinf(walk_part(run, Cell("x", (0, 0))).figures.values).sum() == 1


def test_that_large_tensors_come_in_part_and_are_looked_at_once():
    wide = (("Linear", {"out_features": 40_000}), ("ReLU", {}), ("Linear", {"out_features": 3}))
    run = session(wide, batch_size=8)
    first, second = walk(run, "forward"), walk(run, "backward")
    before, after = ({t.name: t for c in a.cards for t in c.tensors}["l1"] for a in (first, second))
    assert (before.shape, before.figures.values) == ((8, 40_000), None)
    assert after.figures is before.figures
    assert after.gradient.picture.cells.size <= SIDE * SIDE


def test_that_a_layer_called_loss_is_not_taken_for_the_loss():
    named = session(DROPOUT, rows(40, 6)).project
    first = named.network.layers[1].replace(name="loss")
    layers = (named.network.layers[0], first, *named.network.layers[2:])
    network = named.network.replace(layers=layers)
    run = Session(named.replace(network=network), prepare(*rows(40, 6)))
    answer = walk(run, "backward")
    shown = {tensor.name: tensor for card in answer.cards for tensor in card.tensors}
    assert float(shown["loss"].figures.values) == answer.loss
    assert shown["loss:0"].shape == (len(answer.rows), 8)
    assert why(run, Cell("loss:0", (1, 2))).check.recorded == pytest.approx(
        shown["loss:0"].figures.values[1, 2]
    )
    assert why(run, Cell("loss", ())).value == pytest.approx(answer.loss, rel=1e-5)
