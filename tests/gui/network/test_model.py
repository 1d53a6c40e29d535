"""The model says no more than what changed; bars and palette are worked out right."""

import pytest

from engine import edits, moving
from engine.check.shapes import infer
from engine.history import History
from gui.document import Document
from gui.network.gradients import bar_lengths, latest_norms
from gui.network.model import LayerModel, Role
from gui.network.palette_entries import entries, search
from gui.network.search_words import SEARCH_WORDS
from gui.translate import set_language
from tests.gui.network.conftest import RESIDUAL, project


class Listener:
    """Notes what a model tells its views, and keeps a copy the way they do."""

    def __init__(self, model):
        self.told, self.ids, self._model = [], self.now(model), model
        model.modelReset.connect(lambda: self.told.append("reset"))
        model.rowsInserted.connect(lambda _p, a, b: self.insert(a, b))
        model.rowsRemoved.connect(lambda _p, a, b: self.remove(a, b))
        model.rowsMoved.connect(lambda _p, a, _b, _d, to: self.move(a, to))
        model.dataChanged.connect(lambda a, _b, _r: self.told.append(("changed", a.row())))

    @staticmethod
    def now(model):
        return [model.index(i).data(Role.LAYER_ID) for i in range(model.rowCount())]

    def insert(self, first, last):
        self.told.append(("inserted", first, last))
        self.ids[first:first] = self.now(self._model)[first : last + 1]

    def remove(self, first, last):
        self.told.append(("removed", first, last))
        del self.ids[first : last + 1]

    def move(self, source, to):
        self.told.append(("moved", source, to))
        self.ids.insert(to, self.ids.pop(source))


@pytest.fixture
def watched(qapp):
    document = Document(project(RESIDUAL))
    model = LayerModel(document)
    document.changed.connect(model.refresh)
    return document, model, Listener(model)


def test_that_a_parameter_changes_only_the_cards_it_shows_on(watched):
    document, _model, listener = watched
    document.edit_network("x", edits.set_param, "l7", "out_features", 3)
    assert listener.told == [("changed", 6)]


def test_that_an_edit_that_shows_nowhere_tells_nothing(watched):
    document, _model, listener = watched
    document.edit_network("x", edits.set_param, "l7", "bias", True)
    assert listener.told == []


def test_that_rows_come_go_and_move_one_by_one(watched):
    document, model, listener = watched
    document.edit_network("x", edits.add_layer, "ReLU", after="l6")
    assert listener.told[0] == ("inserted", 6, 6)
    document.edit_network("x", edits.remove, ["l3", "l4"])
    assert ("removed", 2, 3) in listener.told
    document.edit_network("x", moving.move, "l7", 4)
    assert any(entry[0] == "moved" for entry in listener.told)
    document.undo_stack.undo()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert "reset" not in listener.told
    assert listener.ids == [la.id for la in RESIDUAL.layers] == Listener.now(model)


def test_that_any_new_order_is_followed(watched):
    document, model, listener = watched
    shuffled = [RESIDUAL.layers[i] for i in (0, 3, 1, 6, 2)]
    layers = tuple(
        la.replace(inputs=(shuffled[i - 1].id,) if i else ()) for i, la in enumerate(shuffled)
    )
    document.set_network(RESIDUAL.replace(layers=layers, outputs=("l3",)), "x")
    assert listener.ids == Listener.now(model) == ["l1", "l4", "l2", "l7", "l3"]


def test_that_roles_speak_of_the_layer(watched):
    _document, model, _listener = watched
    merge = model.index(4)
    assert merge.data(Role.GROUP) == "merge"
    assert merge.data(Role.SHORT) is True
    assert merge.data(Role.RAILS).taps == ((0, True),)
    assert merge.data(Role.PROBLEM) == ""
    assert model.lanes == 1


# Gradient bars


def test_that_bars_are_logarithmic_between_the_smallest_and_the_largest():
    lengths = bar_lengths({"a": 1e-3, "b": 1e-2, "c": 1e-1, "d": 0.0})
    assert lengths["b"] == pytest.approx((lengths["a"] + lengths["c"]) / 2)
    assert 0 < lengths["a"] < lengths["c"] < 1
    assert lengths["d"] == 0
    assert bar_lengths({"only": 5.0})["only"] == lengths["c"]
    assert bar_lengths({}) == {}


def test_that_norms_that_are_no_numbers_have_no_bar():
    import numpy as np

    from engine.series import Series

    history = History()
    history.steps = {
        "loss": Series(np.array([1.0])),
        "gradient/a": Series(np.array([1.0, 2.0])),
        "gradient/b": Series(np.array([np.nan])),
        "gradient/c": Series(),
    }
    assert latest_norms(history) == {"a": 2.0}


# The palette


def found(query, after=None, network=RESIDUAL):
    """The kinds that are found; ready blocks have tests of their own."""
    keys = [e.key for e in search(entries(network, infer(network), after), query)]
    return [key for key in keys if not key.startswith("block:")]


def test_that_a_kind_that_works_there_comes_first():
    assert found("conv", after="l3")[:3] == ["Conv2d", "ConvTranspose2d", "Conv1d"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("linear", "Linear"),
        ("FC", "Linear"),
        ("relu", "ReLU"),
        ("bn2", "BatchNorm2d"),
        ("max pool", "MaxPool2d"),
        ("drop", "Dropout"),
        ("probabilities add up", "Softmax"),
        ("shortcut", "Add"),
        ("att", "MultiheadAttention"),
        ("dense", "Linear"),
        ("deconvolution", "ConvTranspose2d"),
        ("transpose dimensions", "Permute"),
    ],
)
def test_that_a_search_finds_by_name_letters_and_help(query, first):
    assert found(query, after="l3")[0] == first


def test_that_a_search_in_either_language_works(qapp):
    set_language("zh_CN")
    try:
        assert "Conv2d" in found("卷积")
        assert found("linear")[0] == "Linear"
        assert found("convolution")
    finally:
        set_language("en")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("全连接", "Linear"),
        ("展平", "Flatten"),
        ("嵌入", "Embedding"),
        ("转置卷积", "ConvTranspose2d"),
        ("最大池化", "MaxPool2d"),
        ("批归一化", "BatchNorm2d"),
        ("多头注意力", "MultiheadAttention"),
        ("上采样", "Upsample"),
    ],
)
def test_that_a_kind_is_found_by_its_chinese_name(qapp, query, first):
    set_language("zh_CN")
    try:
        assert found(query, after="l3")[0] == first
    finally:
        set_language("en")


def test_that_every_kind_with_search_words_exists():
    from engine.catalog.layers import LAYERS

    assert set(SEARCH_WORDS) <= set(LAYERS)


def test_that_all_kinds_are_there_and_those_that_do_not_fit_say_why():
    from engine.catalog.layers import LAYERS

    offered = [
        e for e in entries(RESIDUAL, infer(RESIDUAL), "l6") if not e.key.startswith("block:")
    ]
    assert {e.key for e in offered} == set(LAYERS)
    warnings = {e.key: e.warning for e in offered}
    assert warnings["Conv2d"].startswith("Conv2d needs channels × height × width")
    assert warnings["Linear"] == warnings["Add"] == ""
    assert warnings["Input"] == ""
    assert offered[-1].key == "Input"
