"""An automatic layout in ranks: nodes where they are read in order, edges that go around them.

The steps are Sugiyama's: ranks, bends for long edges, the order in each rank, places. A frame is laid
out by itself and then stands in the outer layout as one node, so that nothing foreign lies in it;
an edge that crosses its border is led to a port there. The same drawing gives the same layout.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from engine.graph.drawing import Drawing
from engine.graph.ranking import Links, rank
from engine.graph.rows import Rows

Direction = Literal["down", "right"]
Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle by its left upper corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True)
class Spacing:
    """Distances between ranks, between neighbours in one, and around what a frame holds."""

    rank: float = 36.0
    node: float = 28.0
    bend: float = 16.0
    frame: float = 14.0
    title: float = 18.0


@dataclass(frozen=True)
class Layout:
    """Where everything stands, from (0, 0) to `size`.

    A route runs from its source's border to its target's; where two of its points differ across the
    direction they are joined by a curve that leaves and arrives along it, else by a line.
    """

    direction: Direction = "down"
    boxes: Mapping[str, Box] = field(default_factory=dict)
    frames: Mapping[str, Box] = field(default_factory=dict)
    routes: Mapping[tuple[str, str], tuple[Point, ...]] = field(default_factory=dict)
    size: Size = (0.0, 0.0)


def lay_out(
    drawing: Drawing,
    sizes: Mapping[str, Size],
    direction: Direction = "down",
    spacing: Spacing | None = None,
) -> Layout:
    """Places every node, given its width and height."""
    if not drawing.nodes:
        return Layout(direction)
    space = spacing or Spacing()
    turned = direction == "right"
    before = space.frame if turned else space.frame + space.title
    left = space.frame + space.title if turned else space.frame
    work = _Work(drawing, {n: _turn(s, turned) for n, s in sizes.items()}, space, (left, before))
    whole = work.level("")
    placed = _Placed({}, {}, {})
    work.settle(whole, (0.0, 0.0), placed)
    return Layout(
        direction,
        {name: _turned_box(box, turned) for name, box in placed.boxes.items()},
        {name: _turned_box(box, turned) for name, box in placed.frames.items()},
        {
            edge: tuple(_turn(point, turned) for point in _joined(placed.pieces[edge]))
            for edge in ((e.source, e.target) for e in drawing.edges)
        },
        _turn(whole.size, turned),
    )


def _turn(pair: tuple[float, float], turned: bool) -> tuple[float, float]:
    return (pair[1], pair[0]) if turned else pair


def _turned_box(box: Box, turned: bool) -> Box:
    return Box(box.y, box.x, box.height, box.width) if turned else box


def _joined(pieces: Sequence[Sequence[Point]]) -> list[Point]:
    """Pieces of a route end to end, in order of their way down; points in a line are left out."""
    points = [point for piece in sorted(pieces, key=lambda p: p[0][1]) for point in piece]
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and kept[-2][0] == kept[-1][0] == point[0]:
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


@dataclass
class _Level:
    """One frame's inside (or the whole) laid out from (0, 0): its members and what leads through."""

    inner: Mapping[str, "_Level"]
    members: dict[str, Box] = field(default_factory=dict)
    routes: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    ports: dict[str, float] = field(default_factory=dict)
    size: Size = (0.0, 0.0)


@dataclass(frozen=True)
class _Outline:
    """A member's size, and which of its places across stands in line with what it is joined to."""

    size: Size
    anchor: float

    @property
    def reach(self) -> float:
        """The width of what is symmetrical about the anchor and covers the member."""
        return 2 * max(self.anchor, self.size[0] - self.anchor)

    @property
    def spare(self) -> float:
        """How much of that lies to the left of the member."""
        return self.reach / 2 - self.anchor


@dataclass
class _Placed:
    """What has its final place."""

    boxes: dict[str, Box]
    frames: dict[str, Box]
    pieces: dict[tuple[str, str], list[list[Point]]]


#: Where an edge begins or ends at one level: a member, and which of its ports ("" its middle).
_End = tuple[str, str]


