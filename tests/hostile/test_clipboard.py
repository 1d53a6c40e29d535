"""Rubbish on the clipboard: whatever is pasted, the network stays whole and something is said."""

import copy
import json
import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from engine.catalog.layers import LAYERS
from tests.engine.edits.test_random import require_whole
from tests.gui.network.conftest import RESIDUAL, bench, make_bench

__all__ = ["bench", "make_bench"]

CONTROL = Qt.KeyboardModifier.ControlModifier
COUNT = 400
ODD = [
    None,
    True,
    -1,
    0,
    10**40,
    0.5,
    "",
    " ",
    "a:b",
    "l2:99999999999999999999",
    "l2:-1",
    "l2:²",
    ":",
    "l2>l3",
    "../../etc/passwd",
    "\u202efc1\u202c",
    "fc\u200b1",
    "ﬁ",
    "__class__",
    "forward",
    "class",
    "x" * 5000,
    "名字",
    [],
    {},
    [[[[[1]]]]],
    {"kind": "os.system"},
    "nan",
    "\x00",
    "\ud800",
]


def copied(bench):
    """What the program itself puts there for all layers but the input."""
    bench.key(Qt.Key.Key_A, CONTROL)
    bench.key(Qt.Key.Key_C, CONTROL)
    return json.loads(QGuiApplication.clipboard().text())


def paste(bench, content):
    """Pastes; gives what was said, or None when the network has changed."""
    QGuiApplication.clipboard().setText(content)
    before, said = bench.document.project.network, len(bench.refusals)
    bench.key(Qt.Key.Key_V, CONTROL)
    after = bench.document.project.network
    require_whole(after)
    if after == before:
        assert len(bench.refusals) == said + 1
        return bench.refusals[-1]
    bench.document.undo_stack.undo()
    assert bench.document.project.network == before
    return None


def places(node, path=()):
    """Every place in nested lists and dicts."""
    yield path
    items = node.items() if isinstance(node, dict) else enumerate(node)
    if isinstance(node, dict | list):
        for key, value in items:
            yield from (
                places(value, (*path, key)) if isinstance(value, dict | list) else [(*path, key)]
            )


def mutant(number, original):
    """The clipboard gone wrong; the same number is always the same."""
    rng = random.Random(number)
    content = copy.deepcopy(original)
    for _ in range(rng.randrange(1, 4)):
        path = rng.choice([p for p in places(content) if p])
        node = content
        for key in path[:-1]:
            node = node[key]
        match rng.randrange(4):
            case 0:
                node[path[-1]] = copy.deepcopy(rng.choice(ODD))
            case 1 if isinstance(node, dict):
                node[str(rng.choice(ODD))] = node.pop(path[-1])
            case 2:
                del node[path[-1]]
            case _:
                node[path[-1]] = rng.choice([*LAYERS, "l2", "l7", "fc1", 3, [8, 8]])
    return json.dumps(content)


@pytest.mark.parametrize("part", range(4))
def test_that_no_mutant_breaks_the_network(bench, part):
    original = copied(bench)
    outcomes = [
        paste(bench, mutant(number, original))
        for number in range(part * COUNT // 4, (part + 1) * COUNT // 4)
    ]
    said = [outcome for outcome in outcomes if outcome is not None]
    assert 0 < len(said) < len(outcomes)
    assert max(map(len, said)) < 300
    assert bench.document.project.network == RESIDUAL


def layers_text(*layers, version=1):
    return json.dumps({"format": "netwright/layers", "version": version, "layers": layers})


def relu(**changes):
    return {"id": "a", "kind": "ReLU", "name": "a"} | changes


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("x" * 5_000_000, "holds no layers"),
        ('{"a":' * 50_000, "holds no layers"),
        (layers_text(relu(), version="1; drop"), "version"),
        (layers_text(relu(kind="Teleport")), "There is no layer called “Teleport”"),
        (layers_text(relu(params={"inplace": 3})), "no parameter “inplace”"),
        (layers_text(relu(kind="Linear", params={"out_features": -4})), "out_features must be"),
        (layers_text(relu(name="\u202etxt.fc")), "can't be called"),
        (layers_text(relu(inputs=["l2:9999999999"])), "can't be"),
        (layers_text(*(relu(id=f"a{i}", name=f"a{i}") for i in range(3000))), "at most"),
    ],
)
def test_that_what_is_wrong_is_said_in_words(bench, content, words):
    bench.click("relu1")
    assert words in paste(bench, content)


def test_that_nesting_that_python_can_read_but_not_walk_is_refused(bench):
    deep = "[" * 900 + "1" + "]" * 900
    content = layers_text(relu(kind="Reshape", params={"shape": "DEEP"})).replace('"DEEP"', deep)
    bench.click("relu1")
    assert paste(bench, content) is not None


def test_that_a_circle_among_pasted_layers_is_straightened(bench):
    bench.click("relu1")
    a, b = relu(id="a", inputs=["b"]), relu(id="b", name="b", inputs=["a"])
    assert paste(bench, layers_text(a, b)) is None


def test_that_layers_go_from_one_window_to_another_with_the_rails_among_them(make_bench):
    first, second = make_bench(), make_bench()
    first.click("conv1")
    first.click("add1", Qt.KeyboardModifier.ShiftModifier)
    first.key(Qt.Key.Key_C, CONTROL)
    second.click("flatten1")
    second.key(Qt.Key.Key_V, CONTROL)
    assert second.names[6:10] == ["conv3", "relu2", "conv4", "add2"]
    assert second.inputs("add2") == ["conv4", "conv3"]
    assert second.inputs("conv3") == ["flatten1"]
    assert second.inputs("fc1") == ["add2"]
    require_whole(second.document.project.network)
