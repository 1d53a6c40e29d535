"""Shows every control and plot in one window, to look at them in both themes and languages.

python tools/gallery.py [--theme dark] [--language zh_CN] [--page plots] [--save picture.png]
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.text import text  # noqa: E402
from gui.icons import icon  # noqa: E402
from gui.notice import NoticeAction, NoticeBar  # noqa: E402
from gui.plots.bars import Bar, Bars, StackedBar  # noqa: E402
from gui.plots.box_plot import Box, BoxPlot  # noqa: E402
from gui.plots.card import PlotCard  # noqa: E402
from gui.plots.curve import Curve, Line  # noqa: E402
from gui.plots.heat_map import HeatMap  # noqa: E402
from gui.plots.histogram import Histogram  # noqa: E402
from gui.plots.line_plot import LinePlot  # noqa: E402
from gui.plots.scatter import Scatter  # noqa: E402
from gui.theme import theme  # noqa: E402
from gui.translate import set_language  # noqa: E402

RANDOM = np.random.default_rng(7)


def label(words: str, role: str) -> QLabel:
    """A label in one of the style sheet's roles."""
    made = QLabel(words)
    made.setProperty("role", role)
    return made


def button(words: str, flag: str = "", *, enabled: bool = True) -> QPushButton:
    """A button in one of its variants."""
    made = QPushButton(words)
    if flag:
        made.setProperty(flag, True)
    made.setEnabled(enabled)
    return made


def controls() -> QWidget:
    """Every standard control, enabled and disabled."""
    page = QWidget()
    column = QVBoxLayout(page)
    for kind, words in (
        ("info", "Three ways to begin: an example, my data, a blank network."),
        ("success", "Saved."),
        ("warning", "3 missing values in ash are filled with the training mean."),
        ("error", "“wine.csv” row 12: 9 columns instead of 14. Mend the row or leave it out."),
    ):
        bar = NoticeBar()
        bar.show_notice(kind, words, [NoticeAction(text("Show"), page.update)])  # type: ignore[arg-type]  # a literal
        column.addWidget(bar)
    row = QHBoxLayout()
    primary = button("Train", "primary")
    primary.setIcon(icon("play", "on_accent"))
    menu_button = button("Device  CPU", "menu")
    menu_button.setMenu(QMenu(menu_button))
    small = QToolButton()
    small.setIcon(icon("undo-2"))
    small.setProperty("bordered", True)
    checked = button("Checked")
    checked.setCheckable(True)
    checked.setChecked(True)
    for widget in (
        primary,
        button("Step"),
        menu_button,
        checked,
        small,
        button("Delete", "danger"),
        button("Use Leaky ReLU", "link"),
        button("Disabled", enabled=False),
        button("Disabled", "primary", enabled=False),
    ):
        row.addWidget(widget)
    row.addStretch(1)
    column.addLayout(row)
    column.addLayout(fields())
    column.addWidget(table(), 1)
    return page


