"""Typed input values, walked on a copy: what a person does with the keyboard, and the numbers of NumPy."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from engine.edits import add_before
from engine.explain.derivation import Cell

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Bench:
    """A window at a step, and its table of typed values."""

    def __init__(self, qtbot, user, window):
        self.qtbot, self.user, self.window = qtbot, user, window
        self.walk = window.controller.walk
        self.page = window.workspace.page("steps")
        with qtbot.waitSignal(self.walk.changed, timeout=20_000):
            user.press(window, Qt.Key.Key_F8)
        user.press(window, Qt.Key.Key_F9, CONTROL | SHIFT)
        self.table = user.find(window, "stepsTypedTable")
        qtbot.waitUntil(self.table.hasFocus, timeout=10_000)

    @property
    def cells(self):
        return self.page.choosing.panel._model.rows

    def write(self, row, column, words):
        """Types over a cell, as people do: the first key begins to write."""
        self.table.setCurrentIndex(self.table.model().index(row, column))
        self.user.type(self.table, words[0])
        editor = QApplication.focusWidget()
        assert editor.objectName() == "stepsTypedCell"
        self.user.type(editor, words[1:])
        self.user.press(editor, Qt.Key.Key_Return)
        self.qtbot.waitUntil(self.table.hasFocus, timeout=10_000)

    def enter(self):
        """Walks what is typed; waits for the answer."""
        with self.qtbot.waitSignal(self.walk.changed, timeout=20_000):
            self.user.press(self.table, Qt.Key.Key_Return)
        return self.walk.answer

    def go_on(self, times):
        for _ in range(times):
            with self.qtbot.waitSignal(self.walk.changed, timeout=20_000):
                self.user.press(self.window, Qt.Key.Key_F8)

    def paste(self, words):
        QGuiApplication.clipboard().setText(words)
        self.user.press(self.table, Qt.Key.Key_V, CONTROL)

    def tensor(self, name):
        tensors = (t for card in self.walk.answer.cards for t in card.tensors)
        return next(t for t in tensors if t.name == name)


@pytest.fixture
def typing(open_window, user, qtbot):
    def begin(example):
        window = open_window(example)
        user.press(window, Qt.Key.Key_3, CONTROL)
        return Bench(qtbot, user, window)

    return begin


def test_that_typed_rows_are_walked_and_give_the_numbers_of_numpy(typing, user, qtbot):
    at = typing("one-neuron")
    assert at.cells == [{"x": "1", "y": "1.5"}, {"x": "2", "y": "2.5"}, {"x": "3", "y": "3.5"}]
    at.write(0, 0, "-2")
    at.write(0, 1, "0.25")
    answer = at.enter()
    assert (answer.on_copy, len(answer.rows), answer.taken) == (True, 0, False)
    assert "values that you typed" in at.page.notice.text
    at.go_on(4)
    x, y = np.array([-2.0, 2, 3]), np.array([0.25, 2.5, 3.5])
    w, b = -0.2505, 0.9166
    error = w * x + b - y
    assert at.walk.answer.loss == pytest.approx(np.mean(error**2), rel=1e-6)
    slope = at.tensor("fc1.weight")
    assert float(slope.gradient.values[0, 0]) == pytest.approx(np.mean(2 * error * x), rel=1e-6)
    moved = w - 0.01 * np.mean(2 * error * x)
    assert float(slope.changed.values[0, 0]) == pytest.approx(moved, rel=1e-6)
    assert at.window.controller.history.step_count == 0
    with qtbot.waitSignal(at.walk.changed, timeout=20_000):
        user.press(at.window, Qt.Key.Key_F9)
    assert not at.walk.answer.on_copy
    assert at.walk.answer.step == 0
    assert not at.page.notice.isVisible()
    assert float(at.tensor("fc1.weight").figures.values[0, 0]) == np.float32(w)


def test_that_what_can_not_be_used_is_told_beside_the_cells_and_nothing_is_lost(typing, user):
    at = typing("wine")
    before = at.cells
    for column, words in ((0, "abc"), (0, "nan"), (len(before[0]) - 1, "class_7")):
        at.write(0, column, words)
        user.press(at.table, Qt.Key.Key_Return)
        assert f"“{words}” in row 1" in user.find(at.window, "stepsTypedProblem").text()
        assert at.table.currentIndex().column() == column
        assert list(at.cells[0].values())[column] == words
        assert not at.walk.answer.on_copy
        at.write(0, column, list(before[0].values())[column])
    assert at.enter().on_copy
    assert not user.find(at.window, "stepsTypedProblem").isVisible()
    prepared = at.page._store.prepared
    rows = at.window.controller.walk.answer
    assert rows.cards[0].tensors[0].shape == (len(before), *prepared.shape)


def test_that_typed_values_are_scaled_as_the_datas_own(typing):
    at = typing("wine")
    step = at.walk.answer.rows[: len(at.cells)]
    answer = at.enter()
    prepared = at.page._store.prepared
    np.testing.assert_array_equal(answer.cards[0].tensors[0].figures.values, prepared.x[step])


def test_that_rows_are_pasted_and_too_few_or_many_values_refused(typing, user):
    at = typing("one-neuron")
    problem = user.find(at.window, "stepsTypedProblem")
    at.table.setCurrentIndex(at.table.model().index(0, 0))
    before = at.cells
    at.paste("1, 2, 3")
    assert "has 3 values" in problem.text()
    at.paste("1, 2\n3")
    assert "Row 2 of what was pasted has 1 values" in problem.text()
    assert at.cells == before
    at.paste("\n".join("1, 2" for _ in range(65)))
    assert "At most 64" in problem.text()
    at.paste("y\tx\n0.5\t−1\n")
    assert not problem.isVisible()
    assert at.cells[0] == {"x": "−1", "y": "0.5"}
    at.paste("7\n8\n9\n10")
    assert at.cells[3] == {"x": "10", "y": ""}
    user.press(at.table, Qt.Key.Key_Return)
    assert "Row 4 has no value for “y”" in problem.text()


def test_that_rows_are_added_and_taken_away_and_the_steps_own_come_back(typing, user):
    at = typing("one-neuron")
    before = at.cells
    user.click(at.window, "stepsTypedAdd")
    assert at.cells == [before[0], *before]
    for _ in range(3):
        user.click(at.window, "stepsTypedRemove")
    assert at.cells == before[2:]
    assert not user.find(at.window, "stepsTypedRemove").isEnabled()
    user.press(at.table, Qt.Key.Key_Escape)
    assert not at.table.isVisible()
    assert at.page.view.hasFocus()
    user.press(at.window, Qt.Key.Key_F9, CONTROL | SHIFT)
    assert at.cells == before[2:]
    user.click(at.window, "stepsTypedAgain")
    assert at.cells == before


def test_that_other_typed_values_are_explained_anew(typing, qtbot):
    at = typing("one-neuron")
    at.enter()
    at.go_on(1)
    at.page.explain(Cell("fc1", (0, 0)))
    qtbot.waitUntil(lambda: "0.6661" in at.page.below.why.words, timeout=20_000)
    at.write(0, 0, "5")
    at.enter()
    assert at.page.below.cell is None


def replaced(spec, **changes):
    return spec.model_copy(update=changes)


def test_that_a_step_that_fails_on_typed_rows_says_why_and_the_rows_stay(open_window, user, qtbot):
    window = open_window("one-neuron")
    network = window.document.project.network
    last = network.layers[-1].id
    with qtbot.waitSignal(window.controller.session_changed, timeout=20_000):
        window.document.set_network(add_before(network, "BatchNorm1d", last)[0], "Norm")
    user.press(window, Qt.Key.Key_3, CONTROL)
    at = Bench(qtbot, user, window)
    for _ in range(2):
        user.click(window, "stepsTypedRemove")
    at.enter()
    with qtbot.waitSignal(at.walk.failed, timeout=20_000):
        user.press(window, Qt.Key.Key_F8)
    assert "row" in at.page.notice.text
    assert at.cells == [{"x": "3", "y": "3.5"}]
    user.click(window, "stepsTypedAdd")
    at.enter()
    at.go_on(1)
    assert at.walk.answer.phase == "forward"


def test_that_a_loss_that_looks_at_the_input_needs_no_target(open_window, user, qtbot):
    window = open_window("one-neuron")
    training = window.document.project.training
    copies = tuple(replaced(term, target="input") for term in training.losses)
    with qtbot.waitSignal(window.controller.session_changed, timeout=20_000):
        window.document.set_training(replaced(training, losses=copies), "Loss")
    user.press(window, Qt.Key.Key_3, CONTROL)
    at = Bench(qtbot, user, window)
    assert list(at.cells[0]) == ["x"]
    at.write(0, 0, "4")
    at.enter()
    at.go_on(2)
    x = np.array([4.0, 2, 3])
    assert at.walk.answer.loss == pytest.approx(np.mean((-0.2505 * x + 0.9166 - x) ** 2), rel=1e-6)


def test_that_pictures_are_typed_as_their_pixels(typing):
    at = typing("digits")
    step = at.walk.answer.rows[: len(at.cells)]
    assert len(at.cells[0]) == 65
    answer = at.enter()
    np.testing.assert_allclose(
        answer.cards[0].tensors[0].figures.values.reshape(len(step), -1),
        at.page._store.prepared.x[step].reshape(len(step), -1),
    )
