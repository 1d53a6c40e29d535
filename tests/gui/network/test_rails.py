"""Lanes for connections that skip cards."""

from hypothesis import given
from hypothesis import strategies as st

from engine.spec.network import LayerSpec, NetworkSpec, source_id
from gui.network.rails import MAX_LANES, RowRails, rails


def net(*inputs):
    """A network of identities; each entry names the rows that the next row takes."""
    layers = [LayerSpec(id="r0", kind="Input", name="x0")]
    for row, sources in enumerate(inputs, start=1):
        refs = tuple(f"r{s}" for s in (sources if isinstance(sources, tuple) else (sources,)))
        layers.append(LayerSpec(id=f"r{row}", kind="Add", name=f"x{row}", inputs=refs))
    return NetworkSpec(layers=tuple(layers), outputs=(layers[-1].id,))


def test_that_a_plain_stack_has_no_rails():
    found = rails(net(0, 1, 2))
    assert found.lanes == 0
    assert set(found.rows) == {RowRails()}


def test_that_a_skip_starts_at_its_card_passes_and_ends_above_the_merge():
    found = rails(net(0, 1, 2, (3, 1)))
    assert found.lanes == 1
    assert found.rows[1] == RowRails(starts=0)
    assert found.rows[2] == RowRails(passes=(0,))
    assert found.rows[3] == RowRails(passes=(0,), next_taps=((0, True),))
    assert found.rows[4] == RowRails(taps=((0, True),))


def test_that_a_rail_that_ends_leaves_its_lane_to_one_that_begins_there():
    found = rails(net(0, 1, (2, 0), 3, (4, 3)))
    assert found.lanes == 1
    assert found.rows[3] == RowRails(starts=0, taps=((0, True),))


def test_that_a_long_rail_runs_outside_a_short_one():
    found = rails(net(0, 1, 2, (3, 1), 4, (5, 0)))
    assert (found.rows[1].starts, found.rows[0].starts) == (0, 1)
    assert found.rows[3].passes == (0, 1)
    assert found.lanes == 2


def test_that_one_card_that_feeds_several_has_one_rail():
    found = rails(net(0, 1, (2, 0), (3, 0)))
    assert found.lanes == 1
    assert found.rows[3] == RowRails(passes=(0,), taps=((0, False),), next_taps=((0, True),))
    assert found.rows[4].taps == ((0, True),)


def test_that_a_branch_head_is_not_fed_from_above():
    found = rails(net(0, 0, (2, 1)))
    assert [row.fed_from_above for row in found.rows] == [True, True, False, True]


def test_that_ports_of_the_card_above_are_no_rail():
    network = net(0, 1)
    last = network.layers[2].replace(inputs=("r1:1",))
    network = network.replace(layers=(*network.layers[:2], last))
    assert rails(network).lanes == 0


@st.composite
def networks(draw):
    rows = draw(st.integers(1, 14))
    return net(
        *(
            tuple(draw(st.lists(st.integers(0, row), min_size=1, max_size=3, unique=True)))
            for row in range(rows)
        )
    )


@given(networks())
def test_that_every_skip_is_drawn_and_no_two_rails_lie_on_each_other(network):
    found = rails(network)
    places = {layer.id: row for row, layer in enumerate(network.layers)}
    skips = {
        (places[source_id(ref)], row)
        for row, layer in enumerate(network.layers)
        for ref in layer.inputs
        if places[source_id(ref)] != row - 1
    }
    sources = {source for source, _ in skips}
    assert {row for row, r in enumerate(found.rows) if r.starts is not None} == sources
    assert found.lanes <= MAX_LANES
    for source, target in skips:
        lane = found.rows[source].starts
        assert lane in [tap for tap, _ in found.rows[target].taps]
        assert lane in [tap for tap, _ in found.rows[target - 1].next_taps]
        assert all(lane in found.rows[row].passes for row in range(source + 1, target))
    if found.lanes < MAX_LANES:
        for row, r in enumerate(found.rows):
            crossing = [s for s in sources if s < row and any(t > row for q, t in skips if q == s)]
            assert len(r.passes) == len(crossing)
