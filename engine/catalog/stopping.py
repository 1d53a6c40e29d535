"""When to stop before the last epoch."""

from engine.catalog.kind import Kind, lookup, table
from engine.spec.fields import Real, Whole
from engine.text import text

KINDS = (
    Kind(name="off", doc="Training runs for all epochs."),
    Kind(
        name="patience",
        doc="Stops when the validation loss has not improved for a number of epochs.",
        fields=(
            Whole(name="patience", default=10, low=1, help="Epochs to wait for a better loss"),
            Real(
                name="min_delta",
                default=0.0,
                low=0.0,
                help="How much lower a loss must be to count as better",
            ),
        ),
    ),
)

STOPPING: dict[str, Kind] = table(*KINDS)


def stopping_kind(name: str) -> Kind:
    """The declared stopping rule; raises UserError when there is none of this name."""
    kind: Kind = lookup(STOPPING, name, text("stopping rule"))
    return kind
