"""Whatever network the catalogue allows, the program and its exported class compute the same."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.export.random_networks import assert_same_in_code, grown


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.integers(0, 2**32 - 1))
def test_that_any_network_is_the_same_in_code(seed):
    assert_same_in_code(grown(Random(seed)))
