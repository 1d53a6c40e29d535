"""What is drawn of a network: its layers with what is known of them, its blocks as frames or folded."""

from engine.check.shapes import infer
from engine.graph.drawing import block_of, layer_drawing
from engine.spec.network import BlockSpec, LayerSpec, NetworkSpec


def layer(layer_id, kind, name, inputs=(), group=(), **params):
    return LayerSpec(
        id=layer_id, kind=kind, name=name, inputs=tuple(inputs), group=group, params=params
    )


def residual():
    """An input, a stage that holds a block with a shortcut around two layers, and a head."""
    stage = ("s",)
    block = ("s", "b")
    layers = (
        layer("x", "Input", "input1", shape=(8,)),
        layer("f", "Linear", "fc1", ["x"], stage, out_features=8),
        layer("g", "Linear", "fc2", ["f"], block, out_features=8),
        layer("r", "ReLU", "relu1", ["g"], block),
        layer("a", "Add", "add1", ["r", "f"], block),
        layer("h", "Linear", "fc3", ["a"], out_features=2),
    )
    blocks = (BlockSpec(id="s", name="Stage"), BlockSpec(id="b", name="Residual"))
    return NetworkSpec(layers=layers, outputs=("h",), blocks=blocks)


def drawn(network, collapsed=()):
    return layer_drawing(network, infer(network), collapsed)


def edges(drawing):
    return {(edge.source, edge.target): edge.shape for edge in drawing.edges}


def test_that_every_layer_is_a_node_with_name_summary_shape_and_parameters():
    node = next(n for n in drawn(residual()).nodes if n.id == "h")
    assert (node.title, node.detail, node.shape) == ("fc3", "Linear 8→2", "2")
    assert node.parameters == 8 * 2 + 2
    assert node.group == "linear"
    assert node.layers == ("h",)


def test_that_every_input_is_an_edge_with_its_shape():
    found = edges(drawn(residual()))
    assert set(found) == {("x", "f"), ("f", "g"), ("g", "r"), ("r", "a"), ("f", "a"), ("a", "h")}
    assert set(found.values()) == {"8"}


def test_that_blocks_are_frames_in_one_another():
    drawing = drawn(residual())
    assert [(f.title, block_of(f.parent)) for f in drawing.frames] == [
        ("Stage", ""),
        ("Residual", "s"),
    ]
    assert block_of(drawing.frame_of("g")) == "b"
    assert block_of(drawing.frame_of("f")) == "s"
    assert drawing.frame_of("h") == ""


def test_that_a_folded_block_is_one_node_in_the_frame_around_it():
    drawing = drawn(residual(), {"b"})
    node = next(n for n in drawing.nodes if n.form == "block")
    assert (node.title, str(node.detail), node.shape) == ("Residual", "3 layers", "8")
    assert node.layers == ("g", "r", "a")
    assert node.parameters == 8 * 8 + 8
    assert block_of(drawing.frame_of(node.id)) == "s"
    assert set(edges(drawing)) == {("x", "f"), ("f", node.id), (node.id, "h")}


def test_that_folding_the_outer_block_hides_the_inner_one():
    drawing = drawn(residual(), {"s", "b"})
    assert [n.title for n in drawing.nodes] == ["input1", "Stage", "fc3"]
    assert drawing.frames == ()


def test_that_a_block_called_like_a_layer_is_told_apart():
    network = residual()
    renamed = [la.replace(group=("h",)) if la.id == "f" else la for la in network.layers[:2]]
    same = NetworkSpec(
        layers=(*renamed, layer("h", "Linear", "fc3", ["f"], out_features=2)),
        outputs=("h",),
        blocks=(BlockSpec(id="h", name="Head"),),
    )
    drawing = drawn(same, {"h"})
    assert [n.title for n in drawing.nodes] == ["input1", "Head", "fc3"]


def test_that_a_layer_at_fault_is_marked_and_what_follows_has_no_shape():
    network = NetworkSpec(
        layers=(
            layer("x", "Input", "input1", shape=(8,)),
            layer("c", "Conv2d", "conv1", ["x"]),
            layer("h", "Linear", "fc1", ["c"], out_features=2),
        ),
        outputs=("h",),
    )
    nodes = {node.id: node for node in drawn(network).nodes}
    assert "conv1" in nodes["c"].title
    assert nodes["c"].trouble is not None
    assert nodes["h"].trouble is None
    assert nodes["h"].shape == ""
    assert edges(drawn(network)) == {("x", "c"): "8", ("c", "h"): ""}
