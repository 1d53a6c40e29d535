"""The Predict page, used by clicks and keys against a controller that answers without torch."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QTableView, QWidget

from engine.spec.data import BuiltinSource, CsvSource, SplitSpec
from engine.text import text
from gui.pages.predict import evaluator
from gui.pages.predict.page import PredictPage


@pytest.fixture
def page(qtbot, document, store, controller):
    made = PredictPage(document, store, controller)
    qtbot.addWidget(made)
    made.resize(800, 760)
    with qtbot.waitExposed(made):
        made.show()
    return made


def child(page, kind, name):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def both_answers(qtbot, page, controller):
    """Waits until sample and split have been answered since the last question."""
    qtbot.waitUntil(lambda: page._prediction is not None and page._evaluator.answer is not None)


def last_rows(controller):
    return next(given["rows"] for kind, given in reversed(controller.asked) if kind == "predict")


@pytest.fixture
def digits(qtbot, page, controller, opened):
    opened(BuiltinSource(name="digits"))
    both_answers(qtbot, page, controller)
    return page


@pytest.fixture
def iris(qtbot, page, controller, opened):
    opened(BuiltinSource(name="iris"))
    both_answers(qtbot, page, controller)
    return page


def test_that_a_page_without_data_says_so(page):
    assert child(page, QLabel, "predictEmpty").isVisible()
    assert "Data page" in child(page, QLabel, "predictEmpty").text()


def test_that_the_first_answer_needs_no_click(digits):
    assert child(digits, QWidget, "predictBars").isVisible()
    assert child(digits, QWidget, "predictConfusion").isVisible()
    assert "best weights of epoch 40" in digits.corner.text()
    assert "test" in digits.corner.text()


def test_that_drawing_asks_again_and_the_right_button_erases(qtbot, digits, controller):
    click(qtbot, child(digits, QPushButton, "predictClearLink"))
    canvas = child(digits, QWidget, "predictCanvas")
    assert canvas.ink.max() == 0
    place = canvas.cell_center(3, 4).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert canvas.ink[3, 4] == pytest.approx(1.0)
    qtbot.waitUntil(lambda: last_rows(controller)["pixel_3_4"] == [pytest.approx(16.0)])
    qtbot.mouseClick(canvas, Qt.MouseButton.RightButton, pos=place)
    assert canvas.ink[3, 4] == pytest.approx(0.0, abs=0.02)


def test_that_the_canvas_is_drawn_with_the_keyboard(qtbot, digits):
    click(qtbot, child(digits, QPushButton, "predictClearLink"))
    canvas = child(digits, QWidget, "predictCanvas")
    canvas.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Space):
        qtbot.keyClick(canvas, key)
    row, column = np.unravel_index(canvas.ink.argmax(), canvas.ink.shape)
    assert (row, column) == (3, 3)
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    assert canvas.ink.max() == 0


def test_that_a_row_comes_with_its_truth(qtbot, iris, store):
    row = child(iris, QWidget, "predictRowSpin")
    row.setFocus()
    row.selectAll()
    qtbot.keyClicks(row, "120")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "virginica" in child(iris, QLabel, "predictTruth").text())
    name = store.prepared.encoder.columns[0].name
    assert iris._sample.values[name] == store.table.columns[name][119]


def test_that_a_typed_value_is_no_longer_the_tables(qtbot, iris, controller):
    field = child(iris, QWidget, "predictField2")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "6.1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: last_rows(controller)["petal length (cm)"] == [6.1])
    qtbot.waitUntil(lambda: child(iris, QLabel, "predictTruth").text() == "")


def test_that_an_empty_cell_is_called_missing(qtbot, page, controller, opened, tmp_path):
    table = tmp_path / "gaps.csv"
    rows = [f"{n if n % 5 else ''},{'pq'[n % 2] if n % 7 else ''},{n * 2}" for n in range(40)]
    table.write_text("\n".join(["size,side,price", *rows]))
    opened(CsvSource(path=str(table)))
    both_answers(qtbot, page, controller)
    row = child(page, QWidget, "predictRowSpin")
    row.setFocus()
    row.selectAll()
    qtbot.keyClicks(row, "36")
    qtbot.keyClick(row, Qt.Key.Key_Return)
    number = child(page, QWidget, "predictField0").lineEdit()
    qtbot.waitUntil(lambda: number.text() == "")
    assert number.placeholderText() == "missing"
    side = child(page, QComboBox, "predictField1")
    assert (side.currentIndex(), side.placeholderText()) == (-1, "missing")


def test_that_a_random_sample_is_one_of_the_test_rows(qtbot, iris, store):
    click(qtbot, child(iris, QPushButton, "predictRandomRow"))
    assert iris._sample.row in set(store.prepared.rows[store.prepared.test].tolist())


def test_that_a_cell_shows_its_samples_by_loss(qtbot, digits):
    matrix = child(digits, QWidget, "predictConfusion")
    answer = digits._evaluator.answer
    wrong = answer.confusion.copy()
    np.fill_diagonal(wrong, 0)
    true, predicted = (int(i) for i in np.unravel_index(wrong.argmax(), wrong.shape))
    place = matrix.cell_rect((true, predicted)).center().toPoint()
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place)
    card = child(digits, QWidget, "predictSamples")
    assert card.heading == f"True {true} → predicted {predicted}"
    assert card.caption.startswith(str(int(wrong.max())))
    places = digits._samples._rows
    assert len(places) == int(wrong.max())
    pictures = child(digits, QWidget, "predictSamplePictures")
    spot = pictures.place_of(0).center()
    qtbot.mouseClick(pictures.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert digits._sample.truth == str(true)
    click(qtbot, child(digits, QPushButton, "predictAllSamples"))
    assert card.heading == "Largest losses"


def test_that_all_samples_are_sorted_by_loss(iris):
    model = child(iris, QTableView, "predictSampleTable").model()
    losses = [float(model.index(row, 3).data().replace("e−", "e-")) for row in range(10)]
    assert losses == sorted(losses, reverse=True)


def test_that_without_a_test_split_others_are_offered(
    qtbot, page, document, store, controller, opened
):
    opened(BuiltinSource(name="iris"))
    both_answers(qtbot, page, controller)
    split = SplitSpec(train=0.8, validation=0.2, test=0.0)
    document.set_data(document.project.data.replace(split=split), "Split")
    qtbot.waitUntil(lambda: not store.busy)
    qtbot.waitUntil(lambda: "validation" in page.corner.text())
    combo = child(page, QComboBox, "predictSplitCombo")
    assert [combo.itemData(i) for i in range(combo.count())] == ["validation", "train"]
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "training" in page.corner.text())


def test_that_a_regression_shows_value_and_scatter(qtbot, page, controller, opened):
    opened(BuiltinSource(name="diabetes"))
    both_answers(qtbot, page, controller)
    qtbot.waitUntil(lambda: page.findChild(QLabel, "predictValue0") is not None)
    assert child(page, QWidget, "predictScatter").isVisible()
    assert "MAE" in page.corner.text()


def test_that_untrained_weights_predict_and_say_so(qtbot, page, controller, opened):
    controller.epoch = 0
    opened(BuiltinSource(name="iris"))
    both_answers(qtbot, page, controller)
    assert "untrained" in child(page, QLabel, "predictNotes").text()
    assert "untrained" in page.corner.text()
    controller.epoch = 3
    controller.weights_changed.emit()
    qtbot.waitUntil(lambda: "epoch 3" in page.corner.text())
    assert not child(page, QLabel, "predictNotes").isVisible()


def test_that_a_refusal_is_shown_and_goes_away(qtbot, digits, controller):
    controller.problem = text("The network does not fit.")
    controller.weights_changed.emit()
    message = child(digits, QLabel, "predictMessage")
    qtbot.waitUntil(message.isVisible)
    assert message.text() == "The network does not fit."
    controller.problem = None
    controller.weights_changed.emit()
    qtbot.waitUntil(lambda: not message.isVisible())


def test_that_training_evaluates_seldom_and_only_what_is_looked_at(
    qtbot, page, controller, opened, monkeypatch
):
    opened(BuiltinSource(name="iris"))
    both_answers(qtbot, page, controller)
    page._evaluator._rest.setInterval(150)
    before = controller.count("evaluate")
    for _ in range(20):
        controller.weights_changed.emit()
    qtbot.waitUntil(lambda: controller.count("evaluate") > before)
    qtbot.waitUntil(lambda: not page._evaluator._rest.isActive(), timeout=5000)
    assert controller.count("evaluate") <= before + 2
    page.hide()
    hidden = len(controller.asked)
    controller.weights_changed.emit()
    with qtbot.assertNotEmitted(controller.answered, wait=evaluator.PREDICT_AFTER_MS * 4):
        pass
    assert len(controller.asked) == hidden


def test_that_the_split_is_exported_with_its_predictions(qtbot, iris, tmp_path):
    click(qtbot, child(iris, QPushButton, "predictExportLink"))
    target = tmp_path / "out.csv"
    dialog = child(iris, QFileDialog, "savePredictionsDialog")
    dialog.fileSelected.emit(str(target))
    dialog.close()
    notice = child(iris, QWidget, "predictNotice")
    qtbot.waitUntil(notice.isVisible)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(iris._prepared.test)
    assert set(iris._store.table.columns) <= set(rows[0])
    probability = float(rows[0][f"probability_{rows[0]['prediction']}"])
    assert probability == max(float(v) for k, v in rows[0].items() if k.startswith("probability_"))


def test_that_a_file_is_predicted_row_by_row(qtbot, iris, tmp_path):
    given, target = tmp_path / "new.csv", tmp_path / "out.csv"
    names = [column.name for column in iris._prepared.encoder.columns]
    given.write_text(",".join((*names, "note")) + "\n5,3.4,1.5,0.2,a\n6.5,3,5.5,2,b\n")
    iris._drop.dropped.emit(str(given))
    qtbot.waitUntil(lambda: iris.findChild(QFileDialog, "savePredictionsDialog") is not None)
    dialog = child(iris, QFileDialog, "savePredictionsDialog")
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(child(iris, QWidget, "predictNotice").isVisible)
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["prediction"] for row in rows] == ["setosa", "virginica"]
    assert [row["note"] for row in rows] == ["a", "b"]


def test_that_a_file_without_the_columns_is_refused(qtbot, iris, tmp_path):
    given = tmp_path / "new.csv"
    given.write_text("a,b\n1,2\n2,3\n")
    iris._drop.dropped.emit(str(given))
    notice = child(iris, QWidget, "predictNotice")
    qtbot.waitUntil(notice.isVisible)
    assert "sepal length" in notice.text


def test_that_other_data_brings_another_form(qtbot, iris, controller, store, opened, tmp_path):
    file = tmp_path / "mixed.csv"
    lines = [f"{i % 50 + 0.5},{'red,green'.split(',')[i % 2]},{i * 1.5}" for i in range(60)]
    file.write_text("age,color,price\n" + "\n".join(lines))
    iris._prediction = None
    opened(CsvSource(path=str(file)))
    both_answers(qtbot, iris, controller)
    color = child(iris, QComboBox, "predictField1")
    assert [color.itemText(i) for i in range(color.count())] == ["green", "red"]
    color.setFocus()
    qtbot.keyClick(color, Qt.Key.Key_End)
    qtbot.keyClick(color, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: last_rows(controller).get("color") == ["green"])


def test_that_a_network_that_cannot_work_is_told_in_place_of_a_prediction(qtbot, iris, controller):
    controller.session_failed.emit(text("fc3: the output is too small."))
    assert any("too small" in label.text() for label in iris.findChildren(QLabel))
