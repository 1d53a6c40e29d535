"""The first lessons, done as their words say: tasks tick when they are done and not before."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from engine.edits import set_enabled
from engine.lessons.reading import SHIPPED
from engine.spec.component import Component
from engine.text import text
from gui.run.state import RunState

LONG = 60_000


class Learner:
    """Does what a lesson says."""

    def __init__(self, qtbot, window, name):
        self.qtbot, self.window = qtbot, window
        window.lessons.open(SHIPPED / f"{name}.toml")
        qtbot.waitUntil(lambda: window.controller.session is not None, timeout=LONG)

    @property
    def course(self):
        return self.window.lessons.course

    def trigger(self, action):
        self.window.actions_table.by_id[action].trigger()

    def wait_done(self, task):
        self.qtbot.waitUntil(lambda: self.course.is_done(task), timeout=LONG)

    def train(self):
        with self.qtbot.waitSignal(self.window.controller.run_ended, timeout=LONG):
            self.trigger("train")

    def begin_again(self):
        with self.qtbot.waitSignal(self.window.controller.session_changed, timeout=LONG):
            self.trigger("resetWeights")

    def set_rate(self, lr):
        project = self.window.document.project
        optimizer = Component(kind="SGD", params={"lr": lr})
        training = project.training.replace(optimizer=optimizer)
        self.window.document.apply(project.replace(training=training), text("Learning rate"))

    def looked_at(self):
        """The tasks have been looked at with all that has happened."""
        with self.qtbot.waitSignal(self.course.judged, timeout=LONG):
            self.course.look()

    def answer(self, number, typed):
        self.window.findChild(QLineEdit, f"lessonField{number}").setText(typed)
        self.window.findChild(QPushButton, f"lessonCheck{number}").click()
        assert self.course.is_answered(number - 1), self.said(number)

    def said(self, number):
        return self.window.findChild(QLabel, f"lessonSays{number}").text()

    def go_on(self):
        assert self.course.is_complete
        self.window.findChild(QPushButton, "lessonNext").click()


@pytest.fixture
def learner(qtbot, open_window):
    return lambda name: Learner(qtbot, open_window(), name)


def test_that_one_neuron_can_be_walked_through_as_the_lesson_says(learner, qtbot):
    learner = learner("1-one-neuron")
    learner.answer(1, "0.6661")
    learner.answer(2, "1")
    learner.go_on()
    assert learner.window.workspace.current_id == "steps"
    walk = learner.window.controller.walk
    with qtbot.waitSignal(walk.changed, timeout=LONG):
        learner.window.findChild(QPushButton, "stepsBegin").click()
    for _ in range(2):
        assert not learner.course.is_done(0)
        with qtbot.waitSignal(walk.changed, timeout=LONG):
            learner.trigger("nextPhase")
    learner.wait_done(0)
    learner.answer(1, "5.3872")
    learner.go_on()
    assert not learner.course.is_done(0)
    with qtbot.waitSignal(walk.changed, timeout=LONG):
        learner.trigger("nextPhase")
    learner.wait_done(0)
    learner.answer(1, "-10.0049")
    learner.window.findChild(object, "lessonChoice2x1").click()
    learner.go_on()
    learner.answer(1, "-0.15045")
    with qtbot.waitSignal(walk.changed, timeout=LONG):
        learner.trigger("nextPhase")
    learner.wait_done(0)
    assert not learner.course.is_done(1)
    learner.trigger("train")
    learner.wait_done(1)


def test_that_a_setting_changed_after_training_does_not_make_it_count(learner):
    learner = learner("3-learning-rate")
    learner.train()
    learner.wait_done(0)
    learner.course.turn_to(1)
    learner.train()
    learner.set_rate(0.0001)
    learner.looked_at()
    assert not learner.course.is_done(0)
    learner.begin_again()
    learner.train()
    learner.wait_done(0)


def test_that_too_large_a_rate_flies_away_and_a_good_one_arrives(learner):
    learner = learner("3-learning-rate")
    learner.course.turn_to(2)
    learner.set_rate(0.3)
    learner.train()
    learner.wait_done(0)
    assert learner.window.controller.state is RunState.IDLE
    assert not learner.window.controller.is_finished, "it stops where the loss is no number"
    learner.course.turn_to(3)
    learner.set_rate(0.05)
    learner.looked_at()
    assert not learner.course.is_done(0)
    learner.begin_again()
    learner.train()
    learner.wait_done(0)


def test_that_training_counts_only_without_activations(learner):
    learner = learner("2-why-activations")
    learner.course.turn_to(1)
    project = learner.window.document.project
    bent = [layer.id for layer in project.network.layers if layer.kind == "Tanh"]
    off = set_enabled(project.network, bent, enabled=False)
    learner.window.document.apply(project.replace(network=off), text("Switch off"))
    learner.wait_done(0)
    assert not learner.course.is_done(1)
    learner.trigger("train")
    learner.wait_done(1)


def test_that_the_computation_graph_has_the_numbers_of_its_lesson(learner, qtbot):
    learner = learner("14-graph")
    assert learner.window.workspace.current_id == "graph"
    learner.window.findChild(QPushButton, "graphModeComputation").click()
    walk = learner.window.controller.walk
    graph = learner.window.workspace.page("graph")

    def walk_on():
        with qtbot.waitSignal(walk.changed, timeout=LONG):
            learner.trigger("nextPhase")

    def numbers(title):
        scene = graph.view.graph
        label = next(la for i, la in scene.labels.items() if scene.nodes[i].node.title == title)
        return [" ".join(token.words for token in line) for line in label.lines]

    walk_on()
    assert not learner.course.is_done(0)
    walk_on()
    learner.wait_done(0)
    assert numbers("MatMul")[0].split()[0] == "−0.2505"
    assert numbers("+")[0].split()[0] == "0.6661"
    learner.answer(1, "0.6661")
    learner.window.findChild(object, "lessonChoice2x2").click()
    learner.go_on()
    assert learner.window.workspace.current_id == "graph"
    walk_on()
    walk_on()
    learner.wait_done(0)
    assert numbers("+")[1].split()[1:] == ["−0.5559", "−1.3896", "−2.2233"]
    assert numbers("fc1.bias")[1] == "∂ −4.1688"
    assert numbers("fc1.weight")[1] == "∂ −10.0049"
    learner.answer(1, "-2.2233")
    learner.answer(2, "-4.1688")
    learner.go_on()
    learner.window.findChild(object, "lessonChoice1x2").click()
    assert learner.course.is_complete
