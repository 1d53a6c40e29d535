"""Lessons 10, 12, 13 and 16, done as their words say, by clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
)

from tests.gui.lessons.test_doing_lessons import LONG, Learner


class Hands(Learner):
    """A learner that works in the window with mouse and keys."""

    def __init__(self, qtbot, user, window, name):
        super().__init__(qtbot, window, name)
        self.user = user
        self.settle()

    def settle(self):
        """Waits as a person does, until what was changed last is what trains."""
        window = self.window
        self.qtbot.waitUntil(
            lambda: window.controller.session.project.network == window.document.project.network,
            timeout=LONG,
        )

    def click_card(self, name):
        cards = self.user.find(self.window, "layerList")
        place = next(
            index
            for index, layer in enumerate(self.window.document.project.network.layers)
            if layer.name == name
        )
        middle = cards.visualRect(cards.model().index(place, 0)).center()
        self.qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        return cards

    def follow(self, words):
        """A link of Advice."""
        area = self.user.find(self.window, "adviceArea")

        def links():
            return [b for b in area.findChildren(QPushButton) if b.text() == words]

        self.qtbot.waitUntil(lambda: bool(links()), timeout=LONG)
        self.qtbot.mouseClick(links()[0], Qt.MouseButton.LeftButton)

    def choose_loss(self, words):
        """Goes down the list from its top until the loss is there."""
        tabs = self.user.find(self.window, "inspectorTabs")
        tabs.setCurrentIndex(1)
        combo = self.window.findChild(QComboBox, "trainingLoss")
        self.user.press(combo, Qt.Key.Key_Home)
        while not combo.currentText().startswith(words):
            self.user.press(combo, Qt.Key.Key_Down)
        tabs.setCurrentIndex(2)

    def walk_to(self, phase):
        walk = self.window.controller.walk
        with self.qtbot.waitSignal(walk.changed, timeout=LONG):
            self.user.click(self.window, "stepsBegin")
        while walk.answer.phase != phase:
            with self.qtbot.waitSignal(walk.changed, timeout=LONG):
                self.user.press(self.window, Qt.Key.Key_F8)

    def next_phase(self):
        with self.qtbot.waitSignal(self.window.controller.walk.changed, timeout=LONG):
            self.user.press(self.window, Qt.Key.Key_F8)


@pytest.fixture
def learner(qtbot, user, open_window):
    return lambda name: Hands(qtbot, user, open_window(), name)


def test_that_two_linear_layers_become_the_one_that_was_worked_out(learner, qtbot, user):
    learner = learner("10-linear")
    learner.answer(1, "0.25")
    learner.answer(2, "15")
    learner.go_on()
    user.press(learner.click_card("sigmoid1"), Qt.Key.Key_Delete)
    learner.wait_done(0)
    learner.answer(1, "0.25")
    learner.answer(2, "-1.25")
    learner.settle()
    learner.follow("Merge them into one")
    learner.wait_done(1)
    learner.settle()
    assert learner.course.is_complete
    learner.click_card("fc1")
    user.find(learner.window, "inspectorTabs").setCurrentIndex(0)
    numbers = user.find(learner.window, "layerNumbers")
    qtbot.waitUntil(lambda: len(numbers.rows) == 2, timeout=LONG)
    assert [value for _name, value, _slope in numbers.rows] == ["0.2500", "−1.2500"]


def test_that_a_wrong_pair_is_told_and_mended(learner, user):
    learner = learner("12-outputs-and-losses")
    user.press(learner.click_card("fc3"), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    search = next(w for w in QApplication.allWidgets() if w.objectName() == "paletteSearch")
    assert isinstance(search, QLineEdit)
    user.type(search, "sigmoid")
    user.press(search, Qt.Key.Key_Return)
    learner.wait_done(0)
    assert not learner.course.is_done(1)
    learner.follow("Use BCE")
    learner.wait_done(1)
    for question in (1, 2):
        learner.window.findChild(object, f"lessonChoice{question}x2").click()
    learner.go_on()
    assert not learner.course.is_done(0)
    for _ in range(2):
        learner.trigger("undo")
    learner.wait_done(0)
    learner.answer(1, "20")
    learner.answer(2, "0.6931")
    assert learner.course.is_complete


def test_that_the_sum_of_squares_is_three_times_their_mean(learner):
    learner = learner("13-losses")
    learner.choose_loss("Huber")
    learner.wait_done(0)
    learner.answer(1, "9")
    learner.answer(2, "2.5")
    learner.go_on()
    learner.choose_loss("SSE")
    learner.walk_to("loss")
    learner.wait_done(0)
    learner.answer(1, "16.1617")
    assert learner.course.is_complete


def test_that_the_loss_on_the_sum_has_the_numbers_of_its_lesson(learner):
    learner = learner("16-sum-loss")
    learner.walk_to("loss")
    learner.wait_done(0)
    learner.answer(1, "39.1025")
    learner.answer(2, "44.4897")
    learner.go_on()
    assert not learner.course.is_done(0)
    learner.next_phase()
    learner.wait_done(0)
    learner.answer(1, "-75.0384")
    learner.answer(2, "-37.5192")
    learner.window.findChild(object, "lessonChoice3x2").click()
    assert learner.course.is_complete


def test_that_long_choices_wrap_and_their_words_can_be_clicked(learner, qtbot):
    learner = learner("16-sum-loss")
    learner.window.resize(1100, 700)
    learner.course.turn_to(1)
    button = learner.window.findChild(QRadioButton, "lessonChoice3x2")
    assert button.accessibleName() == "A smaller weight for the term of the sum"
    question = learner.user.find(learner.window, "lessonQuestion3")
    panel = learner.user.find(learner.window, "inspector")
    assert question.minimumSizeHint().width() < panel.width()
    words = next(la for la in question.findChildren(QLabel) if la.text() == button.accessibleName())
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    assert learner.course.is_answered(2)
