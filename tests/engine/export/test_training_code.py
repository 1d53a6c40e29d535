"""Every setting of a run, exported: the script trains as the program does."""

import pytest

from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.export.python_code import Script, python_script
from engine.spec.component import component
from engine.spec.data import BuiltinSource, DataSpec, GeneratedSource, InlineSource
from engine.spec.network import NetworkSpec
from engine.spec.project import Project
from engine.spec.training import LossTerm
from tests.engine.catalog.samples import variants
from tests.engine.export.exporting import (
    assert_formatted,
    assert_same,
    checked,
    layer,
    mlp,
    run_here,
    run_program,
    stack,
    training,
    wine,
)


def assert_exported(project: Project) -> str:
    code = checked(project)
    assert_formatted(code)
    assert_same(run_here(code), run_program(project))
    return code


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_each_optimizer_steps_alike(name):
    kind = OPTIMIZERS[name]
    assert_exported(wine(optimizer=component(name), epochs=2))
    for params in variants(kind):
        changed = {f.name: params[f.name] for f in kind.fields if params[f.name] != f.default}
        project = wine(optimizer=component(name, **changed), epochs=2)
        assert_same(run_here(checked(project)), run_program(project))


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("drop_last", [False, True])
def test_that_each_schedule_moves_alike(name, drop_last):
    few = {
        "step": {"step_size": 2, "gamma": 0.5},
        "plateau": {"patience": 0, "threshold": 0.5},
        "one_cycle": {"max_lr": 0.05},
        "warm_up": {"total_iters": 7},
    }
    schedule = component(name, **few.get(name, {}))
    code = assert_exported(wine(schedule=schedule, drop_last=drop_last, epochs=5))
    assert ("scheduler" in code) == (name != "constant")


def test_that_a_shorter_cosine_keeps_its_length():
    code = assert_exported(wine(schedule=component("cosine", T_max=3, eta_min=0.0001)))
    assert "T_max=3, eta_min=0.0001" in code


@pytest.mark.parametrize("clipping", [component("norm", max_norm=0.05), component("value")])
def test_that_gradients_are_clipped_alike(clipping):
    assert_exported(wine(clipping=clipping))


@pytest.mark.parametrize("margin", [0.0, 0.02])
def test_that_training_stops_early_in_the_same_epoch(margin):
    stopping = component("patience", patience=2, min_delta=margin)
    optimizer = component("SGD", lr=3.0)
    project = wine(stopping=stopping, optimizer=optimizer, epochs=40)
    program = run_program(project)
    assert program.ended == "stopped early"
    assert_same(run_here(checked(project)), program)


@pytest.mark.parametrize(
    "changes",
    [
        {"shuffle": False},
        {"drop_last": True},
        {"drop_last": True, "batch_size": 5000},
        {"batch_size": 5000, "shuffle": False},
        {"batch_size": 1, "epochs": 1},
        {"seed": 2**40},
    ],
    ids=str,
)
def test_that_batches_are_the_same(changes):
    assert_exported(wine(**changes))


def fitting(name: str) -> tuple[DataSpec, NetworkSpec, float]:
    """Data, a network and a learning rate that a loss can be tried on."""
    kind = LOSSES[name]
    if kind.tasks == ("regression",):
        data = DataSpec(source=BuiltinSource(name="linnerud"), scale_target=True)
        return data, mlp(3, 3), 0.001
    if "multiclass" not in kind.tasks:
        last = "Sigmoid" if kind.wants == "probability" else ""
        return DataSpec(source=GeneratedSource(name="moons", size=90)), mlp(2, 1, last=last), 0.01
    network = mlp(13, 3)
    if kind.wants == "log_probability":
        network = mlp(13, 3, last="LogSoftmax")
    return DataSpec(source=BuiltinSource(name="wine")), network, 0.01


@pytest.mark.filterwarnings("ignore:reduction. 'mean' divides:UserWarning")
@pytest.mark.parametrize("name", LOSSES)
def test_that_each_loss_costs_the_same(name):
    kind = LOSSES[name]
    data, network, rate = fitting(name)
    for number, params in enumerate(variants(kind)):
        changed = {f.name: params[f.name] for f in kind.fields if params[f.name] != f.default}
        if len(changed.get("pos_weight") or ()) > 1 or params.get("log_input") is False:
            continue
        optimizer = component("Adam", lr=rate)
        terms = (LossTerm(loss=component(name, **changed)),)
        settings = training(terms, optimizer=optimizer, epochs=2)
        project = Project(data=data, network=network, training=settings)
        code = checked(project)
        if not number:
            assert_formatted(code)
        assert_same(run_here(code), run_program(project))


@pytest.mark.parametrize("name", ["BCEWithLogits", "Hinge", "KLDiv", "MSE", "CrossEntropy"])
def test_that_two_classes_fit_one_output_and_two(name):
    data = DataSpec(source=GeneratedSource(name="circles", size=60))
    kind = LOSSES[name]
    last = "LogSoftmax" if kind.wants == "log_probability" else ""
    for outputs in (1, 2):
        if outputs == 1 and kind.expects == "index":
            continue
        network = mlp(2, outputs, last=last)
        assert_exported(Project(data=data, network=network, training=training(name, epochs=2)))


