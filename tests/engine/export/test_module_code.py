"""The exported class is the program's network: same keys, same weights, same outputs."""

import inspect
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.build import build_network
from engine.catalog.initializers import INITIALIZERS
from engine.catalog.kind import Kind
from engine.catalog.layers import LAYERS
from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.catalog.schedulers import SCHEDULES
from engine.edits import rename
from engine.export.python_code import python_code, python_script
from engine.products import is_large
from engine.spec.component import component
from engine.spec.data import DataSpec, InlineSource
from engine.spec.network import NetworkSpec
from engine.text import UserError
from tests.engine.catalog.samples import SAMPLES, given, resolve, sample_id, variants
from tests.engine.export.exporting import assert_formatted, layer, stack, wine


def only_class(network: NetworkSpec) -> str:
    """The script without its data and training, which fit no other network than their own."""
    lines = python_code(wine().replace(network=network)).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(("def ", "class ")))
    imports = [
        line
        for line in lines[:first]
        if line.startswith(("import torch", "from torch", "from typing"))
    ]
    return "\n".join([*imports, *lines[first : lines.index("# Training")]])


def exported_class(network: NetworkSpec) -> Any:
    space: dict[str, Any] = {"__name__": "exported"}
    exec(compile(only_class(network), "exported.py", "exec"), space)
    return space["Net"]


def assert_equal_networks(network: NetworkSpec, shapes: list[tuple[int, ...]]) -> None:
    assert_equal_on(network, [torch.rand((3, *shape)) * 2 - 1 for shape in shapes])


def assert_equal_on(network: NetworkSpec, inputs: list[Tensor]) -> None:
    ours = build_network(network, seed=7)
    torch.manual_seed(7)
    theirs = exported_class(network)()
    assert list(theirs.state_dict()) == list(ours.state_dict())
    for name, weight in ours.state_dict().items():
        assert torch.equal(theirs.state_dict()[name], weight), name
    torch.manual_seed(1)
    expected = ours(*inputs)
    torch.manual_seed(1)
    found = theirs(*inputs)
    found = found if isinstance(found, tuple) else (found,)
    assert len(found) == len(expected)
    # Where the program multiplies with another library, the last digits of float32 are others.
    tolerance = 1e-6 if any(is_large(p) for p in ours.parameters() if p.dim() == 2) else 0.0
    for mine, other in zip(found, expected, strict=True):
        torch.testing.assert_close(mine, other, rtol=0.0, atol=tolerance, equal_nan=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=sample_id)
def test_that_each_layer_is_exported_whole(sample):
    kind, params, inputs = sample
    heads = [layer(i, "Input", f"in{i}", shape=shape) for i, shape in enumerate(inputs)]
    n = len(inputs)
    one = layer(n, kind.name, "one", *range(n)).replace(params=dict(params))
    network = NetworkSpec(layers=(*heads, one), outputs=(f"l{n}",))
    assert_equal_on(network, [x.float() for x in given(kind, params, inputs)])


@pytest.mark.parametrize("name", INITIALIZERS)
def test_that_each_start_draws_the_same_weights(name):
    for params in variants(INITIALIZERS[name]):
        init = component(name, **(params | ({"values": (0.5,) * 12} if name == "values" else {})))
        network = NetworkSpec(
            layers=(
                layer(0, "Input", "input1", shape=(4,)),
                layer(1, "Linear", "fc1", 0, start={"weight": init}, out_features=3),
                layer(2, "Linear", "fc2", 1, out_features=2),
            ),
            outputs=("l2",),
        )
        assert_equal_networks(network, [(4,)])


def residual() -> NetworkSpec:
    """Add over one layer, Concat of three branches, a rail from the input, a product."""
    return NetworkSpec(
        layers=(
            layer(0, "Input", "input1", shape=(6,)),
            layer(1, "Linear", "fc1", 0, out_features=6),
            layer(2, "ReLU", "relu1", 1),
            layer(3, "Linear", "fc2", 2, out_features=6),
            layer(4, "Add", "add1", 3, 1, 0),
            layer(5, "Linear", "h", 4, out_features=6),
            layer(6, "Tanh", "reshape", 5),
            layer(7, "Concat", "cat1", 6, 4, 2),
            layer(8, "Linear", "log_cosh_loss", 7, out_features=6),
            layer(9, "Multiply", "F", 8, 2),
            layer(10, "Linear", "fc9", 9, out_features=3),
        ),
        outputs=("l10",),
    )


