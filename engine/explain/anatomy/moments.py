"""Adam and its kin: a running mean m of the gradient and v of its square, corrected for their start at 0.

As torch's `_single_tensor_…` functions have them (Kingma and Ba 2015; Loshchilov and Hutter 2019 for
AdamW; Dozat 2016 for NAdam; Liu et al. 2020 for RAdam).
"""

from engine.explain.anatomy.accumulated import against, squares
from engine.explain.anatomy.beginning import decay, decoupled_decay
from engine.explain.anatomy.sheet import Sheet, rest, root
from engine.explain.derivation import Factor
from engine.text import text

#: RAdam divides by the spread once ρₜ is above this.
_KNOWN_FROM = 5.0
#: By which NAdam's momentum grows to β₁.
_NADAM_BASE = 0.96


def _moments(sheet: Sheet) -> tuple[Factor, Factor]:
    """Both, with this gradient taken in."""
    beta = sheet.beta(1)
    before = sheet.kept("exp_avg", "m")
    m = sheet.sum("m", "β₁·m + (1 − β₁)·g", (beta, before), (rest(beta), sheet.g))
    sheet.state["exp_avg"] = m.value
    v = squares(sheet, "exp_avg_sq", sheet.beta(2))
    sheet.end_part(text("Moments"))
    return m, v


def _corrected(sheet: Sheet, moment: Factor, which: int, symbol: str) -> Factor:
    """A moment divided by what its start at 0 has made it too small by."""
    beta, step = sheet.beta(which), Factor("t", sheet.state["step"])
    return sheet.work(
        symbol,
        f"{moment.symbol} / (1 − {beta.symbol}ᵗ)",
        "{moment} / (1 − {beta}^{step})",
        moment.value / (1.0 - beta.value**step.value),
        moment=moment,
        beta=beta,
        step=step,
    )


def adam(sheet: Sheet) -> Factor:
    """Gives Δw."""
    decay(sheet)
    return _adam(sheet)


def adamw(sheet: Sheet) -> Factor:
    """Gives Δw."""
    decoupled_decay(sheet)
    return _adam(sheet)


def _adam(sheet: Sheet) -> Factor:
    m, v = _moments(sheet)
    if sheet.settings["amsgrad"]:
        before = sheet.kept("max_exp_avg_sq", "v_max")
        largest = max(before.value, v.value)
        v = sheet.work("v_max", "max(v_max, v)", "max({before}, {v})", largest, before=before, v=v)
        sheet.state["max_exp_avg_sq"] = v.value
        sheet.end_part(text("AMSGrad"))
    m_hat, v_hat = _corrected(sheet, m, 1, "m̂"), _corrected(sheet, v, 2, "v̂")
    sheet.end_part(text("Bias correction"))
    eps = sheet.setting("eps", "ε")
    return sheet.work(
        "Δw",
        "−lr·m̂ / (√v̂ + ε)",
        "{lr}·{m} / (√{v} + {eps})",
        against(sheet).value * m_hat.value / (root(v_hat.value) + eps.value),
        lr=against(sheet),
        m=m_hat,
        v=v_hat,
        eps=eps,
    )


def nadam(sheet: Sheet) -> Factor:
    """Gives Δw."""
    decay(sheet)
    now, ahead = _momentum(sheet, "t", 0), _momentum(sheet, "t + 1", 1)
    product = sheet.sum("Πμ", "Πμ·μₜ", (sheet.kept("mu_product", "Πμ", 1.0), now))
    sheet.state["mu_product"] = product.value
    sheet.end_part(text("Momentum"))
    m, v = _moments(sheet)
    m_hat = sheet.work(
        "m̂",
        "m / (1 − Πμ·μₜ₊₁)",
        "{m} / (1 − {product}·{ahead})",
        m.value / (1.0 - product.value * ahead.value),
        m=m,
        product=product,
        ahead=ahead,
    )
    g_hat = sheet.work(
        "ĝ",
        "g / (1 − Πμ)",
        "{g} / (1 − {product})",
        sheet.g.value / (1.0 - product.value),
        g=sheet.g,
        product=product,
    )
    v_hat = _corrected(sheet, v, 2, "v̂")
    sheet.end_part(text("Bias correction"))
    eps = sheet.setting("eps", "ε")
    direction = ahead.value * m_hat.value + (1.0 - now.value) * g_hat.value
    return sheet.work(
        "Δw",
        "−lr·(μₜ₊₁·m̂ + (1 − μₜ)·ĝ) / (√v̂ + ε)",
        "{lr}·({ahead}·{m} + (1 − {now})·{g}) / (√{v} + {eps})",
        against(sheet).value * direction / (root(v_hat.value) + eps.value),
        lr=against(sheet),
        ahead=ahead,
        m=m_hat,
        now=now,
        g=g_hat,
        v=v_hat,
        eps=eps,
    )


