"""Whatever a person does with blocks and in them, in whatever order: copies stay alike."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import block_edits, blocks, edits, moving
from engine.linking import follow
from engine.text import UserError
from tests.engine.edits.test_random import CLICKS, NUMBERS, START, clicked, require_whole

BLOCK_CLICKS = st.one_of(
    st.tuples(st.just("group"), NUMBERS, st.integers(1, 4)),
    st.tuples(st.just("ungroup"), NUMBERS),
    st.tuples(st.just("repeat"), NUMBERS, st.integers(1, 3)),
    st.tuples(st.just("reuse"), NUMBERS, NUMBERS),
    st.tuples(st.just("unlink"), NUMBERS),
    st.tuples(st.just("remove block"), NUMBERS),
    st.tuples(st.just("move block"), NUMBERS, NUMBERS),
)
OF_BLOCKS = {"ungroup", "repeat", "reuse", "unlink", "remove block", "move block"}
RESIDUAL = block_edits.group(START, ["l2", "l3", "l4"])[0]
TWICE = block_edits.repeat(RESIDUAL, "b1", 2)
#: Blocks with copies: two in a chain, at two places, and a copied chain of copies.
STARTS = (
    TWICE,
    block_edits.reuse(RESIDUAL, "b1", len(RESIDUAL.layers))[0],
    block_edits.reuse(TWICE, TWICE.blocks[0].id, len(TWICE.layers))[0],
)
#: More layers than this make the tests slow and prove nothing more.
MOST_LAYERS = 60


def block_clicked(network, click):
    """The network after one edit of a block, its layers and blocks counted round."""
    if click[0] == "group":
        start = click[1] % len(network.layers)
        chosen = network.layers[start : start + click[2]]
        return block_edits.group(network, [la.id for la in chosen])[0]
    if click[0] not in OF_BLOCKS:
        return clicked(network, click)
    if not network.blocks:
        return network
    block = network.blocks[click[1] % len(network.blocks)].id
    ids = [la.id for la in network.members(block)]
    to = click[-1] % (len(network.layers) + 1)
    match click[0]:
        case "ungroup":
            return block_edits.ungroup(network, block)
        case "repeat":
            return block_edits.repeat(network, block, click[2])
        case "reuse":
            return block_edits.reuse(network, block, to)[0]
        case "unlink":
            return block_edits.unlink(network, block)
        case "remove block":
            return edits.remove(network, ids)
        case "move block":
            return moving.move_all(network, ids, to)
    raise AssertionError(click)


def require_alike(network):
    """Copies are made of the same layers, connected in the same way."""
    spans = blocks.spans(network.layers)
    for ids in blocks.families(network).values():
        shapes = {blocks.structure(network, block_id, spans[block_id]) for block_id in ids}
        assert len(shapes) == 1


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STARTS), st.lists(st.one_of(CLICKS, BLOCK_CLICKS), max_size=8))
def test_that_copies_of_a_block_stay_alike_whatever_is_edited(network, clicks):
    for click in clicks:
        with suppress(UserError):
            network = follow(network, block_clicked(network, click))
        require_whole(network)
        require_alike(network)
        if len(network.layers) > MOST_LAYERS:
            break


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(STARTS), st.lists(CLICKS, max_size=8))
def test_that_edits_of_layers_never_untie_copies(network, clicks):
    for click in clicks:
        before = network
        with suppress(UserError):
            network = follow(network, clicked(network, click))
        tied = {b.id for b in before.blocks if b.copy_of} & {b.id for b in network.blocks}
        untied = {b.id for b in network.blocks if not b.copy_of} & tied
        # Only those that took the place of an original that has gone.
        gone = {b.copy_of for b in before.blocks if b.id in untied}
        assert not gone & {b.id for b in network.blocks}
