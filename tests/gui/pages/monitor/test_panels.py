"""Panels of a run's series: the numbers on screen are those of the history, or computed from them."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from engine import numbers
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.spec.training import LossTerm
from engine.train.events import Histogram
from gui.plots.legend import LegendEntry
from tests.gui.pages.monitor.watching import (
    PER_EPOCH,
    choose,
    drawn,
    entry,
    menu_of,
    network,
    panel,
    plot,
    samples,
    two_epochs,
)


def show_only(page, *names):
    page._grid._arrangement.show_only(names)
    page._grid.rearrange()


def note(card):
    return next(label for label in card.findChildren(QLabel, "plotEmpty"))


def with_activations(kinds):
    """Linear layers l2, l4 … with activations a3, a5 … behind them."""
    layers = [LayerSpec(id="l1", kind="Input", name="input")]
    for number, kind in enumerate(kinds):
        before = layers[-1].id
        layers.append(
            LayerSpec(id=f"l{number}x", kind="Linear", name=f"fc{number}", inputs=(before,))
        )
        layers.append(
            LayerSpec(id=f"a{number}", kind=kind, name=f"act{number}", inputs=(f"l{number}x",))
        )
    return NetworkSpec(layers=tuple(layers), outputs=(layers[-1].id,))


def probed(controller, moments, figures, every=10):
    """Steps with a look at every tenth; `figures(moment)` gives those of each."""
    for moment in range(moments):
        controller.steps(every)
        controller.probe(figures(moment))


def test_that_update_ratios_are_the_history_on_a_log_axis_with_a_guide(page, controller, qtbot):
    show_only(page, "update")
    controller.start()
    controller.steps(5)
    drawn(page, qtbot)
    card = plot(page, "updatePlot")
    assert note(card).isVisible()
    assert note(card).text() == "Update ratios appear once training has run a moment."
    probed(controller, 6, lambda m: {"update/l2": 1e-3 * (m + 1), "update/l3": 1e-4 * (m + 1)})
    drawn(page, qtbot)
    assert not note(card).isVisible()
    assert card.log_y
    x, y = samples(card, "update-l3")
    assert x == pytest.approx(np.arange(15, 70, 10) / PER_EPOCH)
    assert y == pytest.approx(1e-4 * np.arange(1, 7))
    assert panel(page, "update")._guide._line.value() == -3
    card.set_log_y(False)
    assert panel(page, "update")._guide._line.value() == pytest.approx(1e-3)
    assert "1e-2" in card._title.toolTip()


def test_that_a_thinned_history_comes_anew(page, controller, qtbot):
    show_only(page, "update")
    controller.history.probes._most = 8
    controller.start()
    probed(controller, 8, lambda m: {"update/l2": float(m + 1)})
    drawn(page, qtbot)
    assert len(samples(plot(page, "updatePlot"), "update-l2")[0]) == 8
    probed(controller, 1, lambda _m: {"update/l2": 9.0})
    drawn(page, qtbot)
    assert controller.history.probes.generation == 1
    assert list(samples(plot(page, "updatePlot"), "update-l2")[1]) == [1.0, 3.0, 5.0, 7.0, 9.0]


def test_that_probes_of_many_layers_are_a_heat_map_in_place(make, document, controller, qtbot):
    document.set_network(network(12), "Deep")
    page = make()
    show_only(page, "update")
    controller.start(layers=tuple(f"l{i}" for i in range(2, 14)))
    controller.steps(100)
    controller.probe({f"update/l{i}": 1e-4 for i in range(2, 14)})
    controller.steps(20)
    controller.probe({f"update/l{i}": 1e-2 for i in range(2, 14)})
    drawn(page, qtbot)
    card = plot(page, "updateMapCard")
    assert card.isVisible()
    table = card._numbers()
    assert table["step 1"] == pytest.approx([1e-4] * 12)
    assert table["step 101"] == pytest.approx([1e-2] * 12)
    picture = panel(page, "update")._map
    first, last = (picture.cell_rect((0, column)) for column in (0, picture._drawn.shape[1] - 1))
    middle = first.left() + (last.right() - first.left()) * 110 / 120
    y = int(first.center().y())
    before = picture.describe(QPoint(int(first.left() + (middle - first.left()) / 2), y))
    after = picture.describe(QPoint(int(last.center().x()), y))
    assert before.startswith("fc2 at")
    assert before.endswith(": 1e−4")
    assert after.endswith(": 0.01")


def test_that_activations_have_a_line_and_the_edges_of_a_band(page, controller, qtbot):
    show_only(page, "activation")
    controller.start()
    probed(
        controller,
        4,
        lambda m: {"activation_mean/l2": 0.5 * m, "activation_std/l2": 0.25},
    )
    drawn(page, qtbot)
    card = plot(page, "activationPlot")
    mean, low, high = card.keys
    assert list(samples(card, mean)[1]) == [0.0, 0.5, 1.0, 1.5]
    assert list(samples(card, low)[1]) == [-0.25, 0.25, 0.75, 1.25]
    assert list(samples(card, high)[1]) == [0.25, 0.75, 1.25, 1.75]
    assert set(card._series._bands) == {(low, high)}
    assert entry(card, "activation_mean-l2") == "1.5"


@pytest.mark.parametrize(
    ("kinds", "offered"),
    [
        (("ReLU",), {"dead"}),
        (("Sigmoid",), {"saturated"}),
        (("ReLU", "Tanh"), {"dead", "saturated"}),
        (("GELU",), set()),
    ],
)
def test_that_units_that_cannot_die_have_no_plot_of_death(
    make, document, controller, kinds, offered
):
    document.set_network(with_activations(kinds), "Other")
    page = make()
    kinds_of = page._shelf.kinds
    assert {n for n in ("dead", "saturated") if kinds_of[n].offered(page._source)} == offered


def test_that_shares_are_percent(make, document, controller, qtbot):
    document.set_network(with_activations(("ReLU", "Tanh")), "Other")
    page = make()
    show_only(page, "dead", "saturated")
    controller.start(layers=("l0x", "l1x"))
    probed(controller, 3, lambda m: {"dead/a0": 0.25 * m, "saturated/a1": 0.125})
    drawn(page, qtbot)
    assert list(samples(plot(page, "deadPlot"), "dead-a0")[1]) == [0.0, 25.0, 50.0]
    assert list(samples(plot(page, "saturatedPlot"), "saturated-a1")[1]) == [12.5] * 3
    assert plot(page, "deadPlot")._subtitle.text() == "% of the units"
    assert plot(page, "saturatedPlot").graph.view_box.viewRange()[1] == [0, 100]


def test_that_the_selected_layer_stands_out_and_a_click_on_a_line_selects(
    page, controller, selection, qtbot
):
    two_epochs(controller)
    page._shelf.panel("gradient").plot.set_smoothing(0.0)
    drawn(page, qtbot)
    card = plot(page, "gradientPlot")
    lines = {layer: card._series.items_of(f"gradient-{layer}") for layer in ("l2", "l3")}
    widths = {layer: one.line.opts["pen"].widthF() for layer, one in lines.items()}
    selection.set(["l3"])
    drawn(page, qtbot)
    assert lines["l3"].line.opts["pen"].widthF() > widths["l3"]
    assert lines["l2"].line.opts["pen"].color() != lines["l3"].line.opts["pen"].color()
    x, y = samples(card, "gradient-l2")
    place = card.graph.view_box.mapViewToScene(QPointF(x[40], np.log10(y[40])))
    qtbot.mouseClick(
        card.graph.viewport(), Qt.MouseButton.LeftButton, pos=card.graph.mapFromScene(place)
    )
    assert selection.ids == ("l2",)
    assert page._pins._steps == []
    choose(card, "selectLayer-l3")
    assert selection.ids == ("l3",)


def test_that_lines_and_the_heat_map_can_stand_side_by_side(page, controller, settings, qtbot):
    two_epochs(controller)
    drawn(page, qtbot)
    card = plot(page, "gradientPlot")
    button = card.findChild(QToolButton, "gradientView")
    button.menu().findChild(QObject, "gradientView-both").trigger()
    drawn(page, qtbot)
    assert card.isVisible()
    assert plot(page, "gradientMapCard").isVisible()
    assert card.keys == ["gradient-l2", "gradient-l3"]
    assert settings.text("monitor/view/gradient", "") == "both"


def histogram(low, high, counts):
    return Histogram(low, high, np.array(counts))


def test_that_histograms_follow_the_selected_layer(page, controller, selection, qtbot):
    show_only(page, "weightHistogram", "gradientHistogram")
    controller.start()
    controller.steps(10)
    drawn(page, qtbot)
    ridge = plot(page, "weightHistogramPlot").findChild(QObject, "weightRidge")
    assert note(plot(page, "weightHistogramPlot")).isVisible()
    for number in range(1, 4):
        controller.steps(10)
        controller.probe(
            {"update/l2": 1e-3},
            {
                "weight/l2": histogram(-1.0, 1.0, [number, 4, 2, 0]),
                "weight/l3": histogram(0.0, 2.0, [1, 0, 0, number]),
                "gradient/l2": histogram(-0.1, 0.1, [1, 2, 2, 1]),
            },
        )
    drawn(page, qtbot)
    assert not note(plot(page, "weightHistogramPlot")).isVisible()
    assert [one.step for one in ridge.shown] == [20, 30, 40]
    table = plot(page, "weightHistogramPlot")._numbers()
    assert table["step"] == [step for step in (20, 30, 40) for _bar in range(4)]
    assert table["count"] == [1, 4, 2, 0, 2, 4, 2, 0, 3, 4, 2, 0]
    assert table["from"][:4] == [-1.0, -0.5, 0.0, 0.5]
    selection.set(["l3"])
    drawn(page, qtbot)
    assert plot(page, "weightHistogramPlot")._numbers()["to"][:4] == [0.5, 1.0, 1.5, 2.0]
    button = plot(page, "weightHistogramPlot").findChild(QToolButton, "weightHistogramLayer")
    assert ridge._caption == "fc3"
    button.menu().aboutToShow.emit()
    button.menu().findChild(QObject, "weightHistogramLayer-l2").trigger()
    assert selection.ids == ("l2",)


def test_that_the_newest_histogram_is_in_front_and_hover_names_step_and_bar(
    page, controller, qtbot
):
    show_only(page, "weightHistogram")
    controller.start()
    for step in (10, 20):
        controller.steps(10)
        controller.probe({}, {"weight/l2": histogram(-1.0, 1.0, [0, step, 0, 0])})
    drawn(page, qtbot)
    ridge = plot(page, "weightHistogramPlot").findChild(QObject, "weightRidge")
    peak = QPoint(int(ridge._x(-0.25)), int(ridge._base(1, 2)) - 5)
    assert ridge.describe(peak) == "step 20, −0.5 to 0: 20"
    older = QPoint(int(ridge._x(-0.25)), int(ridge._base(0, 2)) - 5)
    assert ridge.describe(older) == "step 10, −0.5 to 0: 10"


def test_that_speed_memory_and_processors_are_shown_with_their_units(page, controller, qtbot):
    show_only(page, "speed", "memory", "processor")
    controller.start()
    drawn(page, qtbot)
    assert note(plot(page, "processorPlot")).isVisible()
    controller.steps(10)
    controller.end()
    drawn(page, qtbot)
    assert "over before" in note(plot(page, "processorPlot")).text()
    assert "over before" in note(plot(page, "memoryPlot")).text()
    controller.start()
    for second in range(3):
        controller.steps(10)
        controller.machine(memory=(100.0 + second) * 2**20, cpu=0.25 * (second + 1))
    drawn(page, qtbot)
    speed = samples(plot(page, "speedPlot"), "samples_per_second")
    assert list(speed[1]) == [1000.0] * 4
    legend = plot(page, "speedPlot").findChild(LegendEntry, "legend-samples_per_second")
    assert legend.text() == "samples/s"
    assert list(samples(plot(page, "memoryPlot"), "memory")[1]) == [100.0, 101.0, 102.0]
    assert plot(page, "memoryPlot")._subtitle.text() == "MiB"
    gauges = plot(page, "processorPlot").findChild(QObject, "processorGauges")
    assert gauges.accessibleDescription() == "CPU 75\N{NO-BREAK SPACE}%"
    assert plot(page, "processorPlot")._numbers() == {"CPU %": [25.0, 50.0, 75.0]}


def test_that_terms_have_their_weighted_shares(make, document, controller, qtbot):
    terms = (LossTerm(loss=component("MSE")), LossTerm(loss=component("MAE"), weight=3.0))
    document.set_training(document.project.training.replace(losses=terms), "Losses")
    page = make()
    assert page._shelf.kinds["lossShare"].offered(page._source)
    show_only(page, "lossShare")
    controller.start(terms=2)
    controller.steps(10)
    drawn(page, qtbot)
    card = plot(page, "lossSharePlot")
    assert samples(card, "term-0")[1] == pytest.approx([25.0] * 10)
    assert samples(card, "term-1")[1] == pytest.approx([75.0] * 10)


def test_that_one_loss_has_no_shares(page):
    assert not page._shelf.kinds["lossShare"].offered(page._source)


def test_that_every_metric_is_offered_and_all_at_once(page, controller, qtbot):
    controller.start()
    controller.steps(PER_EPOCH)
    figures = {"accuracy": 0.5, "precision": 0.25, "recall": 0.75, "f1": 0.375}
    controller.end_epoch(figures | {f"validation_{k}": v / 2 for k, v in figures.items()})
    drawn(page, qtbot)
    metric = plot(page, "metricPlot")
    button = metric.findChild(QToolButton, "metricChooser")
    offered = [action.objectName().split("-")[1] for action in button.menu().actions()]
    assert offered == [*figures, "all"]
    button.menu().findChild(QObject, "metricChooser-all").trigger()
    assert metric._title.text() == "Metrics"
    assert metric._subtitle.text() == "validation"
    shown = {key: samples(metric, key)[1][0] for key in metric.keys}
    assert shown == {f"validation_{key}": value / 2 for key, value in figures.items()}


def test_that_long_names_and_hundreds_of_layers_have_room(
    make, document, controller, selection, qtbot
):
    document.set_network(network(500), "Deep")
    layers = document.project.network.layers
    long = "一个非常长的层名字" * 6
    document.set_network(
        document.project.network.replace(layers=(*layers[:-1], layers[-1].replace(name=long))),
        "Rename",
    )
    page = make()
    controller.start(layers=tuple(f"l{i}" for i in range(2, 502)))
    controller.steps(20)
    drawn(page, qtbot)
    picture = panel(page, "gradient")._map
    assert picture.isVisible()
    last = picture.cell_rect((499, 0)).center().toPoint()
    assert picture.describe(last).startswith(long)
    qtbot.keyClick(picture, Qt.Key.Key_PageDown)
    assert picture.rows_shown == (0, 500)
    for _ in range(4):
        qtbot.keyClick(picture, Qt.Key.Key_Plus)
    top, shown = picture.rows_shown
    assert shown == 31
    assert 0 < top < 469
    assert picture.describe(picture.cell_rect((3, 0)).center().toPoint()).startswith(
        f"fc{top + 5} "
    )
    qtbot.keyClick(picture, Qt.Key.Key_PageDown)
    assert picture.rows_shown == (top + 31, 31)
    qtbot.mouseClick(
        picture, Qt.MouseButton.LeftButton, pos=picture.cell_rect((2, 0)).center().toPoint()
    )
    assert selection.ids == (f"l{top + 31 + 2 + 2}",)
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert picture.rows_shown == (0, 500)
    assert plot(page, "gradientMapCard").width() <= page.width()


def test_that_every_panel_has_a_menu_to_export_and_copy(page, controller, qtbot):
    two_epochs(controller)
    controller.probe({"update/l2": 1e-3}, {"weight/l2": histogram(-1, 1, [1, 2])})
    controller.machine(memory=1e6, cpu=0.5)
    names = [name for name, kind in page._shelf.kinds.items() if kind.offered(page._source)]
    show_only(page, *names)
    for name in names:
        for card in panel(page, name).cards:
            menu: QMenu = menu_of(card)
            entries = {action.objectName() for action in menu.actions()}
            assert {"exportPng", "exportCsv", "copyPicture", "copyNumbers", "hidePlot"} <= entries
            assert card.accessibleName()


def test_that_numbers_beside_the_names_are_the_newest(page, controller, qtbot):
    show_only(page, "memory")
    controller.start()
    controller.steps(10)
    controller.machine(memory=512.25 * 2**20)
    drawn(page, qtbot)
    assert entry(plot(page, "memoryPlot"), "memory") == numbers.short(512.25)
