"""The Advice area: what it says, and the clicks that mend it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QToolButton, QWidget

from engine import edits
from engine.check.advice import advise
from engine.spec.network import NetworkSpec
from gui.document import Document
from tests.engine.check.test_rules import CASES
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


def sentence(bench, number):
    return bench.panel.findChild(QLabel, f"adviceSentence{number}")


def test_that_a_click_or_key_on_a_sentence_selects_its_layer(make_bench):
    bench = make_bench(SOFTMAX)
    bench.qtbot.mouseClick(sentence(bench, 0), Qt.MouseButton.LeftButton)
    assert bench.selection.ids == ("l8",)
    bench.selection.set(["l2"])
    sentence(bench, 0).setFocus()
    bench.qtbot.keyClick(sentence(bench, 0), Qt.Key.Key_Return)
    assert bench.selection.ids == ("l8",)


def test_that_a_sentence_about_no_layer_leads_nowhere(make_bench):
    bench = make_bench()
    training = bench.document.project.training
    optimizer = training.optimizer.replace(params={"lr": 5.0})
    bench.document.set_training(training.replace(optimizer=optimizer), "Learning rate")
    assert sentence(bench, 0).focusPolicy() == Qt.FocusPolicy.NoFocus
    bench.selection.set(["l2"])
    bench.qtbot.mouseClick(sentence(bench, 0), Qt.MouseButton.LeftButton)
    assert bench.selection.ids == ("l2",)


def put_off(bench, number):
    button = bench.panel.findChild(QToolButton, f"adviceLater{number}")
    bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_advice_put_off_is_hidden_until_it_is_asked_for(make_bench):
    bench = make_bench(SOFTMAX)
    hidden = bench.panel.findChild(QPushButton, "adviceHidden")
    assert not hidden.isVisible()
    put_off(bench, 0)
    assert title(bench) == "ADVICE · 0"
    assert bench.panel.findChild(QLabel, "adviceNothing").isVisible()
    assert hidden.text() == "Show 1 hidden"
    bench.document.edit_network("Widen", edits.set_param, "l2", "out_channels", 4)
    assert title(bench) == "ADVICE · 0"
    bench.qtbot.mouseClick(hidden, Qt.MouseButton.LeftButton)
    assert title(bench) == "ADVICE · 1"
    assert not hidden.isVisible()


def test_that_advice_put_off_comes_back_when_it_says_something_else(make_bench):
    bench = make_bench(SOFTMAX)
    put_off(bench, 0)
    bench.document.edit_network("Replace", edits.replace_kind, "l8", "Sigmoid")
    assert title(bench) == "ADVICE · 1"
    bench.document.undo_stack.undo()
    assert title(bench) == "ADVICE · 0"
    bench.document.load(bench.document.project, None)
    assert title(bench) == "ADVICE · 1"


def test_that_what_keeps_training_from_starting_can_not_be_put_off(bench):
    bench.data.prepared = Known()
    bench.data.changed.emit()
    assert title(bench) == "ADVICE · 1"
    assert bench.panel.findChild(QToolButton, "adviceLater0") is None


def test_that_a_long_fix_is_shortened_and_read_whole_in_its_tooltip(make_bench):
    name = "a_layer_with_a_name_that_is_as_long_as_names_may_be"
    layers = (
        layer("l1", "Input", "input1", shape=(1, 8, 8)),
        layer("l2", "Linear", name, "l1", out_features=3),
    )
    bench = make_bench(NetworkSpec(layers=layers, outputs=("l2",)))
    bench.panel.resize(256, 800)
    bench.qtbot.waitUntil(lambda: "…" in fix(bench, 0).text())
    assert name in fix(bench, 0).toolTip()
    assert fix(bench, 0).accessibleName() == f"Put a Flatten before {name}"
    scroll = bench.panel.findChild(QWidget, "adviceArea").findChild(QScrollArea)
    bench.qtbot.waitUntil(lambda: scroll.widget().width() <= scroll.viewport().width())


def test_that_every_fix_of_every_rule_is_one_step_of_undo(qapp):
    for case in CASES.values():
        for advice in advise(case.fires, case.data):
            for fix_ in advice.fixes:
                document = Document(case.fires)
                document.apply(fix_.edit(case.fires), str(fix_.label))
                assert document.project != case.fires
                assert document.undo_stack.count() == 1
                document.undo_stack.undo()
                assert document.project == case.fires


def test_that_the_scroll_bar_goes_when_all_that_is_left_has_room(make_bench):
    bench = make_bench(RESIDUAL, loss="MSE")
    bench.data.prepared = Known(classes=tuple("0123456789"))
    bench.data.changed.emit()
    bar = bench.panel.findChild(QScrollArea).verticalScrollBar()
    bench.panel.resize(315, 260)
    bench.qtbot.waitUntil(bar.isVisible)
    bench.panel.resize(315, 800)
    bench.qtbot.waitUntil(lambda: not bar.isVisible())
    link = fix(bench, 0)
    bench.qtbot.waitUntil(lambda: link.visibleRegion().boundingRect() == link.rect())
