"""Preprocessing against the same few lines of NumPy, pandas and scikit-learn."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_wine
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from engine.data.fitted import Fitted, encode_rows
from engine.data.preprocess import prepare
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.data.split import split
from engine.data.table import Table
from engine.spec.data import (
    BuiltinSource,
    ColumnSpec,
    CsvSource,
    DataSpec,
    GeneratedSource,
    InlineSource,
    SplitSpec,
)
from engine.text import UserError

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
WINE = CsvSource(path="data/wine.csv")
ALL = SplitSpec(train=1, validation=0, test=0)


def prepared(source, **changes):
    table = open_source(source, EXAMPLES)
    return prepare(recognise(table).replace(**changes), table)


def small(rows, columns=("color", "size", "y"), **changes):
    table = open_source(InlineSource(columns=columns, rows=rows))
    return prepare(recognise(table, "y").replace(**changes), table)


def test_that_the_example_file_is_the_known_wine_data():
    table = open_source(WINE, EXAMPLES)
    order = np.random.default_rng(420).permutation(178)
    known = load_wine()
    assert list(table.columns)[:4] == ["cultivar", "alcohol", "malic_acid", "ash"]
    names = np.array(["barolo", "grignolino", "barbera"], dtype=object)
    assert (table.columns["cultivar"] == names[known.target[order]]).all()
    features = np.stack([v for n, v in table.columns.items() if n != "cultivar"], axis=1)
    gaps = np.isnan(features)
    assert gaps.sum() == 3 == np.isnan(table.columns["ash"]).sum()
    np.testing.assert_array_equal(features[~gaps], known.data[order][~gaps])


@pytest.mark.parametrize("missing", ["mean", "median", "zero"])
@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
def test_that_figures_come_from_the_training_rows_only(missing, scale):
    table = open_source(WINE, EXAMPLES)
    result = prepared(WINE, missing=missing, scale=scale, split=SplitSpec(seed=420))
    raw = np.stack([v for n, v in table.columns.items() if n != "cultivar"], axis=1)
    strategies = {"mean": "mean", "median": "median", "zero": "constant"}
    imputer = SimpleImputer(strategy=strategies[missing], fill_value=0)
    scaler = {"standard": StandardScaler(), "minmax": MinMaxScaler(), "none": None}[scale]
    imputer.fit(raw[result.train])
    expected = imputer.transform(raw)
    if scaler is not None:
        expected = scaler.fit(expected[result.train]).transform(expected)
    np.testing.assert_allclose(result.x, expected, rtol=2e-6, atol=2e-6)
    assert result.x.dtype == np.float32
    assert "ash: 3 missing" in str(result.warnings[0])


def test_that_the_split_is_scikit_learns_called_twice():
    result = prepared(WINE, split=SplitSpec(seed=420))
    rows = np.arange(178)
    rest, test = train_test_split(rows, test_size=27, stratify=result.y, random_state=420)
    train, validation = train_test_split(
        rest, test_size=27, stratify=result.y[rest], random_state=420
    )
    np.testing.assert_array_equal(result.test, test)
    np.testing.assert_array_equal(result.validation, validation)
    np.testing.assert_array_equal(result.train, train)
    assert len(train) == 124


@pytest.mark.parametrize("seed", range(60))
def test_that_any_split_draws_the_rows_that_scikit_learn_draws(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(20, 400))
    classes = np.sort(rng.integers(0, rng.integers(2, 9), count)) if seed % 3 else None
    spec = SplitSpec(train=0.5, validation=0.2, test=0.3, seed=seed * 7919)
    found = split(count, spec, classes)
    strata = classes if not found.warnings else None
    rest, test = train_test_split(
        np.arange(count), test_size=len(found.test), stratify=strata, random_state=spec.seed
    )
    train, validation = train_test_split(
        rest,
        test_size=len(found.validation),
        stratify=None if strata is None else strata[rest],
        random_state=spec.seed,
    )
    np.testing.assert_array_equal(found.test, test)
    np.testing.assert_array_equal(found.validation, validation)
    np.testing.assert_array_equal(found.train, train)


def test_that_the_split_is_a_partition_that_follows_the_seed_and_keeps_shares():
    first = prepared(WINE, split=SplitSpec(seed=1))
    again = prepared(WINE, split=SplitSpec(seed=1))
    other = prepared(WINE, split=SplitSpec(seed=2))
    parts = np.concatenate([first.train, first.validation, first.test])
    np.testing.assert_array_equal(np.sort(parts), np.arange(178))
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.train, again.train)
    assert not np.array_equal(first.train, other.train)
    whole = np.bincount(first.y) / len(first.y)
    for part in (first.train, first.validation, first.test):
        np.testing.assert_allclose(np.bincount(first.y[part]) / len(part), whole, atol=0.03)


def test_that_an_unshuffled_split_cuts_in_order():
    halves = SplitSpec(train=0.5, validation=0.25, test=0.25, shuffle=False)
    result = prepared(GeneratedSource(name="line", size=40), split=halves)
    np.testing.assert_array_equal(result.train, np.arange(20))
    np.testing.assert_array_equal(result.validation, np.arange(20, 30))
    np.testing.assert_array_equal(result.test, np.arange(30, 40))


def test_that_training_may_take_every_row_in_order():
    result = prepared(BuiltinSource(name="iris"), split=ALL)
    np.testing.assert_array_equal(result.train, np.arange(150))
    assert len(result.validation) == len(result.test) == 0


def test_that_shares_must_add_up():
    with pytest.raises(UserError, match="add up to 1"):
        SplitSpec.parse({"train": 0.7, "validation": 0.1, "test": 0.1})
    with pytest.raises(UserError, match="too few"):
        prepared(
            InlineSource(columns=("x", "y"), rows=((1, 2.5), (2, 3.5))),
            split=SplitSpec(train=0.1, validation=0.45, test=0.45),
        )


def test_that_a_rare_class_is_split_by_chance_with_a_warning():
    rows = tuple((float(i), "rare" if i == 0 else "ab"[i % 2]) for i in range(40))
    table = open_source(InlineSource(columns=("x", "y"), rows=rows))
    spec = recognise(table)
    assert not spec.split.stratify
    result = prepare(spec.replace(split=SplitSpec(stratify=True)), table)
    assert any("by chance" in str(warning) for warning in result.warnings)


def test_that_a_class_without_training_rows_is_named():
    rows = tuple((float(i), "late" if i > 36 else "ab"[i % 2]) for i in range(40))
    in_order = SplitSpec(shuffle=False)
    result = prepared(InlineSource(columns=("x", "y"), rows=rows), split=in_order)
    assert "“late”" in str(result.warnings[-1])


def test_that_categories_become_one_column_each_and_classes_are_sorted():
    result = small((("red", 1, "no"), ("blue", 2, "yes"), (None, None, "yes"), ("red", 4, None)))
    assert result.feature_names == ("color=blue", "color=red", "size")
    assert result.classes == ("no", "yes")
    assert result.task == "binary"
    np.testing.assert_array_equal(result.rows, [0, 1, 2])
    np.testing.assert_array_equal(result.y, [0, 1, 1])
    np.testing.assert_array_equal(result.x, [[0, 1, 1], [1, 0, 2], [1, 0, 1.5]])
    assert [str(w) for w in result.warnings] == [
        "Rows without a target are left out: 1.",
        "color: 1 missing, filled with the training rows’ most frequent category",
        "size: 1 missing, filled with the training mean",
    ]


def test_that_gaps_can_be_zeros_or_drop_their_rows():
    rows = (("red", 1, "no"), ("blue", 2, "yes"), (None, None, "yes"))
    np.testing.assert_array_equal(small(rows, missing="zero").x[2], [0, 0, 0])
    dropped = small(rows, missing="drop")
    np.testing.assert_array_equal(dropped.rows, [0, 1])
    with pytest.raises(UserError, match="No row is complete"):
        small(((None, 1, "no"), ("blue", None, "yes")), missing="drop")


def test_that_pictures_share_one_scale_and_keep_their_shape():
    pixels = load_digits().data
    result = prepared(BuiltinSource(name="digits"))
    assert result.shape == (1, 8, 8)
    np.testing.assert_allclose(result.x.reshape(-1, 64), pixels / 16, rtol=1e-6)
    standard = prepared(BuiltinSource(name="digits"), scale="standard")
    train = pixels[standard.train]
    expected = (pixels - train.mean()) / train.std()
    np.testing.assert_allclose(standard.x.reshape(-1, 64), expected, rtol=1e-5, atol=1e-6)


def test_that_a_shape_must_fit():
    with pytest.raises(UserError, match="4 input values can't be shaped as 2 × 3"):
        prepared(BuiltinSource(name="iris"), shape=(2, 3))


def test_that_a_constant_column_is_only_shifted():
    rows = tuple((0.1, float(i), i % 2) for i in range(30))
    result = prepared(InlineSource(columns=("a", "b", "y"), rows=rows), scale="standard")
    np.testing.assert_allclose(result.x[:, 0], np.zeros(30), atol=1e-12)


def test_that_regression_targets_are_standardised_and_turned_back():
    table = open_source(BuiltinSource(name="linnerud"))
    result = prepared(BuiltinSource(name="linnerud"), scale_target=True)
    raw = np.stack([table.columns[name] for name in result.target_names], axis=1)
    np.testing.assert_allclose(result.encoder.target_mean, raw[result.train].mean(axis=0))
    np.testing.assert_allclose(result.encoder.target_std, raw[result.train].std(axis=0))
    assert result.y.dtype == np.float32
    assert result.y.shape == (20, 3)
    np.testing.assert_allclose(result.encoder.in_unit(result.y), raw, rtol=1e-5)


def test_that_lesson_three_and_four_reach_the_network_unchanged():
    import torch

    line = prepared(GeneratedSource(name="line", size=3, noise=0))
    np.testing.assert_array_equal(line.x, [[1], [2], [3]])
    np.testing.assert_array_equal(line.y, [[2], [4], [6]])
    np.testing.assert_array_equal(line.train, [0, 1, 2])

    generator = torch.Generator().manual_seed(420)
    x = torch.rand((500, 20), generator=generator) * 100
    y = torch.randint(0, 3, (500, 1), generator=generator)
    classes = prepared(GeneratedSource(name="three_class", size=500), split=ALL)
    np.testing.assert_array_equal(classes.x, x.numpy())
    np.testing.assert_array_equal(classes.y, y[:, 0].numpy())


def test_that_the_encoder_survives_json_and_encodes_the_same():
    table = open_source(WINE, EXAMPLES)
    result = prepared(WINE)
    encoder = Fitted.parse(json.loads(result.encoder.model_dump_json()))
    assert encoder == result.encoder
    np.testing.assert_array_equal(encode_rows(encoder, table.columns).x, result.x)
    text_rows = {name: [str(v) for v in values] for name, values in table.columns.items()}
    np.testing.assert_array_equal(encode_rows(encoder, text_rows).x, result.x)


def test_that_ranges_for_a_form_are_the_training_rows():
    table = open_source(WINE, EXAMPLES)
    result = prepared(WINE)
    alcohol = result.encoder.columns[0]
    trained = table.columns["alcohol"][result.train]
    assert (alcohol.low, alcohol.high) == (trained.min(), trained.max())
    assert alcohol.typical == np.median(trained)


def test_that_new_rows_with_faults_are_refused_or_named():
    encoder = small((("red", 1, "no"), ("blue", 2, "yes"))).encoder
    encoded = encode_rows(encoder, {"color": ["green", "red"], "size": ["", 3]})
    np.testing.assert_array_equal(encoded.x, [[0, 0, 1.5], [0, 1, 3]])
    assert "Row 1 of column “color” holds “green”" in str(encoded.warnings[0])
    with pytest.raises(UserError, match="no column “size”"):
        encode_rows(encoder, {"color": ["red"]})
    with pytest.raises(UserError, match="Row 2 of column “size” holds “big”"):
        encode_rows(encoder, {"color": ["red", "red"], "size": [1, "big"]})
    with pytest.raises(UserError, match="more than a float32 can"):
        encode_rows(encoder, {"color": ["red"], "size": [1e39]})
    with pytest.raises(UserError, match="2 rows where “color” has 1"):
        encode_rows(encoder, {"color": ["red"], "size": [1, 2]})


def test_that_a_gap_is_refused_where_training_had_none():
    encoder = small((("red", 1, "no"), ("blue", 2, "yes")), missing="drop").encoder
    with pytest.raises(UserError, match="Row 1 has no value for “size”"):
        encode_rows(encoder, {"color": ["red"], "size": [math.nan]})
    with pytest.raises(UserError, match="Row 1 has no value for “color”"):
        encode_rows(encoder, {"color": [None], "size": [1]})


def test_that_text_in_a_number_column_is_named_by_row_and_value():
    values = np.array(["1", "2", "oops", "4"], dtype=object)
    columns = {"x": values, "y": np.array([0.0, 1, 0, 1])}
    table = Table(CsvSource(path="t.csv"), "t.csv", columns)
    spec = DataSpec(
        source=table.source,
        columns=(
            ColumnSpec(name="x"),
            ColumnSpec(name="y", role="target", type="category"),
        ),
    )
    with pytest.raises(UserError, match="Row 3 of column “x” holds “oops”"):
        prepare(spec, table)
