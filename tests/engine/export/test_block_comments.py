"""Exported code names each block in a comment, and keeps the flat names of its layers."""

import pytest

from engine.block_edits import group, repeat
from engine.export.python_code import python_code
from engine.spec.data import BuiltinSource, DataSpec
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec
from engine.spec.project import Project
from engine.text import UserError

PLAIN = NetworkSpec(
    layers=(
        LayerSpec(id="l1", kind="Input", name="input1", params={"shape": (4,)}),
        LayerSpec(id="l2", kind="Linear", name="fc1", inputs=("l1",), params={"out_features": 4}),
        LayerSpec(id="l3", kind="ReLU", name="relu1", inputs=("l2",)),
        LayerSpec(id="l4", kind="Linear", name="fc2", inputs=("l3",), params={"out_features": 3}),
    ),
    outputs=("l4",),
)


def script(network):
    project = Project(data=DataSpec(source=BuiltinSource(name="iris")), network=network)
    return str(python_code(project)).splitlines()


def test_that_a_block_is_named_before_its_first_line():
    network = repeat(group(PLAIN, ["l2", "l3"], "hidden")[0], "b1", 2)
    lines = [line.strip() for line in script(network)]
    start = lines.index("super().__init__()")
    assert lines[start + 1 : start + 8] == [
        "# hidden",
        "# hidden_1",
        "self.fc1 = nn.Linear(4, 4)",
        "self.relu1 = nn.ReLU()",
        "# hidden_2",
        "self.fc3 = nn.Linear(4, 4)",
        "self.relu2 = nn.ReLU()",
    ]
    forward = lines.index("def forward(self, x):")
    assert lines[forward + 1 : forward + 4] == ["# hidden", "# hidden_1", "x = self.fc1(x)"]


def test_that_the_comments_are_all_that_a_block_changes():
    grouped = group(PLAIN, ["l2", "l3"], "hidden")[0]
    without = [line for line in script(grouped) if line.strip() != "# hidden"]
    assert without == script(PLAIN)


@pytest.mark.parametrize("name", ["a\nimport os", "a\rimport os", "a\u2028b", "a\x0cb", "", " "])
def test_that_a_name_that_would_leave_its_comment_is_refused(name):
    layers = tuple(la.replace(group=("b1",)) if la.id == "l2" else la for la in PLAIN.layers)
    with pytest.raises(UserError, match="A block needs a name"):
        PLAIN.replace(layers=layers, blocks=(BlockSpec(id="b1", name=name),))
