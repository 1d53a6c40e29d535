"""Each finding explained in plain words: what it means, why it happens, what to try and in which order."""

from collections.abc import Mapping

from engine.text import Text, text

WHY: Mapping[str, Text] = {
    "diverged": text(
        "A number grew beyond what float32 can hold, or became “not a number”, and everything computed "
        "from it is lost. Nearly always the steps were too long: each overshoots further than the one "
        "before. Lower the learning rate to a tenth; if it still happens, clip the gradients. If the data "
        "themselves hold NaN, fill or drop those rows on the Data page."
    ),
    "exploding": text(
        "On its way back the gradient is multiplied by the weights of every layer. Where these factors are "
        "above 1 it grows from layer to layer, and with it the steps. Clipping bounds the length of a step "
        "and keeps its direction; a lower learning rate, smaller initial weights or a normalisation layer "
        "treat the cause."
    ),
    "vanishing": text(
        "On its way back the gradient is multiplied by the slope of every activation. A sigmoid's slope is "
        "at most 1/4, so that after a few of them next to nothing is left, and the first layers keep their "
        "random weights. ReLU has slope 1 where it is on; skip connections and normalisation layers also "
        "let the gradient through."
    ),
    "alwaysClipped": text(
        "Clipping is meant for the rare step that is far too long. Where it cuts nearly every step, all "
        "steps have the same length, set by the bound and the learning rate, and the gradient only gives "
        "the direction. That can work well; to let it act on outliers only, raise the bound to the usual "
        "length of the gradient and lower the learning rate by the same factor."
    ),
    "gradients": text(
        "Every layer with weights gets a gradient within a factor of ten thousand of the largest one, so "
        "that all of them learn."
    ),
    "deadUnits": text(
        "A ReLU gives 0 for every negative input and has slope 0 there. A unit whose input is negative on "
        "every row gets no gradient and can't come back by itself. Too long steps push units there, most "
        "often early in a run. Leaky ReLU keeps a small slope on that side; a lower learning rate keeps "
        "units from dying. Some zeros are normal and even useful: only units that are zero on all rows "
        "count here."
    ),
    "saturated": text(
        "Sigmoid and tanh level off: beyond about ±5 and ±3 their slope is almost 0, and no gradient gets "
        "through. Large inputs or large weights push units there. Standardise the inputs, put a "
        "normalisation layer before the activation, or use ReLU in hidden layers."
    ),
    "rateTooHigh": text(
        "A step along the gradient is right only for a short way. With too long steps the network jumps "
        "over the valley that it is looking for, and may climb its other side. A third or a tenth of the "
        "learning rate mostly settles it; a warm-up helps where only the first steps are too long."
    ),
    "oscillation": text(
        "The loss goes up and down around a value instead of settling. Each step overshoots, or each batch "
        "pulls in another direction. A smaller learning rate shortens the steps; larger batches make their "
        "directions agree; a schedule that lowers the rate late in the run does both jobs."
    ),
    "rateTooLow": text(
        "As a guide, a step should move the weights by about a thousandth of their size. Here it is far "
        "less, and the loss hardly falls: the run would get there, but only after very many steps. Raise "
        "the learning rate by factors of ten until the loss falls visibly, and go back one factor when it "
        "becomes restless."
    ),
    "flat": text(
        "Nothing has been learnt so far. Try, in this order: another learning rate (ten times as large; or "
        "a tenth where the updates are already long); standardised inputs; whether loss and last layer go "
        "together (see Advice); whether the labels depend on the inputs at all. A network that cannot "
        "learn 20 rows by heart has a mistake in it."
    ),
    "plateau": text(
        "The loss came down and then stopped. If it is low enough, the work is done. Otherwise the steps "
        "may be too long for the last part of the way: a learning rate that falls when the loss stops "
        "falling often brings a second drop. If that does not help, the network has reached what it can "
        "do: give it more room, or better features."
    ),
    "improving": text(
        "The loss is still coming down by more than two hundredths of what it has gained in all. As long "
        "as validation loss falls with it, more epochs bring a better network."
    ),
    "collapse": text(
        "Naming one class for every row is the easiest way to a lower loss when the steps are too long or "
        "when that class is by far the commonest. A lower learning rate lets the network find its way out; "
        "class weights make the rare classes count as much as the common one."
    ),
    "chance": text(
        "A guess that never looks at the input would do as well. Either the network has not begun to learn "
        "(look at the learning rate and the gradients), or what it has learnt does not carry over to the "
        "validation rows, or the target does not depend on these inputs: then no network will help, and "
        "only other data will."
    ),
    "imbalance": text(
        "A rare class contributes little to the loss, so that missing it costs little. Weights in inverse "
        "proportion to the classes' rows make all classes count alike; more rows of the rare class are "
        "better still. Look at recall and F1 rather than at accuracy, which the common class decides."
    ),
    "overfitting": text(
        "The network goes on learning its training rows by heart: train loss falls, but on rows it has "
        "never seen it gets worse. The best weights so far are kept. To do better: stop early, add Dropout "
        "or weight decay, make the network smaller, or get more rows. Of these, more rows help most."
    ),
    "underfitting": text(
        "Both curves have levelled off together, with much of the loss still there: the network does not "
        "even fit the rows it was trained on. It needs more room (wider or more layers, an activation "
        "between them), better features, or longer training at another learning rate. Dropout and weight "
        "decay make it worse: take them away first."
    ),
    "generalises": text(
        "Rows that the network has never seen cost it about as much as those it was trained on: it has "
        "learnt what they have in common, not the rows themselves."
    ),
    "noisyGradient": text(
        "The gradient of a batch is the direction that all rows agree on, plus chance. The noise scale "
        "(McCandlish and others, 2018) is the number of rows at which the two weigh the same. With batches "
        "far below it most of a step is chance. That is fine early in a run; where the loss no longer "
        "falls, larger batches or a lower learning rate bring it further."
    ),
    "frozenLayer": text(
        "The loss does not depend on this layer, or what lies behind it has slope 0 everywhere: a dead "
        "ReLU, a saturated activation, weights that are all 0, or an output that no loss term looks at. "
        "Follow the layer towards the output in Step-through: the first gradient that is 0 shows where it "
        "gets lost."
    ),
    "setFrozen": text(
        "A frozen layer is right for weights that were trained before, on other data. If its weights are "
        "still the random ones it began with, it only scrambles what goes through: let it learn."
    ),
    "frozenNorm": text(
        "In training a BatchNorm uses the mean and variance of each batch; in evaluation it uses the "
        "running ones that it has collected. When these are far from the batches', validation and "
        "predictions come from a network that was never trained. The momentum is the share of each batch "
        "in the running figures: 0.1 is usual. Very small batches make them unsteady."
    ),
}
