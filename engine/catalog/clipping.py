"""Ways to keep a step from growing too long."""

from engine.catalog.kind import Kind, lookup, table
from engine.spec.fields import Real
from engine.text import text

KINDS = (
    Kind(name="off", doc="Gradients are used as they are."),
    Kind(
        name="norm",
        title="by norm",
        doc="Scales all gradients together when their common length exceeds a bound.",
        formula="g ← g·min(1, max_norm / ‖g‖)",
        fields=(
            Real(name="max_norm", default=1.0, above=0.0, help="Greatest length of all gradients"),
        ),
        target="torch.nn.utils.clip_grad_norm_",
        call="function",
        explicit=("max_norm",),
    ),
    Kind(
        name="value",
        title="by value",
        doc="Cuts each gradient off at a bound of its own.",
        formula="g ← max(−clip_value, min(clip_value, g))",
        fields=(
            Real(name="clip_value", default=1.0, above=0.0, help="Greatest size of each gradient"),
        ),
        target="torch.nn.utils.clip_grad_value_",
        call="function",
        explicit=("clip_value",),
    ),
)

CLIPPING: dict[str, Kind] = table(*KINDS)


def clipping_kind(name: str) -> Kind:
    """The declared way of clipping; raises UserError when there is none of this name."""
    kind: Kind = lookup(CLIPPING, name, text("gradient clipping"))
    return kind