def two_heads() -> NetworkSpec:
    """One trunk; the first output names a class, the second gives the input back."""
    return NetworkSpec(
        layers=(
            layer(0, "Input", "input1", shape=(13,)),
            layer(1, "Linear", "trunk", 0, out_features=8),
            layer(2, "ReLU", "relu1", 1),
            layer(3, "Linear", "classes", 2, out_features=3),
            layer(4, "Linear", "again", 2, out_features=13),
        ),
        outputs=("l3", "l4"),
    )


def test_that_mixed_losses_on_two_outputs_add_up_alike():
    terms = (
        LossTerm(loss=component("CrossEntropy", label_smoothing=0.1), output="l3", weight=0.5),
        LossTerm(loss=component("MSE"), output="l4", target="input", weight=2.0),
        LossTerm(loss=component("MSE"), output="l3", weight=-0.25),
        LossTerm(loss=component("Hinge"), output="l3"),
        LossTerm(loss=component("MAE"), output="l4", target="input", transform="mean"),
    )
    project = wine(terms).replace(network=two_heads())
    code = assert_exported(project)
    assert "outputs[1], x" in code


def test_that_an_autoencoder_needs_no_target():
    terms = (LossTerm(loss=component("MSE"), target="input"),)
    project = wine(terms).replace(network=mlp(13, 13, hidden=4))
    code = assert_exported(project)
    assert "y_batch" not in code


def test_that_dropout_and_batch_norm_draw_and_count_alike():
    network = stack(
        (13,),
        # The gradient of a bias before BatchNorm is rounding noise, which Adam would blow up.
        ("Linear", {"out_features": 16, "bias": False}),
        ("BatchNorm1d", {"momentum": 0.2}),
        ("ReLU", {}),
        ("Dropout", {"p": 0.3}),
        ("Linear", {"out_features": 3}),
    )
    assert_exported(wine(epochs=6).replace(network=network))


def test_that_frozen_layers_and_custom_starts_are_kept():
    network = NetworkSpec(
        layers=(
            layer(0, "Input", "input1", shape=(13,)),
            layer(
                1,
                "Linear",
                "fc1",
                0,
                out_features=6,
                start={"weight": component("orthogonal", gain=2.0), "bias": component("zeros")},
            ).replace(frozen=True),
            layer(2, "Tanh", "tanh1", 1),
            layer(
                3, "Linear", "fc2", 2, out_features=3, start={"weight": component("kaiming_normal")}
            ),
        ),
        outputs=("l3",),
    )
    clipping = component("norm", max_norm=0.5)
    code = assert_exported(wine(clipping=clipping).replace(network=network))
    assert "self.fc1.requires_grad_(False)" in code


def test_that_a_script_without_validation_watches_the_training_loss():
    data = DataSpec(source=BuiltinSource(name="wine"))
    for shares in (
        {"train": 0.8, "validation": 0.0, "test": 0.2},
        {"train": 0.8, "validation": 0.2, "test": 0.0},
    ):
        split = data.split.replace(**shares)
        for shuffle in (True, False):
            changed = data.replace(split=split.replace(shuffle=shuffle))
            assert_exported(wine().replace(data=changed))


def test_that_the_device_is_chosen_as_in_the_program():
    code = checked(wine(device="auto"))
    assert 'device = "cuda" if torch.cuda.is_available() else "cpu"\n' in code
    assert "model = Net().to(device)\n" in code
    assert "device" not in checked(wine())
    weighted = wine((LossTerm(loss=component("CrossEntropy", weight=(1, 2, 3))),), device="cuda")
    assert "weight=torch.tensor([1.0, 2.0, 3.0], device=device)" in checked(weighted)
    assert_formatted(checked(weighted))


def test_that_the_lines_of_each_phase_are_known():
    plain = python_script(wine())
    clipped = wine(
        clipping=component("norm", max_norm=2.0), schedule=component("one_cycle"), batch_size=178
    )
    assert phases(plain) == {
        "zero_grad": ["optimizer.zero_grad()"],
        "forward": ["output = model(x_batch)"],
        "loss": ["loss = criterion(output, y_batch)"],
        "backward": ["loss.backward()"],
        "step": ["optimizer.step()"],
    }
    assert phases(python_script(clipped))["step"] == [
        "nn.utils.clip_grad_norm_(model.parameters(), max_norm=2.0)",
        "optimizer.step()",
        "scheduler.step()",
    ]


def test_that_a_network_without_data_has_only_a_forward_line():
    script = python_script(wine().replace(data=DataSpec(source=InlineSource(columns=(), rows=()))))
    assert phases(script) == {"forward": ["outputs = model(torch.rand((2, 13)))"]}


def phases(script: Script) -> dict[str, list[str]]:
    lines = script.code.splitlines()
    return {phase: [lines[n].strip() for n in found] for phase, found in script.phases.items()}
