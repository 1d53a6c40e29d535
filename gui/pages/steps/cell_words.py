"""What is said of a number: for the tooltip, the line above its derivation, and copies."""

import numpy as np

from engine import numbers
from engine.explain.derivation import Cell
from engine.tensor_figures import TensorFigures
from engine.walk_answers import PhaseName, ShownTensor
from gui.pages.steps.phases import is_reached
from gui.pages.steps.placing import Block
from gui.pages.steps.tensor_title import tensor_title
from gui.translate import tr


def cell_name(cell: Cell) -> str:
    """As in code: `fc.weight[0,0]`, `fc.weight.grad[0,0]` is said by what is around it."""
    return f"{cell.tensor}[{','.join(map(str, cell.at))}]" if cell.at else cell.tensor


def cell_title(cell: Cell) -> str:
    """A number as people read it; `cell_name` is as in code."""
    return cell_name(Cell(tensor_title(cell.tensor), cell.at))


def number_at(figures: TensorFigures | None, cell: Cell) -> np.generic | None:
    """The number itself in its own precision; None where the tensor was too large to be sent whole."""
    if figures is None or figures.values is None:
        return None
    number: np.generic = figures.values[cell.at]
    return number


def exact(number: np.generic | None) -> str:
    """Every digit of a number."""
    return numbers.NOTHING if number is None else numbers.exact(number)


def hover_words(block: Block, cell: Cell, picked: float) -> str:
    """Name, place and every digit; `picked` is the number in the picture of a large tensor."""
    name = (
        f"{block.column.label}[{', '.join(map(str, cell.at))}]" if cell.at else block.column.label
    )
    if block.column.is_hidden(cell.at):
        return tr("{name} = ? Press Enter to guess it.").format(name=name)
    number = number_at(block.column.figures, cell)
    if number is not None:
        return f"{name} = {exact(number)}"
    if block.grid is not None and block.grid.steps != (1, 1):
        return tr("around {name}: {value}").format(name=name, value=numbers.short(picked))
    return f"{name} = {numbers.exact(np.float64(picked))}"


def inspected(cell: Cell, tensor: ShownTensor, phase: PhaseName) -> str:
    """The line about a number in a phase: its digits, its gradient, what it belongs to."""
    parts = []
    if (value := number_at(tensor.figures, cell)) is not None:
        parts.append(tr("value {number}").format(number=exact(value)))
    gradient = number_at(tensor.gradient, cell) if is_reached(phase, "backward") else None
    if gradient is not None:
        parts.append(tr("gradient {number}").format(number=exact(gradient)))
    if phase == "step" and (now := number_at(tensor.changed, cell)) is not None:
        parts.append(tr("after the step {number}").format(number=exact(now)))
    return " · ".join([*parts, tensor_words(tensor)])


def tensor_words(tensor: ShownTensor) -> str:
    """What a tensor is to autograd."""
    roles = {
        "input": tr("input"),
        "target": tr("target"),
        "parameter": tr("parameter"),
        "buffer": tr("buffer"),
        "inner": tr("inside the layer"),
        "output": tr("output"),
        "loss": tr("loss"),
    }
    parts = [roles[tensor.role], numbers.shape(tensor.shape) or tr("scalar")]
    if tensor.requires_grad:
        parts.append(tr("leaf") if tensor.is_leaf else tr("not a leaf"))
        parts.append("requires_grad")
    return " · ".join(parts)
