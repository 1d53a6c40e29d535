"""Pictures for papers: real text, in light colours, cut to the drawing, whatever the names."""

import struct
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from engine import numbers
from engine.check.shapes import infer
from engine.examples import example
from engine.files.project_file import load_project_only
from engine.graph.computation import computation_drawing
from engine.graph.drawing import layer_drawing
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec
from gui.document import Document, Selection
from gui.pages.graph.export import Paper
from gui.pages.graph.page import GraphPage
from gui.theme import theme

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<b>&"name"</b>'
ARABIC = "شبكة"
LONG = "a" * 60


@pytest.fixture
def project():
    return load_project_only(example("small-cnn").path).project


def paper(network, direction="down"):
    drawing = layer_drawing(network, infer(network))
    return Paper(drawing, direction, shapes=True, title=HOSTILE)


def texts(svg):
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("direction", ["down", "right"])
def test_that_an_svg_has_every_name_and_summary_as_text(qapp, project, direction):
    words = texts(paper(project.network, direction).svg())
    info = infer(project.network)
    for layer in project.network.layers:
        assert layer.name in words
        assert info.layers[layer.id].summary in words
        assert numbers.shape(info.layers[layer.id].outputs[0]) in words


def test_that_an_svg_is_as_large_as_its_drawing(qapp, project):
    root = ElementTree.fromstring(paper(project.network).svg())
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    assert 150 < width < 500
    assert height > 11 * 40
    assert float(root.attrib["width"].removesuffix("mm")) == pytest.approx(
        width / 96 * 25.4, rel=0.01
    )


def test_that_hostile_names_are_escaped_and_long_ones_cut(qapp):
    layers = (
        LayerSpec(id="x", kind="Input", name="input1", params={"shape": (4,)}),
        LayerSpec(id="f", kind="Linear", name=LONG, inputs=("x",), group=("b",)),
        LayerSpec(id="r", kind="ReLU", name=ARABIC, inputs=("f",), group=("b",)),
    )
    network = NetworkSpec(layers=layers, outputs=("r",), blocks=(BlockSpec(id="b", name=HOSTILE),))
    svg = paper(network).svg()
    words = texts(svg)
    assert HOSTILE in words
    assert ARABIC in words
    cut = next(word for word in words if word.startswith("aaa"))
    assert cut.endswith("…")
    assert len(cut) < 60
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == HOSTILE


def test_that_a_pdf_is_one_page_of_the_drawings_size_with_its_fonts(qapp, project):
    made = paper(project.network)
    pdf = made.pdf()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in pdf
    box = pdf.split(b"/MediaBox [")[1].split(b"]")[0].split()
    root = ElementTree.fromstring(made.svg())
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    assert float(box[2]) == pytest.approx(width * 0.75, abs=2)
    assert float(box[3]) == pytest.approx(height * 0.75, abs=2)


def test_that_a_network_of_five_hundred_layers_still_fits_a_page_and_a_picture(qapp):
    layers = [LayerSpec(id="l0", kind="Input", name="input1", params={"shape": (4,)})]
    layers += [
        LayerSpec(id=f"l{i}", kind="ReLU", name=f"relu{i}", inputs=(f"l{i - 1}",))
        for i in range(1, 500)
    ]
    made = paper(NetworkSpec(layers=tuple(layers), outputs=("l499",)))
    box = made.pdf().split(b"/MediaBox [")[1].split(b"]")[0].split()
    assert float(box[3]) <= 14_400
    assert made.image(4.0).height() <= 32_000


def test_that_a_png_has_300_pixels_to_the_inch(qapp, project):
    made = paper(project.network)
    png = made.png()
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    root = ElementTree.fromstring(made.svg())
    drawn = [float(part) for part in root.attrib["viewBox"].split()[2:]]
    assert width == pytest.approx(drawn[0] * 300 / 96, abs=5)
    assert height == pytest.approx(drawn[1] * 300 / 96, abs=5)
    assert struct.unpack(">II", png[png.index(b"pHYs") + 4 :][:8]) == (11811, 11811)


def test_that_paper_is_white_in_the_dark_too(qapp, project):
    theme().set_mode("dark")
    try:
        image = QImage.fromData(paper(project.network).png())
    finally:
        theme().set_mode("system")
    assert image.pixelColor(2, 2).name() == "#ffffff"


def test_that_the_computation_is_exported_with_its_leaves(qapp, project):
    info = infer(project.network)
    drawing = computation_drawing(project.network, info, project.training)
    words = texts(Paper(drawing, "right", shapes=True, title="").svg())
    assert {"conv1.weight", "fc1.bias", "MatMul", "x·Wᵀ", "MAE", "L"} <= set(words)


@pytest.fixture
def page(qapp, qtbot, project):
    document = Document(project)
    widget = GraphPage(document, Selection(document))
    qtbot.addWidget(widget)
    widget.resize(700, 500)
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("entry", "name", "start"),
    [
        ("graphExportSvg", "net.svg", b"<?xml"),
        ("graphExportPdf", "net.pdf", b"%PDF"),
        ("graphExportPng", "net.png", b"\x89PNG"),
    ],
)
def test_that_the_menu_writes_the_format_chosen(page, tmp_path, entry, name, start):
    page.findChild(QAction, entry).trigger()
    dialog = page.findChild(QFileDialog, "fileDialog")
    assert dialog.defaultSuffix() == name.partition(".")[2]
    dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    assert (tmp_path / name).read_bytes().startswith(start)
    assert name in page.findChild(QLabel, "graphHint").text()


def test_that_a_file_that_cant_be_written_is_told(page, tmp_path, qtbot):
    page.findChild(QAction, "graphExportSvg").trigger()
    dialog = page.findChild(QFileDialog, "fileDialog")
    with qtbot.waitSignal(page._document.refused):
        dialog.fileSelected.emit(str(tmp_path / "no folder" / "net.svg"))
    dialog.close()


def test_that_the_picture_is_copied_at_twice_its_size(page, qtbot):
    page.findChild(QAction, "graphCopyPicture").trigger()
    image = QGuiApplication.clipboard().image()
    content = page.view.graph.content
    assert image.width() == pytest.approx(2 * (content.width() + 16), abs=4)
    assert page.findChild(QLabel, "graphHint").text() == "Copied"


def test_that_the_export_button_opens_a_menu(page):
    button = page.findChild(QPushButton, "graphExport")
    assert button.menu() is not None
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
