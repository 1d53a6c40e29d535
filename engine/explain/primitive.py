"""What a written derivation of an operation has to answer."""

from typing import Protocol, runtime_checkable

from engine.explain.derivation import Stage
from engine.explain.operation import Index, Operation


class Primitive(Protocol):
    """The written derivations of one operation, or of several alike."""

    def value(self, operation: Operation, output: str, at: Index) -> tuple[Stage, ...]:
        """How `operation.outputs[output]` at an index comes from the operation's inputs."""

    def gradient(self, operation: Operation, operand: str, at: Index) -> tuple[Stage, ...]:
        """How this operation's share of ∂L/∂`operation.inputs[operand]` at an index comes about.

        Its terms are products of an upstream gradient (a factor whose cell is of an output's gradient)
        and the local derivative's factors.
        """


@runtime_checkable
class Move(Primitive, Protocol):
    """An operation that only hands numbers on to other places: views, permutations, copies."""

    def source(self, operation: Operation, output: str, at: Index) -> tuple[str, Index] | None:
        """Which input's element an output's element is; None where it is none (padding)."""
