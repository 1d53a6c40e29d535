"""A step on paper: what is given, and what is to be worked out by hand, with or without the answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import numpy as np

from engine import numbers
from engine.catalog.layers import LAYERS
from engine.catalog.losses import LOSSES
from engine.catalog.optimizers import OPTIMIZERS
from engine.spec.project import Project
from engine.tensor_figures import as_matrix
from engine.text import Text
from engine.walk_answers import ShownTensor, WalkAnswer, WalkCard
from gui.colors import PAPER
from gui.pages.steps.answer_facts import batch_words
from gui.pages.steps.guessing import figures_of
from gui.pages.steps.shown import Side
from gui.translate import show, tr
from gui.translate import words as in_words

#: A tensor with more numbers than this is too much to work out by hand.
MOST_NUMBERS = 48
#: Wider rows do not fit on a page; of more than `_EXACT_COLUMNS` numbers only in small print, rounded.
_MOST_COLUMNS, _EXACT_COLUMNS = 8, 5
_SMALL_PRINT = "font-size: 9pt;"
_LINES_TO_WRITE = 4
_TO_FILL_IN = "_" * 20
#: Where the answers stand: nowhere, in place of the empty boxes, or on pages of their own at the end.
Answers = Literal["none", "inline", "apart"]

_STYLE = f"""
body {{ font-size: 10pt; color: {PAPER["text"]}; }}
h1 {{ font-size: 16pt; margin-bottom: 2pt; }}
h2 {{ font-size: 12pt; margin-top: 10pt; margin-bottom: 4pt; }}
p {{ margin-top: 2pt; margin-bottom: 3pt; }}
"""


@dataclass(frozen=True, eq=False)
class Sheet:
    """What a worksheet is made of.

    `formulas` are the layers' and losses' by the cards' keys, `settings` the optimizer's in words.
    """

    title: str
    answer: WalkAnswer
    formulas: Mapping[str, str]
    step_formula: str
    settings: str


def sheet_of(project: Project, title: str, answer: WalkAnswer) -> Sheet:
    """The step of a project as far as it has come.

    Args:
        project: whose layers, losses and optimizer are written as formulas.
        title: above all.
        answer: the step; what it has not come to is asked for all the same.
    """
    formulas: dict[str, str] = {}
    for layer in project.network.layers:
        kind = LAYERS.get(layer.kind)
        formulas[layer.id] = kind.formula if kind is not None else ""
    training = project.training
    losses = [LOSSES.get(term.loss.kind) for term in training.losses]
    for number, loss in enumerate(losses):
        formulas[f"term/{number}"] = loss.formula if loss is not None else ""
    if len(losses) == 1 and losses[0] is not None:
        formulas["loss"] = losses[0].formula
    chosen = training.optimizer
    optimizer = OPTIMIZERS.get(chosen.kind)
    if optimizer is None:
        return Sheet(title, answer, formulas, "", "")
    values = {**optimizer.values(chosen.params), "lr": answer.learning_rate}
    written = ", ".join(f"{name} = {_setting(value)}" for name, value in values.items())
    return Sheet(title, answer, formulas, optimizer.formula, f"{chosen.kind}: {written}")


def _setting(value: object) -> str:
    """A setting of the optimizer as people write it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return numbers.typed(value)
    return str(value)


def worksheet(sheet: Sheet, answers: Answers) -> str:
    """The step as an HTML page in the language on screen.

    Everything that must not be torn apart by the end of a page is a table of its own.
    """
    body = [*_given(sheet), *_asked(sheet, known=answers == "inline", room=answers != "inline")]
    if answers == "apart":
        body.append(f'<h1 style="page-break-before: always;">{escape(tr("Answers"))}</h1>')
        body += _asked(sheet, known=True, room=False)
    head = f"<h1>{escape(sheet.title)}</h1><p>{escape(_about(sheet.answer))}</p>"
    if answers != "inline":
        head += f"<p>{tr('Your name')}: {_TO_FILL_IN} &nbsp; {tr('Date')}: {_TO_FILL_IN}</p>"
    return f"<html><head><style>{_STYLE}</style></head><body>{head}{''.join(body)}</body></html>"


def _about(answer: WalkAnswer) -> str:
    step = tr("Step {step}").format(step=numbers.count(answer.step + 1))
    rate = tr("learning rate {rate}").format(rate=numbers.typed(answer.learning_rate))
    return " · ".join((step, batch_words(answer), rate))


def _given(sheet: Sheet) -> Iterator[str]:
    roles = {"input", "target", "parameter", "buffer"}
    given = [(card, t) for card, t in _tensors(sheet.answer) if t.role in roles]
    heading = _heading(tr("Given"))
    for card, tensor in given:
        yield _item(heading, _label(_name(card, tensor), tensor) + _numbers(tensor, "value"))
        heading = ""


