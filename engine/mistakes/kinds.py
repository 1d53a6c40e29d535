"""Every common mistake: what is done wrong, and what comes of it. Needs no torch."""

from dataclasses import dataclass

from engine.text import Text, text


@dataclass(frozen=True)
class Mistake:
    """A mistake that people make.

    `doc` says what is done wrong, `why` what it does to the numbers, and `harmless` when it does not
    matter.
    """

    name: str
    title: Text
    doc: Text
    why: Text
    harmless: Text


KINDS = (
    Mistake(
        name="zero_grad",
        title=text("No zero_grad()"),
        doc=text(
            "optimizer.zero_grad() is left out, so that no step forgets the gradients before it."
        ),
        why=text(
            "backward() adds to .grad. Without zero_grad() the optimizer gets the sum of all gradients "
            "so far: it goes on in old directions, in steps that grow. It is like a momentum that never "
            "fades."
        ),
        harmless=text(
            "The sum of all gradients so far happened to point the right way here. It seldom does for long."
        ),
    ),
    Mistake(
        name="softmax",
        title=text("Softmax twice"),
        doc=text(
            "The network ends in a softmax (or sigmoid) of its own, before a loss that contains one."
        ),
        why=text(
            "The loss takes its own softmax of numbers that already lie between 0 and 1. Even a network "
            "that is entirely sure then looks unsure, the loss can't fall to 0, and the gradient that "
            "comes back through both is small: it learns slowly."
        ),
        harmless=text(
            "The order of the classes is the same with one softmax or two, so that accuracy may suffer "
            "little; the loss and its gradients are still not those that are meant."
        ),
    ),
    Mistake(
        name="zeros",
        title=text("All weights start at 0"),
        doc=text("Every weight and bias begins at 0 instead of at small random numbers."),
        why=text(
            "Units of a layer that are alike get the same gradient and stay alike, so that a wide layer "
            "does no more than a single unit; and where the weights above are 0, no gradient "
            "comes through at all."
        ),
        harmless=text(
            "It does no harm where there are no hidden units to be told apart, as in a single linear layer: "
            "there starting at 0 is as good as any start."
        ),
    ),
    Mistake(
        name="shuffle",
        title=text("No shuffling"),
        doc=text("Rows come in the order of the data, the same in every epoch."),
        why=text(
            "Each batch is a small sample of the rows, and should look like all of them. In data that is "
            "sorted, say by class, batches are lopsided: every one pulls the weights to its own rows, "
            "and undoes what others taught."
        ),
        harmless=text(
            "It does no harm where the rows lie in no particular order already, so that every batch looks "
            "like all rows."
        ),
    ),
    Mistake(
        name="eval",
        title=text("No eval() for validation"),
        doc=text("model.eval() is left out: validation runs in training mode."),
        why=text(
            "In training mode Dropout still drops values, and BatchNorm uses the mean and variance of "
            "whatever batch it is given and mixes those of the validation rows into its running ones. "
            "The validation loss is that of another network than the one that will be used."
        ),
        harmless=text(
            "Where no layer works differently in training mode eval() changes nothing, and where they are "
            "few it may change little. It costs nothing either: always call it."
        ),
    ),
    Mistake(
        name="activation",
        title=text("No activations"),
        doc=text("The activations between the layers are left out."),
        why=text(
            "One linear layer after another is one linear layer: W₂·(W₁·x + b₁) + b₂ = W·x + b. However "
            "many there are, they can only draw straight lines and planes."
        ),
        harmless=text(
            "A linear network learns fast at first, and is enough where what is to be learnt is nearly "
            "linear, or where other layers, such as max pooling, are not linear either. Elsewhere its loss "
            "stops falling early."
        ),
    ),
    Mistake(
        name="lr",
        title=text("Learning rate × 100"),
        doc=text("The learning rate is a hundred times as large."),
        why=text(
            "The gradient says which way is down at the point where it is taken, not how far. A step "
            "that is too long lands on the other side of the valley, higher than before."
        ),
        harmless=text(
            "Even a hundred times the rate was not too much for these steps: a larger one than the "
            "project's may be worth trying."
        ),
    ),
    Mistake(
        name="scale",
        title=text("Features not scaled"),
        doc=text("Features go in with their own units, as they stand in the data."),
        why=text(
            "The gradient of a weight is proportional to its feature. With features of very different "
            "sizes one learning rate is too large for some weights and too small for others, and large "
            "inputs drive saturating activations to their ends."
        ),
        harmless=text(
            "It does little harm where all features are of like sizes: there it is like another learning "
            "rate."
        ),
    ),
    Mistake(
        name="retain",
        title=text("backward() twice"),
        doc=text("loss.backward() is called again for the same loss, without retain_graph=True."),
        why=text(
            "backward() frees what forward had kept for it, such as each layer's input, as soon as it has "
            "been used. A second call finds nothing left to multiply with. It needs another forward pass, "
            "or retain_graph=True in the first call; its gradients would add to those of the first."
        ),
        harmless=text(
            "Nothing in this network needs what forward keeps, so that a second call only adds the same "
            "gradients once more."
        ),
    ),
)

MISTAKES: dict[str, Mistake] = {mistake.name: mistake for mistake in KINDS}
