"""Whatever a person clicks, in whatever order, leaves a network that is whole."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import copying, edits, moving, wiring
from engine.catalog.layers import LAYERS
from engine.check.shapes import infer
from engine.spec.network import INPUT, LayerSpec, NetworkSpec, source_id
from engine.text import UserError

START = NetworkSpec(
    layers=(
        LayerSpec(id="l1", kind="Input", name="input1", params={"shape": (1, 8, 8)}),
        LayerSpec(id="l2", kind="Conv2d", name="conv1", inputs=("l1",)),
        LayerSpec(id="l3", kind="ReLU", name="relu1", inputs=("l2",)),
        LayerSpec(id="l4", kind="Add", name="add1", inputs=("l3", "l2")),
        LayerSpec(id="l5", kind="Flatten", name="flatten1", inputs=("l4",)),
        LayerSpec(id="l6", kind="Linear", name="fc1", inputs=("l5",)),
    ),
    outputs=("l6",),
)
NUMBERS = st.integers(0, 30)
SIZES = st.integers(-1, 9)
VALUES = st.one_of(
    SIZES,
    st.lists(SIZES, max_size=4),
    st.floats(),
    st.booleans(),
    st.text(max_size=3),
    st.none(),
    st.sampled_from(["same", "valid", 10**30, "1e999", [[1], 2]]),
)
NAMES = st.one_of(st.text(max_size=6), st.sampled_from(["fc1", "forward", "class", "ﬁ", "x" * 99]))
KINDS = st.sampled_from(sorted(LAYERS))
CLICKS = st.one_of(
    st.tuples(st.just("add"), KINDS, NUMBERS),
    st.tuples(st.just("before"), KINDS, NUMBERS),
    st.tuples(st.just("remove"), st.lists(NUMBERS, min_size=1, max_size=3)),
    st.tuples(st.just("move"), NUMBERS, NUMBERS),
    st.tuples(st.just("move all"), st.lists(NUMBERS, min_size=1, max_size=3), NUMBERS),
    st.tuples(st.just("connect"), NUMBERS, NUMBERS),
    st.tuples(st.just("disconnect"), NUMBERS, NUMBERS),
    st.tuples(st.just("kind"), NUMBERS, KINDS),
    st.tuples(st.just("off"), st.lists(NUMBERS, max_size=3), st.booleans()),
    st.tuples(st.just("output"), NUMBERS, st.booleans()),
    st.tuples(st.just("rename"), NUMBERS, NAMES),
    st.tuples(st.just("param"), NUMBERS, NUMBERS, VALUES),
    st.tuples(st.just("copy"), st.lists(NUMBERS, min_size=1, max_size=4, unique=True), NUMBERS),
)


def clicked(network, click):
    """The network after one edit, its layers counted round."""

    def layer(number):
        return network.layers[number % len(network.layers)]

    match click:
        case ("add", kind, number):
            return edits.add_layer(network, kind, layer(number).id)[0]
        case ("before", kind, number):
            return edits.add_before(network, kind, layer(number).id)[0]
        case ("remove", chosen):
            return edits.remove(network, [layer(n).id for n in chosen])
        case ("move", number, to):
            return moving.move(network, layer(number).id, to % (len(network.layers) + 1))
        case ("move all", chosen, to):
            ids = [layer(n).id for n in chosen]
            return moving.move_all(network, ids, to % (len(network.layers) + 1))
        case ("connect", source, target):
            return wiring.connect(network, layer(source).id, layer(target).id)
        case ("disconnect", number, slot):
            target = layer(number)
            if not target.inputs:
                return network
            ref = target.inputs[slot % len(target.inputs)]
            return wiring.disconnect(network, ref, target.id)
        case ("kind", number, kind):
            return edits.replace_kind(network, layer(number).id, kind)
        case ("copy", chosen, to):
            places = sorted({n % len(network.layers) for n in chosen})
            part = copying.excerpt(network, [network.layers[n].id for n in places])
            to %= len(network.layers) + 1
            return copying.copies(network, part.layers, to, part.blocks, part.around)[0]
    return with_setting(network, click)


def with_setting(network, click):
    """The network after an edit that moves nothing."""

    def layer(number):
        return network.layers[number % len(network.layers)]

    match click:
        case ("off", chosen, enabled):
            return edits.set_enabled(network, [layer(n).id for n in chosen], enabled=enabled)
        case ("output", number, used):
            return wiring.set_output(network, layer(number).id, used=used)
        case ("rename", number, name):
            return edits.rename(network, layer(number).id, name)
        case ("param", number, field, value):
            fields = LAYERS[layer(number).kind].fields
            if not fields:
                return network
            name = fields[field % len(fields)].name
            return edits.set_param(network, layer(number).id, name, value)
    raise AssertionError(click)


def require_whole(network):
    """What every network that a person can build has."""
    again = NetworkSpec.parse(network.model_dump())
    assert again == network
    assert network.outputs
    assert len(set(network.outputs)) == len(network.outputs)
    places = {la.id: i for i, la in enumerate(network.layers)}
    for i, layer in enumerate(network.layers):
        assert bool(layer.inputs) == (layer.kind != INPUT)
        assert all(places[source_id(ref)] < i for ref in layer.inputs)
    # What is remembered of the networks before must come out as if nothing were.
    infer(network)
    assert infer(network) == infer(again)


@settings(max_examples=150, deadline=None)
@given(st.lists(CLICKS, max_size=12))
def test_that_random_edits_always_leave_a_whole_network(clicks):
    network = START
    for click in clicks:
        with suppress(UserError):
            network = clicked(network, click)
        require_whole(network)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["ReLU", "Linear", "Dropout"]), min_size=2, max_size=8), st.data())
def test_that_a_plain_stack_stays_one_through_adding_moving_and_removing(kinds, data):
    network = NetworkSpec(layers=START.layers[:1], outputs=("l1",))
    for kind in kinds:
        ids = [la.id for la in network.layers]
        network, _ = edits.add_layer(network, kind, data.draw(st.sampled_from(ids)))
    for _ in range(6):
        ids = [la.id for la in network.layers[1:]]
        if not ids:
            break
        chosen = data.draw(st.sampled_from(ids))
        if data.draw(st.booleans()):
            network = moving.move(network, chosen, data.draw(st.integers(1, len(ids) + 1)))
        else:
            network = edits.remove(network, [chosen])
        above = [(), *((la.id,) for la in network.layers[:-1])]
        assert [la.inputs for la in network.layers] == above
        assert network.outputs == (network.layers[-1].id,)