def test_that_branches_are_joined_alike():
    assert_equal_networks(residual(), [(6,)])
    code = python_code(wine().replace(network=residual()))
    assert_formatted(code)
    assert " + fc1 + x\n" in code
    assert "torch.cat((" in code


def test_that_a_layer_may_be_called_as_any_name_of_the_script():
    names = ["h", "F", "Net", "Tensor", "np", "focal_loss", "model", "loss", "print", "x_", "h_"]
    layers = [layer(0, "Input", "input1", shape=(4,))]
    for number, name in enumerate(names, 1):
        layers.append(layer(number, "Linear", name, number - 1, out_features=4))
    everything = layer(len(names) + 1, "Add", "torch_", *range(len(names) + 1))
    network = NetworkSpec(layers=(*layers, everything), outputs=(everything.id,))
    assert_equal_networks(network, [(4,)])


def test_that_several_inputs_and_outputs_keep_their_order():
    network = NetworkSpec(
        layers=(
            layer(0, "Input", "left", shape=(8,)),
            layer(1, "Input", "right", shape=(5,)),
            layer(2, "Linear", "fc1", 1, out_features=8),
            layer(3, "Add", "add1", 0, 2),
            layer(4, "Linear", "fc2", 0, out_features=3),
        ),
        outputs=("l4", "l3"),
    )
    assert_equal_networks(network, [(8,), (5,)])
    code = python_code(wine(epochs=1).replace(network=network))
    assert_formatted(code)
    exec(compile(code, "exported.py", "exec"), {"__name__": "exported"})


def test_that_weights_saved_by_the_program_load_into_the_class(tmp_path):
    network = stack((13,), ("Linear", {}), ("BatchNorm1d", {}), ("Linear", {"out_features": 3}))
    ours = build_network(network, seed=3)
    torch.save(ours.state_dict(), tmp_path / "weights.pt")
    theirs = exported_class(network)()
    theirs.load_state_dict(torch.load(tmp_path / "weights.pt", weights_only=True))
    x = torch.rand(5, 13)
    assert torch.equal(theirs.eval()(x), ours.eval()(x)[0])


def test_that_the_lines_of_each_layer_are_known():
    project = wine().replace(network=residual())
    script = python_script(project)
    lines = script.code.splitlines()
    assert [lines[n].strip() for n in script.lines["l5"]] == [
        "self.h = nn.Linear(6, 6)",
        next(line.strip() for line in lines if "self.h(" in line),
    ]
    assert ["+" in lines[n] for n in script.lines["l4"]] == [True]
    assert "l0" not in script.lines
    assert [lines[n].count("= self.h(") for n in script.calls["l5"]] == [1]
    assert script.calls["l4"] == script.lines["l4"]


def test_that_a_layer_at_fault_is_named():
    broken = stack((13,), ("Conv2d", {}))
    with pytest.raises(UserError, match="conv2d1"):
        python_code(wine().replace(network=broken))


@pytest.mark.parametrize(
    "kind",
    [
        *LAYERS.values(),
        *LOSSES.values(),
        *OPTIMIZERS.values(),
        *SCHEDULES.values(),
        *INITIALIZERS.values(),
    ],
    ids=lambda k: k.name,
)
def test_that_what_is_left_out_is_torchs_own_default(kind: Kind):
    if not kind.target or inspect.isbuiltin(resolve(kind)):
        return  # nothing to call, or a function of torch without a signature
    signature = inspect.signature(resolve(kind))
    for field in kind.fields[getattr(kind, "positional", 0) :]:
        if field.name in kind.explicit or field.name not in signature.parameters:
            continue
        default = signature.parameters[field.name].default
        if kind.name == "Flatten":
            continue  # its own arguments count the batch
        assert default == field.default, field.name


def test_that_nothing_heavy_is_imported():
    import subprocess
    import sys

    code = (
        "import sys, engine.export.python_code\n"
        "print([m for m in ('torch', 'pandas', 'sklearn', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_that_a_network_without_data_is_shown_all_the_same():
    data = DataSpec(source=InlineSource(columns=(), rows=()))
    code = python_code(wine().replace(data=data))
    assert_formatted(code)
    exec(compile(code, "exported.py", "exec"), {"__name__": "exported"})


@pytest.mark.parametrize("name", ["ﬁ", "x²", "ｘ１"])
def test_that_a_name_python_would_read_as_another_is_refused(name):
    with pytest.raises(UserError, match="can't be called"):
        rename(residual(), "l1", name)
    assert rename(residual(), "l1", "层1").named("层1").id == "l1"