def _momentum(sheet: Sheet, when: str, later: int) -> Factor:
    """NAdam's momentum at step t or the one after it."""
    beta, grows = sheet.beta(1), sheet.setting("momentum_decay", "momentum_decay")
    step = Factor(when, sheet.state["step"] + later)
    name = f"({when})" if later else when
    return sheet.work(
        "μₜ₊₁" if later else "μₜ",
        f"β₁·(1 − ½·0.96^({name}·momentum_decay))",
        "{beta}·(1 − ½·0.96^({step}·{grows}))",
        beta.value * (1.0 - 0.5 * _NADAM_BASE ** (step.value * grows.value)),
        beta=beta,
        step=step,
        grows=grows,
    )


def radam(sheet: Sheet) -> Factor:
    """Gives Δw."""
    decay(sheet)
    m, v = _moments(sheet)
    m_hat = _corrected(sheet, m, 1, "m̂")
    sheet.end_part(text("Bias correction"))
    longest, length = _lengths(sheet)
    lr = against(sheet)
    if not length.value > _KNOWN_FROM:
        sheet.end_part(
            text("Rectification"),
            text(
                "ρₜ, the number of steps that v remembers, is not above 5: too few to know the spread of "
                "the gradient, so that the step is not divided by it."
            ),
        )
        return sheet.sum("Δw", "−lr·m̂", (lr, m_hat))
    rectified = sheet.work(
        "rₜ",
        "√((ρₜ − 4)·(ρₜ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρₜ))",
        "√(({length} − 4)·({length} − 2)·{longest} / (({longest} − 4)·({longest} − 2)·{length}))",
        _rectification(longest.value, length.value),
        length=length,
        longest=longest,
    )
    sheet.end_part(text("Rectification"))
    beta, step, eps = sheet.beta(2), Factor("t", sheet.state["step"]), sheet.setting("eps", "ε")
    spread = root(1.0 - beta.value**step.value) / (root(v.value) + eps.value)
    return sheet.work(
        "Δw",
        "−lr·rₜ·m̂·√(1 − β₂ᵗ) / (√v + ε)",
        "{lr}·{rectified}·{m}·√(1 − {beta}^{step}) / (√{v} + {eps})",
        lr.value * rectified.value * m_hat.value * spread,
        lr=lr,
        rectified=rectified,
        m=m_hat,
        beta=beta,
        step=step,
        v=v,
        eps=eps,
    )


def _lengths(sheet: Sheet) -> tuple[Factor, Factor]:
    """How many steps v remembers in the end, and by now."""
    beta, step = sheet.beta(2), Factor("t", sheet.state["step"])
    longest = sheet.work(
        "ρ∞", "2 / (1 − β₂) − 1", "2 / (1 − {beta}) − 1", 2.0 / (1.0 - beta.value) - 1.0, beta=beta
    )
    power = beta.value**step.value
    length = sheet.work(
        "ρₜ",
        "ρ∞ − 2·t·β₂ᵗ / (1 − β₂ᵗ)",
        "{longest} − 2·{step}·{beta}^{step} / (1 − {beta}^{step})",
        longest.value - 2.0 * step.value * power / (1.0 - power),
        longest=longest,
        step=step,
        beta=beta,
    )
    return longest, length


def _rectification(longest: float, length: float) -> float:
    above = (length - 4.0) * (length - 2.0) * longest
    return root(above / ((longest - 4.0) * (longest - 2.0) * length))
