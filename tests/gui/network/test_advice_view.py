"""The Advice area: what it says, and the clicks that mend it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from engine.spec.network import NetworkSpec
from tests.gui.network.conftest import RESIDUAL, layer

SOFTMAX = NetworkSpec(
    layers=(*RESIDUAL.layers, layer("l8", "Softmax", "softmax1", "l7")), outputs=("l8",)
)


@dataclass(frozen=True)
class Known:
    shape: tuple[int, ...] = (1, 8, 8)
    task: str = "multiclass"
    classes: tuple[str, ...] = ("a", "b", "c")
    target_names: tuple[str, ...] = ("y",)
    figures: None = None


def title(bench):
    return bench.panel.findChild(QLabel, "adviceTitle").text()


def fix(bench, number):
    return bench.panel.findChild(QPushButton, f"adviceFix{number}")


def test_that_a_sound_network_has_nothing_to_mend(bench):
    assert title(bench) == "ADVICE · 0"
    assert bench.panel.findChild(QLabel, "adviceNothing").isVisible()


def test_that_one_click_mends_and_undo_takes_it_back(make_bench):
    bench = make_bench(SOFTMAX)
    assert title(bench) == "ADVICE · 1"
    assert [fix(bench, n).text() for n in (0, 1)] == [
        "Remove Softmax",
        "Use NLL loss with LogSoftmax",
    ]
    bench.qtbot.mouseClick(fix(bench, 0), Qt.MouseButton.LeftButton)
    assert bench.document.project.network == RESIDUAL
    assert title(bench) == "ADVICE · 0"
    assert bench.undo_texts() == ["Remove Softmax"]
    bench.document.undo_stack.undo()
    assert title(bench) == "ADVICE · 1"


def test_that_a_fix_can_be_used_by_key(make_bench):
    bench = make_bench(SOFTMAX)
    fix(bench, 1).setFocus()
    bench.qtbot.keyClick(fix(bench, 1), Qt.Key.Key_Space)
    assert bench.document.project.training.losses[0].loss.kind == "NLL"


def test_that_an_edit_that_changes_no_advice_leaves_the_links_alone(make_bench):
    bench = make_bench(SOFTMAX)
    before = fix(bench, 0)
    bench.document.edit_network("x", lambda net: net.replace(layers=net.layers))
    bench.selection.set(["l3"])
    bench.panel.rename()
    bench.cards.model().setData(bench.cards.model().index(2), "gate")
    assert fix(bench, 0) is before


def test_that_data_that_does_not_fit_is_named_once_it_is_there(bench):
    bench.data.prepared = Known()
    bench.data.changed.emit()
    assert title(bench) == "ADVICE · 1"
    bench.qtbot.mouseClick(fix(bench, 0), Qt.MouseButton.LeftButton)
    assert bench.document.project.network.named("fc1").params == {"out_features": 3}
    assert title(bench) == "ADVICE · 0"


def test_that_much_advice_scrolls_instead_of_hiding_the_cards(make_bench):
    layers = [layer("l1", "Input", "input1", shape=(4,))]
    layers += [layer(f"l{i}", "Linear", f"fc{i}", f"l{i - 1}") for i in range(2, 30)]
    bench = make_bench(NetworkSpec(layers=tuple(layers), outputs=("l29",)))
    area = bench.panel.findChild(QWidget, "adviceArea")
    assert area.height() <= 0.4 * bench.panel.height() + 1
    assert title(bench) == "ADVICE · 27"


def test_that_advice_that_follows_other_advice_has_room_at_once(bench):
    area = bench.panel.findChild(QWidget, "adviceArea")
    bench.data.prepared = Known(shape=(1, 8, 9))
    bench.data.changed.emit()
    first = area.height()
    bench.data.prepared = Known(shape=(1, 8, 7))
    bench.data.changed.emit()
    assert title(bench) == "ADVICE · 1"
    assert area.height() == first
