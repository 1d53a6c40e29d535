"""Changes of roles, tasks and shares keep what the user did not touch."""

import pytest

from engine.data.choices import (
    can_add_target,
    largest_share,
    possible_tasks,
    set_role,
    set_share,
    set_target,
    set_task,
    set_type,
)
from engine.data.preprocess import prepare
from engine.data.recognise import recognise, resolve
from engine.data.sources import open_source
from engine.spec.data import BuiltinSource, SplitSpec


def load(name):
    table = open_source(BuiltinSource(name=name))
    return resolve(recognise(table), table), table


def role_of(spec, name):
    return next(column.role for column in spec.columns if column.name == name)


def test_that_another_target_frees_the_old_one_and_keeps_the_rest():
    spec, table = load("wine")
    changed = set_role(spec, "hue", "ignore").replace(missing="median")
    changed = set_target(changed, table, "alcohol")
    assert role_of(changed, "cultivar") == "feature"
    assert role_of(changed, "hue") == "ignore"
    assert changed.missing == "median"
    assert prepare(changed, table).task == "regression"


def test_that_ignoring_a_pixel_ends_the_pictures():
    spec, table = load("digits")
    assert set_target(spec, table, "digit").shape == (1, 8, 8)
    name = spec.columns[10].name
    ignored = set_role(spec, name, "ignore")
    assert ignored.shape is None
    assert prepare(ignored, table).shape == (63,)


def test_that_digits_can_be_read_as_numbers_and_back():
    spec, table = load("digits")
    assert possible_tasks(spec, table) == ("multiclass", "regression")
    numbers = set_task(spec, "regression")
    assert prepare(numbers, table).task == "regression"
    back = set_task(numbers, "multiclass")
    assert prepare(back, table).classes == tuple("0123456789")


def test_that_words_offer_no_regression():
    spec, table = load("breast_cancer")
    assert possible_tasks(spec, table) == ("binary", "multiclass")
    assert prepare(set_task(spec, "multiclass"), table).task == "multiclass"


def test_that_only_numbers_join_a_regression():
    spec, table = load("linnerud")
    one = set_role(set_role(spec, "waist", "feature"), "pulse", "ignore")
    assert can_add_target(one, table, "pulse")
    assert not can_add_target(set_type(one, "weight", "category"), table, "pulse")
    both = set_role(one, "pulse", "target")
    assert prepare(both, table).target_names == ("weight", "pulse")


@pytest.mark.parametrize(
    ("part", "share", "expected"),
    [
        ("test", 0.25, (0.6, 0.15, 0.25)),
        ("validation", 0.0, (0.85, 0.0, 0.15)),
        ("train", 0.5, (0.5, 0.25, 0.25)),
        ("train", 1.0, (1.0, 0.0, 0.0)),
    ],
)
def test_that_shares_always_add_up(part, share, expected):
    split = set_share(SplitSpec(), part, share)
    assert (split.train, split.validation, split.test) == pytest.approx(expected)


def test_that_training_always_keeps_rows():
    assert largest_share(SplitSpec(), "test") == pytest.approx(0.84)
    assert set_share(SplitSpec(), "test", largest_share(SplitSpec(), "test")).train > 0
