"""Every advice: when it is given, when it is not, and what its fixes do."""

import pytest

from engine.check.advice import advise
from engine.check.shapes import infer
from engine.spec.component import component
from engine.spec.network import NetworkSpec
from tests.engine.check.advising import NUMBERS, TWO, Data, kinds, linear, losses, project


def only(a_project, data=None):
    """The one advice there is."""
    (advice,) = advise(a_project, data)
    return advice


def labels(advice):
    return [str(fix.label) for fix in advice.fixes]


@pytest.mark.parametrize(
    ("layers", "loss"),
    [
        ([linear(3)], "CrossEntropy"),
        ([linear(3), "LogSoftmax"], "CrossEntropy"),
        ([linear(3), "LogSoftmax"], "NLL"),
        ([linear(3), "LogSoftmax", "Identity"], "KLDiv"),
        ([linear(3)], "Focal"),
        ([linear(3)], "MultiMargin"),
        ([linear(1)], "BCEWithLogits"),
        ([linear(1), "Sigmoid"], "BCE"),
        ([linear(1), "Sigmoid", "Identity"], "BCE"),
        ([linear(1)], "MSE"),
        ([linear(1), "Softplus"], "PoissonNLL"),
        ([linear(8), "ReLU", linear(3)], "CrossEntropy"),
    ],
)
def test_that_a_right_pair_gives_no_advice(layers, loss):
    assert advise(project(*layers, loss=loss)) == ()


# Outputs and losses


def test_softmax_before_cross_entropy():
    given = project(linear(3), "Softmax")
    advice = only(given)
    assert str(advice.message) == "Softmax before Cross-entropy applies softmax twice."
    assert (advice.layer, advice.level) == ("l2", "advice")
    assert labels(advice) == ["Remove Softmax", "Use NLL loss with LogSoftmax"]
    removed, replaced = (fix.edit(given) for fix in advice.fixes)
    assert kinds(removed) == ["Linear"]
    assert removed.network.outputs == ("l1",)
    assert kinds(replaced) == ["Linear", "LogSoftmax"]
    assert losses(replaced) == [component("NLL")]
    assert advise(removed) == advise(replaced) == ()


def test_softmax_before_cross_entropy_with_settings_that_nll_lacks():
    smooth = project(linear(3), "Softmax", label_smoothing=0.1)
    assert labels(only(smooth)) == ["Remove Softmax"]
    summed = project(linear(3), "Softmax", reduction="sum")
    assert losses(only(summed).fixes[1].edit(summed)) == [component("NLL", reduction="sum")]


def test_that_the_loss_term_still_finds_the_output_after_softmax_is_removed():
    given = project(linear(3), "Softmax")
    term = given.training.losses[0].replace(output="l2")
    given = given.replace(training=given.training.replace(losses=(term,)))
    assert only(given).fixes[0].edit(given).training.losses[0].output == "l1"


def test_softmax_before_focal():
    assert "applies softmax twice" in str(only(project(linear(3), "Softmax", loss="Focal")).message)


def test_sigmoid_before_bce_with_logits():
    given = project(linear(1), "Sigmoid", loss="BCEWithLogits")
    advice = only(given)
    assert str(advice.message) == "Sigmoid before BCE with logits applies sigmoid twice."
    removed, replaced = (fix.edit(given) for fix in advice.fixes)
    assert (kinds(removed), losses(removed)) == (["Linear"], [component("BCEWithLogits")])
    assert (kinds(replaced), losses(replaced)) == (["Linear", "Sigmoid"], [component("BCE")])
    assert advise(removed) == advise(replaced) == ()
    weighted = project(linear(1), "Sigmoid", loss="BCEWithLogits", pos_weight=(2.0,))
    assert labels(only(weighted)) == ["Remove Sigmoid"]


def test_another_activation_before_a_loss_that_wants_raw_numbers():
    given = project(linear(3), "ReLU")
    advice = only(given)
    assert "ReLU before Cross-entropy cuts off" in str(advice.message)
    assert advise(advice.fixes[0].edit(given)) == ()


def test_no_sigmoid_before_bce():
    given = project(linear(1), loss="BCE")
    advice = only(given)
    assert str(advice.message) == "BCE needs probabilities, but “linear_1” gives any number."
    assert labels(advice) == ["Use BCE with logits", "Add a Sigmoid"]
    logits, added = (fix.edit(given) for fix in advice.fixes)
    assert losses(logits) == [component("BCEWithLogits")]
    assert kinds(added) == ["Linear", "Sigmoid"]
    assert added.network.outputs == (added.network.layers[-1].id,)
    assert advise(logits) == advise(added) == ()


def test_another_activation_before_bce():
    given = project(linear(1), "Tanh", loss="BCE")
    assert kinds(only(given).fixes[0].edit(given)) == ["Linear", "Sigmoid"]


def test_softmax_before_nll():
    given = project(linear(3), "Softmax", loss="NLL")
    advice = only(given)
    assert str(advice.message) == ("NLL needs log-probabilities, but Softmax does not give them.")
    assert kinds(advice.fixes[0].edit(given)) == ["Linear", "LogSoftmax"]


def test_nothing_before_nll_and_before_kl_divergence():
    given = project(linear(3), loss="NLL")
    advice = only(given)
    added, replaced = (fix.edit(given) for fix in advice.fixes)
    assert kinds(added) == ["Linear", "LogSoftmax"]
    assert losses(replaced) == [component("CrossEntropy")]
    assert advise(added) == advise(replaced) == ()
    assert labels(only(project(linear(3), loss="KLDiv"))) == ["Add a LogSoftmax"]