class _Work:
    """The layout of one drawing; across comes first, along second, whatever the direction."""

    def __init__(
        self,
        drawing: Drawing,
        sizes: Mapping[str, Size],
        space: Spacing,
        margins: tuple[float, float],
    ) -> None:
        self._space, self._sizes, self._margins = space, sizes, margins
        self._parents = {frame.id: frame.parent for frame in drawing.frames}
        self._parents |= {node.id: drawing.frame_of(node.id) for node in drawing.nodes}
        self._frames = {frame.id for frame in drawing.frames}
        self._members: dict[str, list[str]] = defaultdict(list)
        for node in drawing.nodes:
            member = node.id
            while member not in self._members[self._parents[member]]:
                self._members[self._parents[member]].append(member)
                if not self._parents[member]:
                    break
                member = self._parents[member]
        #: For each level the edges that pass in it: from, to, and the whole edges that take this way.
        self._ways: dict[str, dict[tuple[_End, _End], list[tuple[str, str]]]] = defaultdict(dict)
        for edge in drawing.edges:
            self._add_ways(edge.source, edge.target)

    def _chain(self, node: str) -> list[str]:
        """The node and the frames around it, the outermost first."""
        chain = [node]
        while self._parents[chain[-1]]:
            chain.append(self._parents[chain[-1]])
        return chain[::-1]

    def _add_ways(self, source: str, target: str) -> None:
        """Cuts an edge into its pieces: out of the source's frames, across, into the target's.

        What leaves a frame from one node shares a port, as does what comes in from one node.
        """
        out, into = self._chain(source), self._chain(target)
        same = 0
        while out[same] == into[same]:
            same += 1
        leaving, arriving = f">{source}", f"<{source}"
        edge = (source, target)
        for place in range(len(out) - 1, same, -1):
            port = "" if place == len(out) - 1 else leaving
            self._note(out[place - 1], (out[place], port), ("", leaving), edge)
        start = (out[same], "" if same == len(out) - 1 else leaving)
        end = (into[same], "" if same == len(into) - 1 else arriving)
        self._note(self._parents[out[same]], start, end, edge)
        for place in range(same + 1, len(into)):
            port = "" if place == len(into) - 1 else arriving
            self._note(into[place - 1], ("", arriving), (into[place], port), edge)

    def _note(self, level: str, start: _End, end: _End, edge: tuple[str, str]) -> None:
        self._ways[level].setdefault((start, end), []).append(edge)

    def level(self, frame: str) -> _Level:
        """Lays out what lies in a frame ("" for the whole), the frames in it first."""
        inner = {m: self.level(m) for m in self._members[frame] if m in self._frames}
        ways = self._ways[frame]
        entries = list(dict.fromkeys(start[1] for start, _ in ways if not start[0]))
        exits = list(dict.fromkeys(end[1] for _, end in ways if not end[0]))
        names = [*entries, *self._members[frame], *exits]
        number = {name: i for i, name in enumerate(names)}
        outlines = [self._outline(name, inner) for name in names]
        links = Links(len(names), {(number[s[0] or s[1]], number[e[0] or e[1]]) for s, e in ways})
        first = range(len(entries))
        last = range(len(names) - len(exits), len(names))
        space = self._space
        room = [(o.reach, o.size[1]) for o in outlines]
        rows = Rows(links, rank(links, first, last), room, (space.rank, space.node, space.bend))
        left, before = self._margins if frame else (0.0, 0.0)
        left -= rows.slack([o.spare for o in outlines])
        level = _Level(inner=inner)
        for name, i in number.items():
            x, y = rows.middles[i] + left, rows.tops[i] + before
            if name in self._parents:
                level.members[name] = Box(x - outlines[i].anchor, y, *outlines[i].size)
            else:
                level.ports[name] = x
        border = space.frame if frame else 0.0
        right = max(box.x + box.width for box in level.members.values())
        right = max([right, *rows.bends(left), *level.ports.values()])
        level.size = (right + border, rows.height + before + border)
        for (start, end), edges in ways.items():
            points = rows.route(number[start[0] or start[1]], number[end[0] or end[1]])
            route = [(x + left, y + before) for x, y in points]
            route[:2] = self._at_port(level, start, route[:2])
            route[-2:] = self._at_port(level, end, route[-2:])
            if not start[0]:
                route.insert(0, (route[0][0], 0.0))
            if not end[0]:
                route.append((route[-1][0], level.size[1]))
            level.routes.update(dict.fromkeys(edges, route))
        return level

    def _outline(self, name: str, inner: Mapping[str, _Level]) -> _Outline:
        """A node's size; a frame's too, with its first port as what should stand in line."""
        if name not in inner:
            size = self._sizes[name] if name in self._parents else (0.0, 0.0)
            return _Outline(size, size[0] / 2)
        size = inner[name].size
        return _Outline(size, next(iter(inner[name].ports.values()), size[0] / 2))

    @staticmethod
    def _at_port(level: _Level, end: _End, points: list[Point]) -> list[Point]:
        member, port = end
        if not member or not port:
            return points
        x = level.members[member].x + level.inner[member].ports[port]
        return [(x, y) for _, y in points]

    def settle(self, level: _Level, corner: Point, placed: _Placed) -> None:
        """Gives a level and all in it their final places."""
        dx, dy = corner
        for name, box in level.members.items():
            moved = Box(box.x + dx, box.y + dy, box.width, box.height)
            if name in level.inner:
                placed.frames[name] = moved
                self.settle(level.inner[name], (moved.x, moved.y), placed)
            else:
                placed.boxes[name] = moved
        for edge, route in level.routes.items():
            placed.pieces.setdefault(edge, []).append([(x + dx, y + dy) for x, y in route])
