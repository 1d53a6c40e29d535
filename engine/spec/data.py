"""Where the samples come from, what each column is for, and what is done to them."""

from typing import Annotated, Literal, Self

from pydantic import Field as PydanticField
from pydantic import model_validator

from engine.spec.base import Spec
from engine.text import UserError, text

Cell = float | str | None
Fraction = Annotated[float, PydanticField(ge=0.0, le=1.0)]
Role = Literal["feature", "target", "ignore"]
ColumnType = Literal["number", "category"]

#: What the generated set `three_class` takes for seed 0: the seed of the lesson it comes from.
THREE_CLASS_SEED = 420


class BuiltinSource(Spec):
    """A set that comes with scikit-learn: iris, wine, breast_cancer, digits, diabetes, linnerud."""

    type: Literal["builtin"] = "builtin"
    name: str


class GeneratedSource(Spec):
    """A made-up set: xor, circles, moons, spirals, blobs, line, sine, three_class, random_images."""

    type: Literal["generated"] = "generated"
    name: str
    size: Annotated[int, PydanticField(ge=2, le=10_000_000)] = 500
    noise: Annotated[float, PydanticField(ge=0.0, le=100.0)] = 0.1
    seed: Annotated[int, PydanticField(ge=0, le=2**63 - 1)] = 0


class CsvSource(Spec):
    """A text table in a file; `delimiter` and `encoding` are found out when left empty."""

    type: Literal["csv"] = "csv"
    path: str
    delimiter: str = ""
    encoding: str = ""
    header: bool | None = None


class InlineSource(Spec):
    """A small table kept in the project itself, typed in by hand."""

    type: Literal["inline"] = "inline"
    name: str = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Source = Annotated[
    BuiltinSource | GeneratedSource | CsvSource | InlineSource, PydanticField(discriminator="type")
]


class ColumnSpec(Spec):
    """A column: what it is for and how it is read. A category is coded one-hot as a feature."""

    name: str
    role: Role = "feature"
    type: ColumnType = "number"


class SplitSpec(Spec):
    """Shares of training, validation and test rows; they add up to one.

    Unshuffled, the rows are cut in file order. `stratify` keeps the share of each class.
    """

    train: Fraction = 0.7
    validation: Fraction = 0.15
    test: Fraction = 0.15
    shuffle: bool = True
    stratify: bool = True
    seed: Annotated[int, PydanticField(ge=0, le=2**32 - 1)] = 0

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = self.train + self.validation + self.test
        if self.train <= 0 or abs(total - 1) > 1e-6:
            raise UserError(
                text(
                    "The shares of training, validation and test rows must add up to 1 with some "
                    "rows for training, not {train} + {validation} + {test}.",
                    train=self.train,
                    validation=self.validation,
                    test=self.test,
                )
            )
        return self


Task = Literal["regression", "binary", "multiclass"]


class DataSpec(Spec):
    """Everything that turns a source into batches.

    `columns` empty means: as recognised from the source. `task` None means: found from the target.
    `shape` reshapes the features, such as (1, 8, 8) for pictures. `scale` is fitted on the training
    rows only: each column by itself, or all pixels together where there is a shape. With
    `scale_target` a regression target is standardised for the loss and every figure shown is
    turned back into its unit.
    """

    source: Source
    columns: tuple[ColumnSpec, ...] = ()
    task: Task | None = None
    shape: tuple[int, ...] | None = None
    missing: Literal["mean", "median", "zero", "drop"] = "mean"
    scale: Literal["standard", "minmax", "none"] = "standard"
    scale_target: bool = False
    split: SplitSpec = SplitSpec()

    @model_validator(mode="after")
    def _each_column_once(self) -> Self:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise UserError(text("Column “{name}” is described twice: remove one.", name=twice))
        return self
