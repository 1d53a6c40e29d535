"""Settings changed while a run is under way: they hold from the next step, and are part of the run."""

import numpy as np
import pytest
import torch

from engine.live_settings import in_words, settings_of, with_settings
from engine.spec.component import component
from engine.text import UserError
from engine.train.carry import carry_over
from engine.train.checkpoint import restore, take
from engine.train.control import Control
from engine.train.events import Answer, EpochEnded, PathChanged, Paused, Setting, StepsDone
from engine.train.live import apply
from engine.train.session import Session
from engine.train.trainer import drain, train
from tests.engine.train.making import MLP, only, rows, session

DROPOUT = [*MLP[:2], ("Dropout", {"p": 0.5}), *MLP[2:4], ("Dropout", {"p": 0.2}), *MLP[4:]]


def run_changing(run, changes, stop_at=None):
    """Trains `run`, making each change (step, name, value) after that step; gives all events."""
    control, events = Control(), []
    stops = sorted({step for step, _name, _value in changes} | ({stop_at} if stop_at else set()))
    ahead = [step for step in stops if step >= run.progress.step]
    control.run_to(ahead[0]) if ahead else control.resume()
    for event in train(run, control):
        events.append(event)
        if isinstance(event, Paused):
            if event.step == stop_at:
                control.stop()
                continue
            for step, name, value in changes:
                if step == event.step:
                    control.set(name, value)
            ahead = [step for step in ahead if step > event.step]
            control.run_to(ahead[0]) if ahead else control.resume()
    return events


def same(one, other):
    return all(torch.equal(one[name], other[name]) for name in one)


def rates(events):
    return np.concatenate([chunk.lr for chunk in only(events, StepsDone)])


def test_that_a_live_batch_size_takes_the_remaining_rows_of_the_same_order():
    run = session(optimizer=component("SGD", lr=0.1), epochs=1)
    plain = session(optimizer=component("SGD", lr=0.1), epochs=1)
    events = run_changing(run, [(2, "batch_size", 20)])
    order = torch.randperm(50, generator=torch.Generator().manual_seed(3))
    model, x, y = plain.model, plain.train_rows.x, plain.train_rows.labels
    for batch in (order[:8], order[8:16], order[16:36], order[36:]):
        (output,) = model(x[batch])
        gradients = torch.autograd.grad(
            torch.nn.functional.cross_entropy(output, y[batch]), plain.parameters
        )
        with torch.no_grad():
            for parameter, gradient in zip(plain.parameters, gradients, strict=True):
                parameter.sub_(0.1 * gradient)
    assert only(events, Setting) == [Setting(2, "batch_size", 20.0, steps_per_epoch=3)]
    assert only(events, EpochEnded)[0].step == 4
    assert only(events, StepsDone)[-1].samples == 50
    for name, value in plain.weights().items():
        torch.testing.assert_close(run.weights()[name], value)


@pytest.mark.parametrize("drop_last", [False, True])
def test_that_the_last_batch_is_dropped_or_not_whatever_the_size(drop_last):
    run = session(epochs=2, drop_last=drop_last)
    events = run_changing(run, [(2, "batch_size", 20)])
    ends = [e.step for e in only(events, EpochEnded)]
    assert ends == ([3, 5] if drop_last else [4, 7])
    assert only(events, StepsDone)[-1].samples == (36 + 40 if drop_last else 100)


def test_that_more_rows_than_there_are_make_one_batch():
    events = run_changing(session(epochs=2), [(1, "batch_size", 5_000_000)])
    assert only(events, Setting) == [Setting(1, "batch_size", 50.0, steps_per_epoch=1)]
    assert [e.step for e in only(events, EpochEnded)] == [2, 3]


@pytest.mark.parametrize(
    ("name", "value", "training", "layers"),
    [
        ("batch_size", 10, {"batch_size": 10}, MLP),
        ("clip/norm", 0.01, {"clipping": component("norm", max_norm=0.01)}, MLP),
        ("clip/value", 0.01, {"clipping": component("value", clip_value=0.01)}, MLP),
        ("dropout/l3", 0.9, {}, [*DROPOUT[:2], ("Dropout", {"p": 0.9}), *DROPOUT[3:]]),
    ],
)
def test_that_a_live_setting_does_what_the_same_setting_of_the_project_does(
    name, value, training, layers
):
    live = session(DROPOUT if name.startswith("dropout") else layers)
    told = session(layers, **training)
    per_epoch = 5 if name == "batch_size" else 0
    events = run_changing(live, [(0, name, value)])
    assert only(events, Setting) == [Setting(0, name, value, per_epoch)]
    drain(told)
    assert same(live.weights(), told.weights())
    assert not same(live.weights(), drained(session(DROPOUT if layers != MLP else MLP)).weights())


def drained(run):
    drain(run)
    return run


def test_that_clipping_can_be_switched_off_again():
    run = session(clipping=component("norm", max_norm=1e-3))
    run_changing(run, [(0, "clip/value", 0.5), (0, "clip/off", 0)])
    assert same(run.weights(), drained(session()).weights())


