"""The one base of every spec: frozen, strict about unknown keys, replaced rather than changed."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from engine.text import UserError, text

#: A file may name things at any length; a sentence may not.
_LONGEST_REASON = 300


class Spec(BaseModel):
    """A frozen value; `replace` makes a changed copy that is validated again."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Self:
        """The spec described by plain data, as read from JSON.

        Raises:
            UserError: naming the field at fault by its dotted path.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise user_error(error) from None

    def replace(self, **changes: Any) -> Self:
        """A copy with `changes`, validated like a new one; raises UserError."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return self.parse(fields | changes)

    def __repr_args__(self) -> Any:
        """Only what differs from the default, so that a spec reads like the lines that made it."""
        fields = type(self).model_fields
        return [(n, v) for n in fields if (v := getattr(self, n)) != fields[n].default]


def frozen(value: Any) -> Any:
    """Lists as tuples, all the way down: a value read from JSON equals the one that was written."""
    if isinstance(value, Mapping):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


#: Parameters by name, as a person set them.
Params = Annotated[dict[str, Any], AfterValidator(frozen)]


def user_error(error: ValidationError) -> UserError:
    """The first thing pydantic found, as a sentence for people."""
    first = error.errors()[0]
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, UserError):
        return cause
    path = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")[:_LONGEST_REASON]
    return UserError(text("{field}: {reason}.", field=path[:80] or "project", reason=reason))
