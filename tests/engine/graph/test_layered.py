"""The layout of any graph: nothing overlaps, edges go around nodes, the same graph looks the same."""

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.graph.drawing import Drawing, Edge, Frame, Node
from engine.graph.layered import Box, Spacing, lay_out
from engine.graph.ordering import crossings, order

SLACK = 1e-6


def drawing(count, edges, inside=None, frames=()):
    return Drawing(
        tuple(Node(str(i), str(i), "") for i in range(count)),
        tuple(Edge(str(a), str(b)) for a, b in sorted(edges)),
        tuple(frames),
        {str(node): frame for node, frame in (inside or {}).items()},
    )


@st.composite
def graphs(draw):
    """A random acyclic graph, its nodes' sizes, and up to three frames, one in another."""
    count = draw(st.integers(1, 24))
    places = st.integers(0, count - 1)
    edges = {(a, b) for a, b in draw(st.lists(st.tuples(places, places), max_size=50)) if a < b}
    cuts = sorted(draw(st.lists(places, min_size=6, max_size=6)))
    spans = (("A", cuts[0], cuts[3]), ("B", cuts[1], cuts[2]), ("C", cuts[4], cuts[5]))
    inside = {}
    for name, low, high in spans:
        inside |= dict.fromkeys(range(low, high), name)
    held = set(inside.values())
    frames = [
        Frame(name, name, "A" if name == "B" else "")
        for name in ("A", "B", "C")
        if name in held or (name == "A" and "B" in held)
    ]
    side = st.integers(10, 120)
    sizes = {str(i): (float(draw(side)), float(draw(side))) for i in range(count)}
    return drawing(count, edges, inside, frames), sizes


def within(inner, outer):
    return (
        inner.x >= outer.x - SLACK
        and inner.y >= outer.y - SLACK
        and inner.x + inner.width <= outer.x + outer.width + SLACK
        and inner.y + inner.height <= outer.y + outer.height + SLACK
    )


def strictly_inside(point, box):
    return (
        box.x + SLACK < point[0] < box.x + box.width - SLACK
        and box.y + SLACK < point[1] < box.y + box.height - SLACK
    )


def points_of(route, direction):
    """Many points of a route: straight lines, and curves that lead along the direction."""
    for (x1, y1), (x2, y2) in pairwise(route):
        for step in range(11):
            t = step / 10
            ease = t * t * (3 - 2 * t)
            if direction == "down":
                yield x1 + (x2 - x1) * ease, y1 + (y2 - y1) * t
            else:
                yield x1 + (x2 - x1) * t, y1 + (y2 - y1) * ease


@pytest.mark.parametrize("direction", ["down", "right"])
@given(graph=graphs())
@settings(deadline=None, max_examples=80)
def test_that_nothing_overlaps_and_frames_hold_just_what_is_theirs(graph, direction):
    drawn, sizes = graph
    layout = lay_out(drawn, sizes, direction)
    whole = Box(0, 0, *layout.size)
    for first, second in combinations(layout.boxes.values(), 2):
        assert not first.overlaps(second)
    for name, box in layout.boxes.items():
        assert (box.width, box.height) == sizes[name]
        assert within(box, whole)
    parents = {frame.id: frame.parent for frame in drawn.frames}
    for frame, outline in layout.frames.items():
        assert within(outline, layout.frames[parents[frame]] if parents[frame] else whole)
        for name, box in layout.boxes.items():
            around = drawn.frame_of(name)
            if around == frame or parents.get(around) == frame:
                assert within(box, outline)
            else:
                assert not box.overlaps(outline)


@pytest.mark.parametrize("direction", ["down", "right"])
@given(graph=graphs())
@settings(deadline=None, max_examples=80)
def test_that_edges_lead_from_border_to_border_around_all_other_nodes(graph, direction):
    drawn, sizes = graph
    layout = lay_out(drawn, sizes, direction)
    for edge in drawn.edges:
        route = layout.routes[edge.source, edge.target]
        source, target = layout.boxes[edge.source], layout.boxes[edge.target]
        if direction == "down":
            start = (source.center[0], source.y + source.height)
            end = (target.center[0], target.y)
        else:
            start = (source.x + source.width, source.center[1])
            end = (target.x, target.center[1])
        assert route[0] == pytest.approx(start)
        assert route[-1] == pytest.approx(end)
        along = [point[1 if direction == "down" else 0] for point in route]
        assert along == sorted(along)
        for point in points_of(route, direction):
            for name, box in layout.boxes.items():
                assert not strictly_inside(point, box), (edge, name)


@given(graph=graphs())
@settings(deadline=None, max_examples=20)
def test_that_the_same_graph_always_looks_the_same(graph):
    assert lay_out(*graph) == lay_out(*graph)


def test_that_a_chain_is_one_straight_line():
    chain = drawing(4, {(0, 1), (1, 2), (2, 3)})
    layout = lay_out(chain, {str(i): (40.0 + 20 * i, 20.0) for i in range(4)})
    assert len({box.center[0] for box in layout.boxes.values()}) == 1
    assert all(len(route) == 2 for route in layout.routes.values())


def test_that_the_distance_between_ranks_is_the_one_asked_for():
    layout = lay_out(drawing(2, {(0, 1)}), {"0": (50, 20), "1": (50, 20)}, spacing=Spacing(rank=70))
    assert layout.boxes["1"].y - (layout.boxes["0"].y + 20) == 70


def test_that_a_second_input_stands_just_before_what_it_feeds():
    """0 → 1 → 2 → 3, and an input 4 with a layer 5 of its own that joins at 6."""
    joined = drawing(7, {(0, 1), (1, 2), (2, 3), (4, 5), (3, 6), (4, 6), (5, 6)})
    boxes = lay_out(joined, {str(i): (60.0, 20.0) for i in range(7)}).boxes
    assert boxes["5"].y == boxes["3"].y
    assert boxes["4"].y == boxes["2"].y


def test_that_two_crossing_branches_are_swapped():
    rows, after = [[0, 1], [2, 3]], [[3], [2], [], []]
    before = [[], [], [1], [0]]
    assert crossings(rows, after) == 1
    assert crossings(order(rows, before, after), after) == 0


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
@settings(deadline=None)
def test_that_crossings_are_counted_as_by_comparing_every_pair(pairs):
    edges = sorted(set(pairs))
    after = [[8 + b for a, b in edges if a == node] for node in range(16)]
    brute = sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(edges, 2))
    assert crossings([list(range(8)), list(range(8, 16))], after) == brute


def test_that_nothing_to_draw_takes_no_room():
    assert lay_out(Drawing(), {}).size == (0.0, 0.0)


def test_that_five_hundred_layers_with_skips_take_a_moment():
    skips = {(i, i + 6) for i in range(0, 490, 7)}
    many = drawing(500, {(i, i + 1) for i in range(499)} | skips)
    sizes = {str(i): (150.0, 44.0) for i in range(500)}
    started = time.process_time()
    lay_out(many, sizes)
    assert time.process_time() - started < 0.4
