"""One of something is not several."""

from gui import counts


def test_that_one_stands_in_the_singular(qapp):
    assert counts.parameters(1) == "1 param"
    assert counts.parameters(2144) == "2\u202f144 params"
    assert counts.layers(1) == "1 layer"
    assert counts.layers(3) == "3 layers"
