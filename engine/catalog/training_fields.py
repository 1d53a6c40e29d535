"""The plain settings of a run as declared fields, for the Inspector's form and for `--set`.

`TrainingSpec` holds the values; bounds, labels and help are written here once.
"""

from engine.spec.fields import Choice, Field, Flag, Real, Whole
from engine.spec.training import LossTerm, TrainingSpec
from engine.text import UserError, text

_DEFAULTS = TrainingSpec()

TRAINING_FIELDS: tuple[Field, ...] = (
    Whole(
        name="batch_size",
        default=_DEFAULTS.batch_size,
        low=1,
        high=10_000_000,
        label="Batch size",
        help="Samples a step; more make the gradient steadier and need more memory",
    ),
    Whole(
        name="epochs",
        default=_DEFAULTS.epochs,
        low=1,
        high=10_000_000,
        label="Epochs",
        help="How many times training goes through all training samples",
    ),
    Whole(
        name="seed",
        default=_DEFAULTS.seed,
        low=0,
        high=2**63 - 1,
        label="Seed",
        help="Start of the random numbers: the same seed gives the same weights and order",
    ),
    Flag(
        name="shuffle",
        default=_DEFAULTS.shuffle,
        label="Shuffle",
        help="Take the training samples in a new random order each epoch",
    ),
    Flag(
        name="drop_last",
        default=_DEFAULTS.drop_last,
        label="Drop last batch",
        help="Leave out the last batch of an epoch when it is smaller than the others",
    ),
    Choice(
        name="device",
        default=_DEFAULTS.device,
        options=("auto", "cpu", "cuda"),
        label="Device",
        help="Where tensors live; auto takes a GPU where there is one",
    ),
    Whole(
        name="threads",
        default=_DEFAULTS.threads,
        low=0,
        high=1024,
        zero="automatic",
        label="Threads",
        help="Processor threads of a step; small networks are often faster with one",
    ),
    Choice(
        name="steps",
        default=_DEFAULTS.steps,
        options=("auto", "eager"),
        label="Steps",
        help="auto takes many steps in one go where that gives the same numbers sooner; eager takes "
        "them one by one",
        rare=True,
    ),
)

TERM_FIELDS: tuple[Field, ...] = (
    Real(
        name="weight",
        default=LossTerm.model_fields["weight"].default,
        label="Weight",
        help="Factor of this term in the sum",
    ),
    Choice(
        name="transform",
        default="none",
        options=("none", "sum", "mean"),
        label="Transform",
        help="Applied to output and target alike before the loss, over all elements",
    ),
)


def training_field(name: str) -> Field:
    """The declared setting of this name.

    Raises:
        UserError: when there is none, with the names that do exist.
    """
    for field in TRAINING_FIELDS:
        if field.name == name:
            return field
    raise UserError(
        text(
            "Training has no setting “{name}”. Known: {known}.",
            name=name[:60],
            known=", ".join(field.name for field in TRAINING_FIELDS),
        )
    )