def test_that_dropout_alone_means_every_dropout_layer():
    run = session(DROPOUT)
    run_changing(run, [(0, "dropout", 0.0)])
    assert same(run.weights(), drained(session()).weights() | run.weights())
    assert run.live == {"dropout/l3": 0.0, "dropout/l6": 0.0}
    plain = drained(session()).weights()
    renamed = {"l1": "l1", "l3": "l4", "l5": "l7"}
    for name, value in plain.items():
        layer, tensor = name.split(".")
        assert torch.equal(run.weights()[f"{renamed[layer]}.{tensor}"], value)


@pytest.mark.parametrize(
    ("kind", "params", "inside"),
    [
        ("LSTM", {"hidden_size": 4, "num_layers": 2, "dropout": 0.1}, "dropout"),
        ("TransformerEncoderLayer", {"nhead": 2, "dim_feedforward": 8}, "self_attn.dropout"),
    ],
)
def test_that_dropout_inside_a_layer_can_be_changed_too(kind, params, inside):
    layers = [("Reshape", {"shape": (3, 2)}), (kind, params), ("Flatten", {}), MLP[4]]
    run = session(layers)
    apply(run, "dropout/l2", 0.7)
    module = run.model.get_submodule("l2")
    *path, name = inside.split(".")
    assert getattr(module.get_submodule(".".join(path)), name) == 0.7
    assert all(m.p == 0.7 for m in module.modules() if isinstance(m, torch.nn.Dropout))


def test_that_dropping_everything_still_gives_numbers():
    events = run_changing(session(DROPOUT), [(0, "dropout", 1.0)])
    assert events[-1].reason == "finished"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("batch_size", 0, "whole number"),
        ("batch_size", 2.5, "whole number"),
        ("batch_size", float("nan"), "whole number"),
        ("lr", 0, "above 0"),
        ("lr", float("inf"), "above 0"),
        ("clip/norm", -1, "above 0"),
        ("clip/none", 1, "no live setting"),
        ("dropout", 1.5, "from 0.0 to 1.0"),
        ("momentum", 0.5, "no live setting"),
    ],
)
def test_that_what_is_no_setting_is_refused_where_it_is_asked_for(name, value, said):
    control = Control()
    with pytest.raises(UserError, match=said):
        control.set(name, value)
    assert not control.attention


def test_that_dropout_of_a_layer_that_is_not_there_is_told_and_the_run_goes_on():
    events = run_changing(session(), [(1, "dropout/l9", 0.5), (1, "dropout", 0.5)])
    assert "no such dropout layer" in str(only(events, Answer)[0].error)
    assert only(events, Setting) == []
    assert events[-1].reason == "finished"


CHANGES = {
    "batch size": [(3, "batch_size", 5), (9, "batch_size", 13)],
    "clipping": [(2, "clip/norm", 0.05), (8, "clip/value", 0.01)],
    "dropout": [(2, "dropout", 0.1), (10, "dropout/l6", 0.6)],
    "everything": [
        (2, "batch_size", 11),
        (2, "clip/norm", 0.1),
        (5, "lr", 0.02),
        (5, "dropout", 0.3),
    ],
}


@pytest.mark.parametrize("schedule", ["constant", "one_cycle", "exponential"])
@pytest.mark.parametrize("name", CHANGES)
def test_that_going_on_from_a_checkpoint_after_live_changes_is_the_same_run(name, schedule):
    settings = {"schedule": component(schedule), "epochs": 3, "steps": "eager"}
    whole = session(DROPOUT, validation=10, **settings)
    events = run_changing(whole, CHANGES[name])
    for cut in (4, 9, 12):
        first = session(DROPOUT, validation=10, **settings)
        run_changing(first, CHANGES[name], stop_at=cut)
        second = session(DROPOUT, validation=10, **settings)
        restore(second, take(first))
        rest = run_changing(second, [change for change in CHANGES[name] if change[0] >= cut])
        assert same(second.weights(), whole.weights()), cut
        assert second.live == whole.live
        np.testing.assert_array_equal(rates(rest), rates(events)[cut:])
        assert only(rest, StepsDone)[-1].samples == only(events, StepsDone)[-1].samples


def test_that_what_the_project_says_is_not_noted_as_live():
    run = session(DROPOUT)
    run_changing(run, [(1, "batch_size", 5), (3, "batch_size", 8), (3, "dropout", 0.5)])
    assert run.live == {"dropout/l6": 0.5}
    run = session(clipping=component("norm"))
    run_changing(run, [(1, "clip/value", 5), (3, "clip/norm", 1.0)])
    assert run.live == {}


def test_that_a_checkpoint_with_other_layers_live_is_refused_and_changes_nothing():
    run = session()
    checkpoint = take(run)
    checkpoint.state["live"] = {"batch_size": 3.0, "dropout/l3": 0.5}
    with pytest.raises(UserError, match="no such dropout layer"):
        restore(run, checkpoint)
    assert (run.batch_size, run.live) == (8, {})


