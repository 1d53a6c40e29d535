"""The run ended because a number was none."""

from collections.abc import Iterator, Mapping

from engine.check.doctor.finding import Finding
from engine.check.doctor.look import Look, Rule
from engine.check.remedies import Fix, clip_gradients, scale_learning_rate
from engine.text import text

_BEFORE = 10


def diverged(look: Look) -> Iterator[Finding]:
    """What the run told when it ended, with the figures of the last steps before."""
    ended = look.ended
    if ended is None or ended.reason != "diverged" or ended.message is None:
        return
    evidence = [
        look.of_steps(
            text("Loss of the last {count} steps, mean", count=len(loss)),
            float(loss.mean()),
            "loss",
            _BEFORE,
        )
        for loss in [look.recent("loss", _BEFORE)]
        if len(loss)
    ]
    last = {la: look.recent(name, 1) for la, name in look.by_layer("gradient").items()}
    norms = {layer: float(values[0]) for layer, values in last.items() if len(values)}
    if norms:
        largest = max(norms, key=norms.__getitem__)
        label = text("Gradient norm of “{layer}” in the last step", layer=look.name(largest))
        evidence.append(look.of_steps(label, norms[largest], f"gradient/{largest}", 1))
    # Data that is no number is mended in the data; with any other cause, steps were too long.
    fixes: tuple[Fix, ...] = ()
    if ended.layer is not None:
        clip = clip_gradients(look.project)
        fixes = (scale_learning_rate(look.project, 0.1), *([clip] if clip else []))
    yield Finding(
        "diverged",
        "bad",
        ended.message,
        ended.epoch + 1,
        ended.step + 1,
        fixes,
        ended.layer or "",
        look.where(ended.layer) if ended.layer else "",
        tuple(evidence),
    )


RULES: Mapping[str, Rule] = {"diverged": diverged}
