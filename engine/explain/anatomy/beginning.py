"""What comes before an optimizer's own rule: clipping, which is the same for all, and weight decay."""

from dataclasses import dataclass, replace
from typing import Literal

from engine.explain.anatomy.sheet import Sheet
from engine.explain.derivation import Factor
from engine.text import Text, text

#: What torch adds to the norm, so that it never divides by 0.
_NORM_EPS = 1e-6


@dataclass(frozen=True)
class Clip:
    """How gradients are clipped; `total_norm` is the length of all gradients of the network together."""

    kind: Literal["off", "norm", "value"] = "off"
    bound: float = 0.0
    total_norm: float = 0.0


def gradient(sheet: Sheet) -> None:
    """The gradient as backward left it."""
    found = sheet.g
    sheet.g = sheet.work("g", "∂L/∂w", "{g}", found.value, g=found)
    sheet.end_part(text("Gradient"))


def clipping(sheet: Sheet, clip: Clip) -> None:
    """Makes the gradient shorter where it is too long (torch.nn.utils.clip_grad_norm_, clip_grad_value_)."""
    if clip.kind == "norm":
        _by_norm(sheet, clip)
    elif clip.kind == "value":
        _by_value(sheet, clip)


def _by_norm(sheet: Sheet, clip: Clip) -> None:
    bound, length = Factor("max_norm", clip.bound), Factor("‖g‖", clip.total_norm)
    share = clip.bound / (clip.total_norm + _NORM_EPS)
    factor = sheet.work(
        "c",
        "min(1, max_norm / (‖g‖ + 10⁻⁶))",
        "min(1, {bound} / ({length} + 10⁻⁶))",
        min(1.0, share),
        bound=bound,
        length=length,
    )
    sheet.g = sheet.sum("g", "c·g", (factor, sheet.g))
    sheet.end_part(text("Clipping"), _norm_note(share < 1.0))


def _norm_note(shorter: bool) -> Text:
    if shorter:
        return text(
            "‖g‖ is the length of all gradients of the network together. It is above the bound, so that "
            "all are made shorter by the same factor c."
        )
    return text(
        "‖g‖ is the length of all gradients of the network together. It is within the bound, so that "
        "nothing changes."
    )


def _by_value(sheet: Sheet, clip: Clip) -> None:
    bound, before = Factor("clip_value", clip.bound), sheet.g
    sheet.g = sheet.work(
        "g",
        "max(−clip_value, min(clip_value, g))",
        "max(−{bound}, min({bound}, {g}))",
        max(-clip.bound, min(clip.bound, before.value)),
        bound=bound,
        g=before,
    )
    within = sheet.g.value == before.value
    note = text("The gradient is within the bound, so that nothing changes.") if within else None
    sheet.end_part(text("Clipping"), note)


def coupled_decay(sheet: Sheet) -> None:
    """Weight decay as a part of the gradient."""
    decay = sheet.setting("weight_decay", "λ")
    if decay.value:
        sheet.g = sheet.sum("g", "g + λ·w", (sheet.g,), (decay, sheet.w))
        sheet.end_part(text("Weight decay"))


def decoupled_decay(sheet: Sheet) -> None:
    """Weight decay that shrinks the weight itself, beside its gradient (Loshchilov and Hutter 2019)."""
    decay, lr = sheet.setting("weight_decay", "λ"), sheet.setting("lr", "lr")
    if decay.value:
        against = replace(lr, symbol="−lr", value=-lr.value)
        sheet.w = sheet.sum("w", "w − lr·λ·w", (sheet.w,), (against, decay, sheet.w))
        sheet.end_part(text("Weight decay"))


def decay(sheet: Sheet) -> None:
    """Weight decay of the optimizers that have both kinds."""
    if sheet.settings["decoupled_weight_decay"]:
        decoupled_decay(sheet)
    else:
        coupled_decay(sheet)
