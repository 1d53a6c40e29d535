"""Walks through steps of networks that are built in unusual ways."""

import numpy as np
import pytest

from engine.explain.derivation import Cell
from engine.spec.component import component
from engine.spec.network import LayerSpec, NetworkSpec
from engine.train.session import Session
from engine.walk_query import walk, walk_part
from engine.why_query import inside, why
from tests.engine.train.making import prepare, project, rows, session


def layer(name: str, kind: str, *inputs: str, **params: object) -> LayerSpec:
    return LayerSpec(id=name, kind=kind, name=name, params=params, inputs=inputs)


def run_of(*layers: LayerSpec) -> Session:
    """A run of 20 rows of 3 numbers on a network whose last layer gives its output."""
    network = NetworkSpec(layers=layers, outputs=(layers[-1].id,))
    return Session(project((), (3,)).replace(network=network), prepare(*rows(20, 3)))


def assert_all_is_derived(run: Session) -> None:
    """Every card opens, and every number of a step is derived as it was recorded."""
    answer = walk(run, "backward")
    for card in answer.cards:
        inside(run, card.key)
        for tensor in card.tensors:
            for kind, figures in (("value", tensor.figures), ("gradient", tensor.gradient)):
                for at in np.ndindex(tensor.shape) if figures is not None else ():
                    found = why(run, Cell(tensor.name, at, kind))
                    assert found.value == pytest.approx(figures.values[at], rel=1e-4, abs=1e-7)
                    assert found.value == pytest.approx(found.check.recorded, rel=1e-4, abs=1e-7)
                    if kind == "gradient":
                        difference = found.check.finite_difference
                        assert found.value == pytest.approx(difference, rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("kind", ["Flatten", "Identity"])
def test_that_a_first_layer_that_hands_the_batch_on_is_looked_into(kind):
    assert_all_is_derived(session([(kind, {}), ("Linear", {"out_features": 3})], rows(20, 3)))


def test_that_layers_may_be_called_like_parts_of_the_loss():
    run = run_of(
        layer("input1", "Input", shape=(3,)),
        layer("a", "Linear", "input1", out_features=4).replace(name="target"),
        layer("b", "LayerNorm", "a").replace(name="term"),
        layer("c", "Linear", "b", out_features=3).replace(name="loss"),
    )
    assert_all_is_derived(run)
    turned = inside(run, "a").operations[0].tensors[0]
    derived = why(run, Cell(turned.name, (2, 3)))
    assert derived.value == pytest.approx(turned.figures.values[2, 3])


def test_that_what_is_handed_on_shows_only_the_gradient_that_comes_back_to_it():
    run = run_of(
        layer("input1", "Input", shape=(3,)),
        layer("kept", "Identity", "input1"),
        layer("fc", "Linear", "input1", out_features=3),
        layer("once", "Identity", "fc"),
        layer("twice", "Identity", "fc"),
        layer("product", "Multiply", "once", "twice"),
        layer("out", "Add", "product", "kept"),
    )
    assert_all_is_derived(run)
    shown = {t.name: t for card in walk(run, "step").cards for t in card.tensors}
    kept, once, twice, whole = (shown[name] for name in ("kept", "once", "twice", "fc"))
    np.testing.assert_allclose(kept.gradient.values, shown["out"].gradient.values)
    np.testing.assert_allclose(
        once.gradient.values + twice.gradient.values, whole.gradient.values, rtol=1e-5
    )
    for tensor in (kept, once, whole):
        part = walk_part(run, Cell(tensor.name, (0, 0), "gradient")).figures
        np.testing.assert_array_equal(part.values, tensor.gradient.values)


def test_that_the_padding_of_an_embedding_says_why_it_is_not_learnt():
    entries = np.random.default_rng(0).integers(0, 5, (20, 4)).astype(np.float32)
    kind = ("Embedding", {"num_embeddings": 5, "embedding_dim": 3, "padding_idx": 2})
    layers = [kind, ("Flatten", {}), ("Linear", {"out_features": 3})]
    run = session(layers, (entries, np.arange(20) % 3))
    walk(run, "backward")
    padding, other = (why(run, Cell("l1.weight", (n, 0), "gradient")) for n in (2, 3))
    assert (padding.value, padding.check.finite_difference) == (0.0, None)
    assert "Entry 2 is the padding" in str(padding.notes[0])
    assert other.value == pytest.approx(other.check.finite_difference, rel=1e-4)


def test_that_a_loss_that_is_no_number_has_no_finite_difference():
    x, y = rows(20, 3)
    x[:, 0] = np.nan
    run = session([("Linear", {"out_features": 3})], (x, y))
    walk(run, "backward")
    found = why(run, Cell("l1.weight", (0, 0), "gradient"))
    assert np.isnan(found.value)
    assert found.check.finite_difference is None
    assert "no finite number" in str(found.notes[0])


def test_that_a_gradient_that_overflows_has_no_finite_difference():
    layers = [("Linear", {"out_features": 3}), ("ReLU", {}), ("Linear", {"out_features": 3})]
    run = session(layers, rows(20, 3), optimizer=component("SGD", lr=1e38))
    walk(run, "step")
    walk(run, "backward", anew=True)
    found = why(run, Cell("l3.bias", (0,), "gradient"))
    assert not np.isfinite(found.value)
    assert found.check.finite_difference is None
    assert "no finite number" in str(found.notes[0])
