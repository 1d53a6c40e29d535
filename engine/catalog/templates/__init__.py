"""Ready networks by name, sized to the data that they are to fit."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.catalog.templates.attention import small_mixer, small_vit
from engine.catalog.templates.data_shape import DataShape
from engine.catalog.templates.pictures import alexnet, cnn, lenet5, vgg11
from engine.catalog.templates.reconstruction import autoencoder, small_unet
from engine.catalog.templates.residual import resnet18
from engine.catalog.templates.sequences import gru, lstm, temporal_cnn
from engine.catalog.templates.suggested import suggest, suggest_training
from engine.catalog.templates.tables import blank, logistic, mlp
from engine.spec.network import NetworkSpec

__all__ = [
    "TEMPLATES",
    "TEMPLATE_GROUPS",
    "DataShape",
    "Template",
    "cnn",
    "lenet5",
    "mlp",
    "suggest",
    "suggest_training",
]


@dataclass(frozen=True)
class Template:
    """A ready network by name; `build` raises UserError where it can't fit the data.

    `source` is who published it. One that `rebuilds` learns to give its input back, so that the loss
    compares its output with that instead of a target.
    """

    name: str
    title: str
    doc: str
    build: Callable[[DataShape], NetworkSpec]
    group: str
    source: str = ""
    rebuilds: bool = False


#: Titles of the groups, in the order of the gallery.
TEMPLATE_GROUPS: dict[str, str] = {
    "any": "Any data",
    "pictures": "Pictures",
    "sequences": "Series",
    "rebuilding": "Rebuilding the input",
}

TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        Template("mlp", "MLP", "Linear layers with ReLU between them, for tables.", mlp, "any"),
        Template(
            "logistic",
            "Linear model",
            "One Linear layer: linear regression, or logistic regression for classes.",
            logistic,
            "any",
        ),
        Template("blank", "Blank", "An input and nothing else.", blank, "any"),
        Template("cnn", "CNN", "Two convolutions with pooling, for pictures.", cnn, "pictures"),
        Template(
            "lenet5",
            "LeNet-5",
            "The classic network for handwritten digits.",
            lenet5,
            "pictures",
            "LeCun et al. 1998",
        ),
        Template(
            "alexnet",
            "AlexNet",
            "Five convolutions and three Linear layers: the network that won ImageNet in 2012.",
            alexnet,
            "pictures",
            "Krizhevsky 2014",
        ),
        Template(
            "vgg11",
            "VGG-11",
            "Eight 3×3 convolutions in five stages, each stage halving the picture.",
            vgg11,
            "pictures",
            "Simonyan & Zisserman 2015",
        ),
        Template(
            "resnet18",
            "ResNet-18",
            "Eight residual blocks in four stages: shortcuts let deep layers learn.",
            resnet18,
            "pictures",
            "He et al. 2016",
        ),
        Template(
            "vit",
            "ViT (small)",
            "A Vision Transformer: patches of a picture look at one another, without kernels.",
            small_vit,
            "pictures",
            "Dosovitskiy et al. 2021",
        ),
        Template(
            "mixer",
            "MLP-Mixer (small)",
            "Cuts a picture into patches and mixes them by Linear layers alone.",
            small_mixer,
            "pictures",
            "Tolstikhin et al. 2021",
        ),
        Template(
            "temporal_cnn",
            "Temporal CNN",
            "Convolutions along the steps of a series, then a mean over all steps.",
            temporal_cnn,
            "sequences",
            "Wang et al. 2017",
        ),
        Template(
            "gru",
            "GRU classifier",
            "Reads a series step by step, carrying a state along, and judges by the last one.",
            gru,
            "sequences",
            "Cho et al. 2014",
        ),
        Template(
            "lstm",
            "LSTM classifier",
            "Reads a series step by step with a memory that it writes, keeps and clears.",
            lstm,
            "sequences",
            "Hochreiter & Schmidhuber 1997",
        ),
        Template(
            "autoencoder",
            "Autoencoder",
            "Squeezes a sample into a short code and rebuilds it: what is odd is rebuilt badly.",
            autoencoder,
            "rebuilding",
            "Hinton & Salakhutdinov 2006",
            rebuilds=True,
        ),
        Template(
            "unet",
            "U-Net (small)",
            "Fills in missing pixels: down to a small picture, up again, with shortcuts across.",
            small_unet,
            "rebuilding",
            "Ronneberger et al. 2015",
            rebuilds=True,
        ),
    )
}
