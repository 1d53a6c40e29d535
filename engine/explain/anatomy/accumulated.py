"""SGD, RMSprop, Adagrad and Adadelta, as torch's `_single_tensor_…` functions have them."""

from engine.explain.anatomy.beginning import coupled_decay
from engine.explain.anatomy.sheet import Sheet, rest, root
from engine.explain.derivation import Factor
from engine.text import text


def against(sheet: Sheet, name: str = "lr") -> Factor:
    """The learning rate with a minus before it."""
    return Factor(f"−{name}", -float(sheet.settings["lr"]))


def squares(sheet: Sheet, name: str, memory: Factor) -> Factor:
    """v, the running mean of the squared gradient."""
    v = sheet.kept(name, "v")
    new = sheet.sum(
        "v",
        f"{memory.symbol}·v + {rest(memory).symbol}·g²",
        (memory, v),
        (rest(memory), sheet.g, sheet.g),
    )
    sheet.state[name] = new.value
    return new


def sgd(sheet: Sheet) -> Factor:
    """Gives Δw."""
    coupled_decay(sheet)
    direction = _rolled(sheet) if sheet.settings["momentum"] else sheet.g
    return sheet.sum("Δw", f"−lr·{direction.symbol}", (against(sheet), direction))


def _rolled(sheet: Sheet) -> Factor:
    momentum, dampening = sheet.setting("momentum", "μ"), sheet.setting("dampening", "τ")
    if "momentum_buffer" not in sheet.before:
        v = sheet.work("v", "g", "{g}", sheet.g.value, g=sheet.g)
        note = text(
            "v begins as the first gradient itself, with nothing kept and nothing dampened."
        )
    else:
        before, note = sheet.kept("momentum_buffer", "v"), None
        if dampening.value:
            new = (rest(dampening), sheet.g)
            v = sheet.sum("v", "μ·v + (1 − τ)·g", (momentum, before), new)
        else:
            v = sheet.sum("v", "μ·v + g", (momentum, before), (sheet.g,))
    sheet.state["momentum_buffer"] = v.value
    if not sheet.settings["nesterov"]:
        sheet.end_part(text("Momentum"), note)
        return v
    ahead = sheet.sum("d", "g + μ·v", (sheet.g,), (momentum, v))
    sheet.end_part(text("Momentum"), note)
    return ahead


def rmsprop(sheet: Sheet) -> Factor:
    """Gives Δw."""
    coupled_decay(sheet)
    alpha, eps = sheet.setting("alpha", "α"), sheet.setting("eps", "ε")
    v = squares(sheet, "square_avg", alpha)
    if sheet.settings["centered"]:
        mean = sheet.kept("grad_avg", "ḡ")
        mean = sheet.sum("ḡ", "α·ḡ + (1 − α)·g", (alpha, mean), (rest(alpha), sheet.g))
        sheet.state["grad_avg"] = mean.value
        value = v.value - mean.value * mean.value
        v = sheet.work("σ²", "v − ḡ²", "{v} − {mean}·{mean}", value, v=v, mean=mean)
    sheet.end_part(text("Size of the gradient"))
    below, size = f"(√{v.symbol} + ε)", root(v.value) + eps.value
    if not sheet.settings["momentum"]:
        return sheet.work(
            "Δw",
            f"−lr·g / {below}",
            "{lr}·{g} / (√{v} + {eps})",
            against(sheet).value * sheet.g.value / size,
            lr=against(sheet),
            g=sheet.g,
            v=v,
            eps=eps,
        )
    momentum, before = sheet.setting("momentum", "μ"), sheet.kept("momentum_buffer", "b")
    rolled = sheet.work(
        "b",
        f"μ·b + g / {below}",
        "{momentum}·{before} + {g} / (√{v} + {eps})",
        momentum.value * before.value + sheet.g.value / size,
        momentum=momentum,
        before=before,
        g=sheet.g,
        v=v,
        eps=eps,
    )
    sheet.state["momentum_buffer"] = rolled.value
    sheet.end_part(text("Momentum"))
    return sheet.sum("Δw", "−lr·b", (against(sheet), rolled))


def adagrad(sheet: Sheet) -> Factor:
    """Gives Δw."""
    coupled_decay(sheet)
    eps, step = sheet.setting("eps", "ε"), sheet.state["step"]
    before = sheet.kept("sum", "s", float(sheet.settings["initial_accumulator_value"]))
    total = sheet.sum("s", "s + g²", (before,), (sheet.g, sheet.g))
    sheet.state["sum"] = total.value
    sheet.end_part(text("Size of the gradient"))
    lr, falls = sheet.setting("lr", "lr"), sheet.setting("lr_decay", "lr_decay")
    if falls.value:
        lr = sheet.work(
            "lrₜ",
            "lr / (1 + (t − 1)·lr_decay)",
            "{lr} / (1 + ({t} − 1)·{falls})",
            lr.value / (1.0 + (step - 1.0) * falls.value),
            lr=lr,
            t=Factor("t", step),
            falls=falls,
        )
        sheet.end_part(text("Learning rate"))
    return sheet.work(
        "Δw",
        f"−{lr.symbol}·g / (√s + ε)",
        "−{lr}·{g} / (√{s} + {eps})",
        -lr.value * sheet.g.value / (root(total.value) + eps.value),
        lr=lr,
        g=sheet.g,
        s=total,
        eps=eps,
    )


def adadelta(sheet: Sheet) -> Factor:
    """Gives Δw."""
    coupled_decay(sheet)
    rho, eps = sheet.setting("rho", "ρ"), sheet.setting("eps", "ε")
    v = squares(sheet, "square_avg", rho)
    sheet.end_part(text("Size of the gradient"))
    u = sheet.kept("acc_delta", "u")
    move = sheet.work(
        "δ",
        "g·√(u + ε) / √(v + ε)",
        "{g}·√({u} + {eps}) / √({v} + {eps})",
        root(u.value + eps.value) / root(v.value + eps.value) * sheet.g.value,
        g=sheet.g,
        u=u,
        v=v,
        eps=eps,
    )
    sheet.state["acc_delta"] = sheet.sum(
        "u", "ρ·u + (1 − ρ)·δ²", (rho, u), (rest(rho), move, move)
    ).value
    sheet.end_part(text("Size of the steps"))
    return sheet.sum("Δw", "−lr·δ", (against(sheet), move))