@pytest.mark.parametrize("loss", ["BCEWithLogits", "BCE"])
def test_a_loss_of_two_classes_on_a_number(loss):
    found = advise(project(linear(1), loss=loss), NUMBERS)
    (advice,) = found
    assert "target is a number" in str(advice.message)
    (fix,) = advice.fixes
    assert [term.kind for term in losses(fix.edit(project(linear(1), loss=loss)))] == ["MSE"]


def test_an_activation_on_a_regression_output():
    given = project(linear(1), "ReLU", loss="MSE")
    advice = only(given)
    assert "ReLU limits" in str(advice.message)
    assert kinds(advice.fixes[0].edit(given)) == ["Linear"]
    assert only(given, NUMBERS).message == advice.message
    assert only(given, TWO).rule == "numberLossForClasses"


def test_that_an_autoencoder_may_end_in_a_sigmoid():
    assert advise(project(linear(4), "Sigmoid", loss="MSE", target="input")) == ()


# Network and data


def test_a_class_count_that_differs_from_the_outputs():
    given = project(linear(8), "ReLU", linear(5), "Identity")
    advice = only(given, Data())
    assert (advice.layer, advice.level) == ("l4", "misfit")
    assert labels(advice) == ["Set out_features of linear_3 to 3"]
    fixed = advice.fixes[0].edit(given)
    assert fixed.network.layer("l3").params == {"out_features": 3}
    assert advise(fixed, Data()) == ()
    assert advise(given) == ()


def test_an_output_that_no_linear_layer_decides():
    picture = project(("Conv2d", {"out_channels": 2}), "MaxPool2d", shape=(1, 8, 8))
    data = Data(shape=(1, 8, 8))
    advice = only(picture, data)
    assert labels(advice) == ["Add a Linear layer with 3 outputs"]
    fixed = advice.fixes[0].edit(picture)
    assert kinds(fixed) == ["Conv2d", "MaxPool2d", "Flatten", "Linear"]
    assert advise(fixed, data) == ()
    flat = project("Softplus", shape=(4,))
    found = next(a for a in advise(flat, Data()) if a.level == "misfit" and a.layer)
    assert kinds(found.fixes[0].edit(flat)) == ["Softplus", "Linear"]


def test_a_loss_for_classes_on_numbers():
    given = project(linear(1), reduction="sum")
    advice = only(given, NUMBERS)
    assert labels(advice) == ["Use MSE"]
    assert losses(advice.fixes[0].edit(given)) == [component("MSE", reduction="sum")]


def test_a_loss_term_that_looks_at_no_output():
    given = project(linear(8), linear(3))
    term = given.training.losses[0].replace(output="l1")
    given = given.replace(training=given.training.replace(losses=(term,)))
    advice = next(a for a in advise(given, Data()) if a.level == "misfit")
    assert advice.fixes[0].edit(given).training.losses[0].output == ""


def test_an_input_shape_that_differs_from_the_data():
    given = project(linear(3), shape=(7,))
    advice = only(given, Data())
    assert (advice.layer, advice.level) == ("l0", "misfit")
    fixed = advice.fixes[0].edit(given)
    assert fixed.network.layer("l0").params == {"shape": (4,)}
    assert advise(fixed, Data()) == ()


# Layers


def test_a_linear_layer_after_a_picture_that_was_not_flattened():
    given = project(linear(10), "ReLU", "Flatten", linear(3), shape=(1, 8, 8))
    advice = only(given)
    assert "sees a picture of 1×8×8 row by row, 8 numbers at a time" in str(advice.message)
    fixed = advice.fixes[0].edit(given)
    assert kinds(fixed) == ["Flatten", "Linear", "ReLU", "Flatten", "Linear"]
    assert infer(fixed.network).layers["l1"].inputs == ((64,),)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ((linear(1), "RMSNorm"), "nothing of it but its sign"),
        ((linear(4), ("GroupNorm", {"num_groups": 4})), "always gives 0"),
    ],
)
def test_that_no_norm_has_a_single_number_to_work_with(entries, said):
    found = {a.rule: a for a in advise(project(*entries, "ReLU", linear(3)))}
    assert said in str(found["normOfOneNumber"].message)


def test_that_it_is_silent_about_convolutions_between_which_a_norm_is_no_straight_line():
    down = ("ConvTranspose2d", {"out_channels": 4, "kernel_size": 2, "stride": 2})
    straight = project(down, "Dropout", ("Conv2d", {"out_channels": 2}), shape=(1, 8, 8))
    bent = project(down, "LayerNorm", ("Conv2d", {"out_channels": 2}), shape=(1, 8, 8))
    assert "one convolution" in str(only(straight).message)
    assert advise(bent) == ()


def test_that_the_worst_comes_first():
    given = project(("Conv2d", {"kernel_size": 9}), "Flatten", "Softmax", shape=(1, 3, 3))
    assert [a.level for a in advise(given, Data())] == ["error", "misfit", "advice"]


def test_that_a_network_without_layers_gives_no_advice():
    empty = project().replace(network=NetworkSpec(layers=(), outputs=()))
    assert advise(empty, Data()) == ()
    assert advise(project(loss="BCE"), Data()) == ()