def fields() -> QHBoxLayout:
    """Fields and choices."""
    row = QHBoxLayout()
    form = QFormLayout()
    whole, real, combo, line = QSpinBox(), QDoubleSpinBox(), QComboBox(), QLineEdit("conv")
    whole.setValue(16)
    real.setValue(0.25)
    combo.addItems(["mean", "sum", "none"])
    off = QSpinBox()
    off.setEnabled(False)
    for name, widget in (
        ("out_channels", whole),
        ("p", real),
        ("Reduction", combo),
        ("Search", line),
        ("disabled", off),
    ):
        form.addRow(label(name, "muted"), widget)
    row.addLayout(form, 1)
    choices = QVBoxLayout()
    on, half, dead = QCheckBox("bias"), QCheckBox("some"), QCheckBox("disabled")
    on.setChecked(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    dead.setEnabled(False)
    radio = QRadioButton("on")
    radio.setChecked(True)
    slider, progress = QSlider(Qt.Orientation.Horizontal), QProgressBar()
    slider.setValue(40)
    progress.setValue(63)
    for choice in (on, half, dead, QCheckBox("off"), radio, QRadioButton("off"), slider, progress):
        choices.addWidget(choice)
    row.addLayout(choices, 1)
    words = QVBoxLayout()
    for role in ("title", "heading", "", "muted", "caption", "mono", "good", "warning", "bad"):
        words.addWidget(label(f"{role or 'plain'} 0123 × 8.1e−4 手写数字", role))
    row.addLayout(words, 1)
    listing = QListView()
    listing.setModel(QStringListModel([f"item {n}" for n in range(30)]))
    row.addWidget(listing, 1)
    code = QPlainTextEdit("import torch\nfrom torch import nn")
    row.addWidget(code, 1)
    return row


def table() -> QTableWidget:
    """A table without boxes."""
    made = QTableWidget(6, 5)
    made.setHorizontalHeaderLabels(["cultivar", "alcohol", "malic_acid", "ash", "hue"])
    made.setShowGrid(False)
    made.verticalHeader().hide()
    for row in range(6):
        for column in range(5):
            made.setItem(row, column, QTableWidgetItem(f"{RANDOM.normal(10, 3):.2f}"))
    made.selectRow(2)
    return made


def loss_plot() -> LinePlot:
    """Raw, smoothed and dotted lines."""
    plot = LinePlot("Loss", x_label="epoch", smoothing=0.9)
    plot.add_series("train", "train", "train", "smoothed")
    plot.add_series("val", "validation", "validation", "points")
    plot.set_x_extent(0, 20)
    x = np.linspace(0, 12.4, 5928)
    y = 0.2 + 0.9 * np.exp(-x / 2.4) + RANDOM.normal(0, 0.03, len(x)) * (0.5 + np.exp(-x / 4))
    y[3000:3003] = np.nan
    plot.append("train", x, y)
    epochs = np.arange(13.0)
    plot.append("val", epochs, 0.26 + 0.82 * np.exp(-epochs / 2.5))
    return plot


def norm_plot() -> LinePlot:
    """Several series on a logarithmic axis, their legend inside."""
    plot = LinePlot("Gradient norm by layer", x_label="epoch", log_y=True, legend_inside=True)
    x = np.linspace(0, 12.4, 260)
    for index, name in enumerate(("conv1", "conv2", "fc1", "fc2<b>")):
        plot.add_series(name, name, index)
        level = 10.0 ** (index * 0.42 - 0.95)
        plot.append(name, x, level * (1 + 3 * np.exp(-x)) * np.exp(RANDOM.normal(0, 0.09, 260)))
    plot.set_x_extent(0, 20)
    return plot


def confusion() -> PlotCard:
    """A confusion matrix with a chosen cell."""
    card = PlotCard("Confusion matrix")
    card.set_title("Confusion matrix", "validation, epoch 12")
    names = [str(n) for n in range(10)]
    matrix = np.diag(RANDOM.integers(70, 100, 10)).astype(float)
    matrix[RANDOM.integers(0, 10, 12), RANDOM.integers(0, 10, 12)] += 14
    heat = HeatMap("sequential", square=True)
    heat.set_matrix(matrix, row_labels=names, column_labels=names)
    heat.set_clickable(True)
    heat.set_selected((9, 3))
    card.set_body(heat, heat.table)
    return card


def carded(title: str, body: QWidget) -> PlotCard:
    """Any picture in a card."""
    card = PlotCard(title)
    card.set_body(body)
    return card


def small_plots() -> list[QWidget]:
    """The painted pictures."""
    histogram = Histogram("convolution")
    histogram.set_counts(*np.histogram(RANDOM.normal(0, 0.12, 4000), 34, (-0.4, 0.4)))
    z = np.linspace(-5, 5, 401)
    curve = Curve()
    curve.set_lines(
        [
            Line("f(z)", "train", z, np.maximum(z, 0)),
            Line("f′(z)", "validation", z, (z > 0).astype(float)),
        ]
    )
    loss = Curve()
    p = np.linspace(0.03, 1, 200)
    loss.set_lines([Line("", "train", p, -np.log(p))], "p(true class) = 0", "1")
    chances = [0.002, 0.001, 0.012, 0.941, 0.001, 0.018, 0.0, 0.004, 0.009, 0.012]
    bars = Bars()
    bars.set_bars(
        [Bar(str(n), c, "accent" if n == 3 else None) for n, c in enumerate(chances)], 1.0
    )
    balance = Bars()
    counts = {"grignolino": 71, "barolo": 59, "barbera": 48}
    balance.set_bars([Bar(name, n, i) for i, (name, n) in enumerate(counts.items())])
    split = StackedBar()
    split.set_parts(
        [Bar("train", 124, "train"), Bar("val", 27, "validation"), Bar("test", 27, "shape")]
    )
    boxes = BoxPlot()
    boxes.set_boxes([Box(f"feature {n}", *np.sort(RANDOM.normal(0, 1.5, 5))) for n in range(13)])
    scatter = Scatter()
    true = RANDOM.normal(20, 8, 800)
    scatter.set_points(true, true + RANDOM.normal(0, 2, 800))
    kernels = HeatMap("diverging")
    kernels.set_matrix(RANDOM.normal(size=(8, 12)))
    steps = HeatMap("sequential")
    steps.set_matrix(
        np.abs(RANDOM.normal(size=(12, 400)).cumsum(1)),
        row_labels=[f"layer {n} with a long name" for n in range(12)],
        column_labels=[str(n * 10) for n in range(400)],
    )
    digit = HeatMap("ink", square=True)
    digit.set_matrix(RANDOM.random((8, 8)))
    pictures = {
        "Histogram": histogram,
        "Activation": curve,
        "Loss": loss,
        "Class probabilities": bars,
        "Class balance": balance,
        "Split": split,
        "Features": boxes,
        "Predicted": scatter,
        "Kernels": kernels,
        "Layer × step": steps,
        "Digit": digit,
    }
    return [carded(title, body) for title, body in pictures.items()]


def plots() -> QWidget:
    """The cards of the Monitor page."""
    page = QWidget()
    page.setProperty("surface", "background")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.setSpacing(8)
    accuracy = LinePlot("Accuracy", x_label="epoch")
    accuracy.add_series("train", "train", "train")
    accuracy.add_series("val", "val", "validation")
    x = np.linspace(0, 12, 80)
    accuracy.append("train", x, 0.91 - 0.42 * np.exp(-x / 2) + RANDOM.normal(0, 0.003, 80))
    accuracy.append("val", np.arange(13.0), 0.88 - 0.39 * np.exp(-np.arange(13.0) / 2))
    accuracy.set_x_extent(0, 20)
    for place, plot in enumerate((loss_plot(), accuracy, norm_plot(), confusion())):
        grid.addWidget(plot, place // 2, place % 2)
    grid.setColumnStretch(0, 4)
    grid.setColumnStretch(1, 3)
    return page


def pictures() -> QWidget:
    """The painted pictures in a grid."""
    page = QWidget()
    page.setProperty("surface", "background")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.setSpacing(8)
    for place, picture in enumerate(small_plots()):
        grid.addWidget(picture, place // 4, place % 4)
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "controls": controls,
    "plots": plots,
    "pictures": pictures,
}


def window(page: str) -> QMainWindow:
    """A window with menus, a toolbar, tabs and a status bar around the pages."""
    made = QMainWindow()
    made.setWindowTitle("Netwright gallery")
    made.resize(1440, 900)
    for name in ("File", "Edit", "View"):
        menu = made.menuBar().addMenu(name)
        menu.addAction(icon("save"), "Save")
    bar = made.addToolBar("Main")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    train = QAction(icon("play", "on_accent"), "Train", made)
    bar.addAction(train)
    bar.widgetForAction(train).setProperty("primary", True)
    bar.addAction(icon("step-forward"), "Step")
    bar.addAction(icon("square"), "Stop").setEnabled(False)
    bar.addAction(icon("sun-moon"), "", switch_theme)
    tabs = QTabWidget()
    for name, make in PAGES.items():
        tabs.addTab(make(), name.capitalize())
    tabs.setCurrentIndex(list(PAGES).index(page))
    split = QSplitter()
    split.setHandleWidth(1)
    split.addWidget(tabs)
    side = QTabWidget()
    side.addTab(QWidget(), "Layer")
    side.addTab(QWidget(), "Training")
    split.addWidget(side)
    split.setSizes([1200, 240])
    made.setCentralWidget(split)
    made.statusBar().addWidget(label("● Training", "good"))
    made.statusBar().addPermanentWidget(QLabel("autosaved 12 s ago"))
    return made


def switch_theme() -> None:
    """From dark to light and back."""
    theme().set_mode("light" if theme().is_dark else "dark")


def main() -> int:
    """Show the window, or save its picture and leave."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--theme", default="dark", choices=("dark", "light", "system"))
    parser.add_argument("--language", default="en", choices=("en", "zh_CN", "system"))
    parser.add_argument("--page", default="plots", choices=tuple(PAGES))
    parser.add_argument("--save", type=Path, help="save a picture and leave")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme().set_mode(options.theme)
    theme().apply(app)
    set_language(options.language)
    shown = window(options.page)
    shown.show()
    if options.save:

        def save() -> None:
            shown.grab().save(str(options.save))
            app.quit()

        QTimer.singleShot(600, save)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