def _asked(sheet: Sheet, *, known: bool, room: bool) -> Iterator[str]:
    found = list(_tensors(sheet.answer))
    values = [(c, t) for c, t in found if t.role in {"inner", "output"}]
    losses = [(c, t) for c, t in found if t.role == "loss"]
    learnt = [(c, t) for c, t in found if t.role == "parameter" and t.requires_grad]
    parts: list[tuple[str, Side, list[tuple[WalkCard, ShownTensor]]]] = [
        (tr("1. Forward: what does each layer give?"), "value", values),
        (tr("2. Loss: how wrong is the network?"), "value", losses),
        (
            tr("3. Backward: how does the loss change with each number?"),
            "gradient",
            [*reversed(values), *reversed(learnt)],
        ),
        (tr("4. Step: what are the weights now?"), "changed", learnt),
    ]
    for words, side, tensors in parts:
        heading = _heading(words)
        for card, tensor in tensors:
            name = _name(card, tensor)
            label = _label(
                f"∂L/∂{name}" if side == "gradient" else name, tensor, in_words(card.subtitle)
            )
            hint = _formula(_way(sheet, card, tensor, side))
            if heading and side == "changed":
                hint += _formula(sheet.settings)
            table = _numbers(tensor, side, known=known)
            yield _item(heading, label + hint + table + (_room(tensor) if room else ""))
            heading = ""


def _way(sheet: Sheet, card: WalkCard, tensor: ShownTensor, side: Side) -> str:
    """How a number is worked out: the layer's formula, the chain rule, or the optimizer's."""
    if side == "changed":
        return sheet.step_formula
    if side == "value":
        return sheet.formulas.get(card.key, "")
    name = _name(card, tensor)
    if tensor.role == "parameter":
        return _chain([_given_by(card)], name)
    after = [_given_by(c) for c in sheet.answer.cards if card.key in c.sources]
    return _chain(after, name)


def _given_by(card: WalkCard) -> str:
    """What a card gives, as formulas call it."""
    made = [t for t in card.tensors if t.role in {"inner", "output", "loss"}]
    return _name(card, made[-1]) if made else card.title


def _chain(through: Sequence[str], name: str) -> str:
    """∂L/∂h = ∂L/∂z · ∂z/∂h, a share for each way from h to the loss."""
    if not through:
        return ""
    shares = ["∂L/∂" + name if way == "L" else f"∂L/∂{way} · ∂{way}/∂{name}" for way in through]
    if shares == [f"∂L/∂{name}"]:
        return tr("the slope of the loss")
    return f"∂L/∂{name} = " + " + ".join(shares)


def _tensors(answer: WalkAnswer) -> Iterator[tuple[WalkCard, ShownTensor]]:
    for card in answer.cards:
        for tensor in card.tensors:
            yield card, tensor


def _name(card: WalkCard, tensor: ShownTensor) -> str:
    """What a formula calls it, with the layer where it is one's own."""
    if tensor.role in {"parameter", "buffer"}:
        return tensor.name
    return card.title if tensor.role == "inner" else tensor.symbol


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _label(name: str, tensor: ShownTensor, about: str = "") -> str:
    shape = numbers.shape(tensor.shape) or tr("scalar")
    rest = " · ".join(filter(None, (shape, about)))
    return f"<p><b>{escape(name)}</b> &nbsp;{escape(rest)}</p>"


def _formula(words: str) -> str:
    lines = "<br>".join(escape(line) for line in show(Text(words)).splitlines())
    lines = lines.replace("  ", "&nbsp;&nbsp; ")
    return f"<p><i>{lines}</i></p>" if words else ""


def _item(heading: str, content: str) -> str:
    """Stays on one page."""
    above = 18 if heading else 9
    cell = f'<td style="padding-top: {above}px;">{heading}{content}</td>'
    return f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{cell}</tr></table>'


def _numbers(tensor: ShownTensor, side: Side, *, known: bool = True) -> str:
    """The numbers in boxes, or empty boxes where they are asked for or not known yet."""
    if int(np.prod(tensor.shape, dtype=np.int64)) > MOST_NUMBERS:
        return f"<p>{escape(tr('Too many numbers to write down: see them on screen.'))}</p>"
    figures = figures_of(tensor, side)
    values = figures.values if figures is not None and known else None
    shown = values is not None
    matrix = as_matrix(np.zeros(tensor.shape) if values is None else values)
    exact = matrix.shape[1] <= _EXACT_COLUMNS
    written = numbers.long if exact else numbers.short
    rows = [
        [
            written(float(value)) if shown else "&nbsp;" * (16 if exact else 13)
            for value in row[at : at + _MOST_COLUMNS]
        ]
        for row in matrix.tolist()
        for at in range(0, len(row), _MOST_COLUMNS)
    ]
    print_size = "" if exact else _SMALL_PRINT
    cell_style = f'align="right" style="white-space: nowrap; {print_size}"'
    inner = "".join(
        "<tr>" + "".join(f"<td {cell_style}>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="5" style="border-collapse: collapse; '
        f'border-color: {PAPER["line"]};">{inner}</table>'
    )


def _room(tensor: ShownTensor) -> str:
    """Empty lines for what leads to the numbers."""
    if int(np.prod(tensor.shape, dtype=np.int64)) > MOST_NUMBERS:
        return ""
    return "<p>&nbsp;</p>" * _LINES_TO_WRITE
