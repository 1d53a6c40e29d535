"""Data that is hard to learn from as it is: uneven columns, large targets, rare classes."""

from collections.abc import Iterator

from engine import numbers
from engine.check.remedies import Fix
from engine.check.rules.base import Advice, Rule
from engine.check.rules.case import Case
from engine.check.rules.endings import Ending, endings
from engine.check.rules.fixes import set_data
from engine.spec.project import Project
from engine.text import text

#: Spreads that differ more than this make the loss steep along one column and flat along another.
_MOST_RATIO = 10.0
#: Pictures and single columns beyond this are far from the 1 that layers' weights start for.
_LARGEST = 30.0
_LARGEST_TARGET = 10.0
#: The commonest class against the rarest one.
_MOST_IMBALANCE = 4.0


def not_standardised(case: Case) -> Iterator[Advice]:
    """Inputs that are large, or whose columns differ a lot."""
    figures, data = case.figures, case.data
    if figures is None or data is None or case.project.data.scale != "none":
        return
    if figures.whole and any(layer.kind == "Embedding" for layer, _ in case.working):
        return  # numbers that name entries of a table
    fix = set_data(text("Standardise the features"), scale="standard")
    ratio = figures.most_spread / figures.least_spread if figures.least_spread else 1.0
    if len(data.shape) == 1 and ratio > _MOST_RATIO:
        message = text(
            "The features are not scaled, and the spread of one is {ratio} times that of another: "
            "steps that suit one are wrong for the other.",
            ratio=numbers.short(float(f"{ratio:.2g}")),
        )
        yield Advice(None, message, (fix,))
    elif figures.largest > _LARGEST:
        message = text(
            "The features are not scaled and reach {largest}: layers start with weights for numbers "
            "about 1.",
            largest=numbers.short(figures.largest),
        )
        yield Advice(None, message, (fix,))


def large_target(case: Case) -> Iterator[Advice]:
    """A regression whose outputs have a long way to go from about 0."""
    figures, project = case.figures, case.project
    if figures is None or case.data is None or case.data.task != "regression":
        return
    plain = any(end.loss.tasks == ("regression",) and _real(end) for end in endings(case))
    if project.data.scale_target or not plain or figures.target_size <= _LARGEST_TARGET:
        return
    yield Advice(
        None,
        text(
            "The target reaches about {size}, while outputs start near 0: scaled, it is learnt much "
            "sooner, and figures are still shown in its unit.",
            size=numbers.short(float(f"{figures.target_size:.2g}")),
        ),
        (set_data(text("Scale the target"), scale_target=True),),
    )


def _real(end: Ending) -> bool:
    """Counts must stay counts for a Poisson loss, and directions have no size."""
    return end.loss.name not in {"PoissonNLL", "Cosine"}


def rare_classes(case: Case) -> Iterator[Advice]:
    """Classes of very different size that count alike."""
    counts = case.figures.class_counts if case.figures is not None else ()
    present = [count for count in counts if count]
    if len(present) < 2 or max(present) < _MOST_IMBALANCE * min(present):
        return
    for end in endings(case):
        fix = _weighted(end, counts)
        if fix is None:
            continue
        assert case.data is not None, "figures come from data"
        names = list(case.data.classes)
        yield Advice(
            end.output,
            text(
                "“{common}” has {ratio} times as many training rows as “{rare}”: to name the common "
                "class is mostly right, so that the rare one is hardly learnt.",
                common=names[counts.index(max(present))],
                rare=names[counts.index(min(present))],
                ratio=numbers.short(round(max(present) / min(present), 1)),
            ),
            (fix,),
        )


def _weighted(end: Ending, counts: tuple[int, ...]) -> Fix | None:
    """Weights for the classes in inverse proportion to their rows; None where the loss has them already.

    They are n / (k·nᵢ), which are 1 for classes of equal size. One output takes a single weight for
    class 1, the ratio of the two.
    """
    name = next((f.name for f in end.loss.fields if f.name in {"weight", "pos_weight"}), None)
    if name is None or end.loss.name == "Focal" or end.term.loss.params.get(name):
        return None
    if name == "pos_weight":
        if len(counts) != 2 or not all(counts):
            return None
        weights: tuple[float, ...] = (_short(counts[0] / counts[1]),)
    else:
        share = sum(counts) / sum(1 for count in counts if count)
        weights = tuple(_short(share / count) if count else 1.0 for count in counts)

    def edit(project: Project) -> Project:
        losses = list(project.training.losses)
        loss = losses[end.number].loss
        loss = loss.replace(params={**loss.params, name: weights})
        losses[end.number] = losses[end.number].replace(loss=loss)
        return project.replace(training=project.training.replace(losses=tuple(losses)))

    return Fix(text("Weigh the classes by their rows"), edit)


def _short(weight: float) -> float:
    """Four digits are as much as counts say."""
    return float(f"{weight:.4g}")


def split_in_order(case: Case) -> Iterator[Advice]:
    """Rows cut in the order of the file, so that whole classes are kept from training."""
    figures, split = case.figures, case.project.data.split
    if figures is None or split.shuffle or not figures.class_counts or case.data is None:
        return
    absent = [n for n, c in zip(case.data.classes, figures.class_counts, strict=True) if not c]
    if absent:
        yield Advice(
            None,
            text(
                "The rows are split in the order of the file, and no training row is of class "
                "“{name}”.",
                name=absent[0],
            ),
            (
                set_data(
                    text("Split by chance"),
                    split=split.replace(shuffle=True),
                ),
            ),
        )


RULES: dict[str, Rule] = {
    "notStandardised": not_standardised,
    "largeTarget": large_target,
    "rareClasses": rare_classes,
    "splitInOrder": split_in_order,
}