@pytest.mark.parametrize("size", [4, 9, 25])
def test_that_a_one_cycle_schedule_still_ends_with_the_run(size):
    cycle = component("one_cycle", max_lr=0.1)
    whole = session(schedule=cycle, epochs=20)
    live = session(schedule=cycle, epochs=20)
    plain = rates(drain(whole))
    changed = rates(run_changing(live, [(38, "batch_size", size)]))
    assert changed[-1] < plain.max() / 50
    assert changed.max() == pytest.approx(plain.max(), rel=0.05)
    jumps = np.abs(np.diff(changed))[30:50]
    assert jumps.max() < 4 * np.abs(np.diff(plain)).max() * max(size / 8, 1)


def test_that_a_live_rate_scales_a_one_cycle_schedule():
    run = session(schedule=component("one_cycle"), epochs=4)
    plain = rates(drain(session(schedule=component("one_cycle"), epochs=4)))
    changed = rates(run_changing(run, [(5, "lr", plain[5] / 2)]))
    np.testing.assert_allclose(changed[5:], plain[5:] / 2, rtol=1e-6)


def test_that_the_project_can_take_the_settings_over_and_the_run_stays_the_same():
    changes = [(4, "batch_size", 5), (4, "clip/norm", 0.1), (4, "dropout/l3", 0.1)]
    whole, stopped = (session(DROPOUT, epochs=3, steps="eager") for _ in range(2))
    run_changing(whole, changes)
    run_changing(stopped, changes, stop_at=9)
    project = with_settings(stopped.project, stopped.live)
    assert settings_of(project)["batch_size"] == 5
    new = Session(project, stopped.prepared)
    assert carry_over(stopped, new).whole_run
    assert new.live == {}
    drain(new)
    assert same(new.weights(), whole.weights())


def test_that_a_later_edit_of_the_project_wins_over_a_live_setting():
    old = session(DROPOUT, epochs=3)
    run_changing(old, [(4, "batch_size", 5), (4, "clip/norm", 0.1)], stop_at=9)
    training = old.project.training.replace(clipping=component("value"))
    new = Session(old.project.replace(training=training), old.prepared)
    carry_over(old, new)
    assert new.live == {"batch_size": 5.0}
    assert (new.clipping, new.batch_size) == ("value", 5)


def test_that_settings_say_what_they_are():
    network = session(DROPOUT).project.network
    said = [
        str(in_words(name, value, network))
        for name, value in {
            "lr": 0.01,
            "batch_size": 64,
            "clip/off": 0,
            "clip/norm": 1,
            "dropout/l3": 0.25,
        }.items()
    ]
    assert said == [
        "learning rate 0.01",
        "batch size 64",
        "gradients not clipped",
        "gradients clipped by norm at 1",
        "dropout 0.25 in “l3”",
    ]


def test_that_a_run_goes_just_to_a_step_or_to_the_end_of_an_epoch():
    control, run, seen = Control(), session(epochs=4), []
    control.run_epochs(1)
    moves = iter(
        [
            lambda: control.run_to(12),
            lambda: (control.run_to(5), control.ask("where", lambda s: s.progress.step)),
            lambda: control.step(3),
            control.resume,
        ]
    )
    events = []
    for event in train(run, control):
        events.append(event)
        if isinstance(event, Answer):  # to a step that lies behind: it waits where it is
            assert event.value == 12
            control.run_epochs(2)
        if isinstance(event, Paused):
            seen.append((event.epoch, event.step))
            next(moves)()
    assert seen == [(1, 7), (1, 12), (3, 21), (3, 24)]
    assert events[-1].reason == "finished"
    whole = session(epochs=4)
    drain(whole)
    assert same(run.weights(), whole.weights())


def test_that_rows_that_need_many_numbers_are_batched_anew():
    data = rows(40, 3, classes=3)
    run = session([("Linear", {"out_features": 3})], data, epochs=1)
    events = run_changing(run, [(1, "batch_size", 1)])
    assert only(events, EpochEnded)[0].step == 1 + 32


@pytest.mark.parametrize(
    ("name", "value"), [("batch_size", 5), ("clip/norm", 0.05), ("dropout", 0.1), ("lr", 0.02)]
)
def test_that_lowered_steps_take_a_live_setting_on_like_eager_ones(name, value):
    lowered, eager = session(DROPOUT, epochs=4), session(DROPOUT, epochs=4, steps="eager")
    lowered.progress.path = "lowered"
    events = run_changing(lowered, [(9, name, value)])
    assert "lowered" in [e.path for e in only(events, PathChanged)]
    run_changing(eager, [(9, name, value)])
    assert lowered.progress.step == eager.progress.step
    for key, tensor in eager.weights().items():
        torch.testing.assert_close(lowered.weights()[key], tensor, rtol=1e-5, atol=1e-6)
