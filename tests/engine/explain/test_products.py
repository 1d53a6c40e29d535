"""Products of matrices are derived as torch computes them, forwards and backwards."""

import numpy as np
import pytest

from engine.explain.derivation import MOST_TERMS, Cell
from engine.explain.operation import Operand, Operation
from engine.explain.primitives import PRIMITIVES
from tests.engine.explain.recording import assert_explained, numbers


def test_that_a_matrix_product_is_derived():
    assert_explained("mm", {"self": numbers(3, 4), "mat2": numbers(4, 2, seed=1)})


@pytest.mark.parametrize("shape", [(2,), (3, 2), (1, 2), (3, 1), ()])
@pytest.mark.parametrize(("alpha", "beta"), [(1, 1), (0.5, -2)])
def test_that_what_is_added_to_a_matrix_product_may_be_broadcast(shape, alpha, beta):
    given = {"mat1": numbers(3, 4), "mat2": numbers(4, 2, seed=1)}
    assert_explained("addmm", {"self": numbers(*shape, seed=2), **given}, alpha=alpha, beta=beta)


def test_that_batches_of_matrix_products_are_derived():
    given = {"self": numbers(2, 3, 4), "mat2": numbers(2, 4, 2, seed=1)}
    assert_explained("bmm", given)
    given = {"batch1": given["self"], "batch2": given["mat2"]}
    assert_explained("baddbmm", {"self": numbers(3, 1, seed=2), **given}, beta=3, alpha=0.25)


def test_that_products_with_vectors_are_derived():
    matrix, vector = numbers(3, 4), numbers(4, seed=1)
    assert_explained("mv", {"self": matrix, "vec": vector})
    assert_explained("addmv", {"self": numbers(3, seed=2), "mat": matrix, "vec": vector}, beta=2)
    assert_explained("dot", {"self": vector, "tensor": numbers(4, seed=3)})


def test_that_a_bilinear_product_is_derived():
    given = {"i1": numbers(2, 3), "i2": numbers(4, 3, 5, seed=1), "i3": numbers(2, 5, seed=2)}
    places = {"expand1": [1, 3], "expand2": [0], "expand3": [1, 2], "sumdim": [2, 3]}
    assert_explained("_trilinear", given, **places)


def neuron(rows: int = 3) -> Operation:
    """Tutorial 1: one weight, one bias, three rows, as the step has them after backward."""
    x = np.arange(1.0, rows + 1)[:, None].astype(np.float32)
    y = np.array([[0.6661], [0.4156], [0.1651]], np.float32)
    upstream = np.array([[-0.555933], [-1.389600], [-2.223267]], np.float32)
    return Operation(
        "addmm",
        {
            "self": Operand("fc.bias", "b", np.array([0.9166], np.float32)),
            "mat1": Operand("x", "x", x),
            "mat2": Operand("fc/t", "Wᵀ", np.array([[-0.2505]], np.float32)),
        },
        {"out": Operand("fc", "ŷ", y, upstream)},
        {"alpha": 1, "beta": 1},
    )


def test_that_a_neurons_output_is_written_as_its_weighted_sum():
    (stage,) = PRIMITIVES["addmm"].value(neuron(), "out", (1, 0))
    assert (stage.symbol, stage.formula) == ("ŷ[1,0]", "Σₖ x[1,k] · Wᵀ[k,0] + b[0]")
    product, bias = stage.terms
    assert [factor.symbol for factor in product.factors] == ["x[1,0]", "Wᵀ[0,0]"]
    assert [factor.cell for factor in bias.factors] == [Cell("fc.bias", (0,))]
    assert stage.value == pytest.approx(2 * -0.2505 + 0.9166)


def test_that_a_weights_gradient_is_the_sum_over_the_rows():
    (stage,) = PRIMITIVES["addmm"].gradient(neuron(), "mat2", (0, 0))
    assert (stage.symbol, stage.formula) == ("∂L/∂Wᵀ[0,0]", "Σₙ ∂L/∂ŷ[n,0] · x[n,0]")
    pairs = [[factor.value for factor in term.factors] for term in stage.terms]
    wanted = [[-0.555933, 1], [-1.389600, 2], [-2.223267, 3]]
    np.testing.assert_allclose(pairs, wanted, rtol=1e-6)
    assert stage.terms[1].factors[0].cell == Cell("fc", (1, 0), "gradient")
    assert stage.value == pytest.approx(-10.004933, abs=1e-5)


def test_that_a_biass_gradient_is_the_sum_of_what_arrives():
    (stage,) = PRIMITIVES["addmm"].gradient(neuron(), "self", (0,))
    assert (stage.symbol, stage.formula) == ("∂L/∂b[0]", "Σ ∂L/∂ŷ[…,0]")
    assert stage.value == pytest.approx(-4.168800)


def test_that_a_long_sum_lists_its_largest_terms_in_their_order_and_the_bias():
    given = {"mat1": numbers(1, 1000), "mat2": numbers(1000, 1, seed=1), "self": numbers(1, seed=2)}
    operation = assert_explained("addmm", given)
    (stage,) = PRIMITIVES["addmm"].value(operation, "out", (0, 0))
    assert (len(stage.terms), stage.left_out) == (MOST_TERMS, 1001 - MOST_TERMS)
    products = (given["mat1"] * given["mat2"].T).flatten()
    largest = products.abs().topk(MOST_TERMS - 1).indices.sort().values.tolist()
    listed = [term.factors[0].symbol for term in stage.terms]
    assert listed == [*(f"mat1[0,{row}]" for row in largest), "x[0]"]
    others = products.sum() - products[largest].sum()
    assert stage.rest == pytest.approx(others.item())
