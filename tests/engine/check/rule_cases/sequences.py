"""Embeddings, recurrent layers and attention."""

from tests.engine.check.advising import (
    RuleCase,
    classes_with,
    kinds,
    linear,
    params,
    prepared,
    project,
)

EMBEDDING = ("Embedding", {"num_embeddings": 50, "embedding_dim": 6})
WORDS = project(EMBEDDING, "LSTM", linear(3), shape=(12,))
AS_THEY_ARE = prepared(WORDS, scale="none")
ENCODER = ("TransformerEncoderLayer", {"nhead": 2})
BLIND = project(ENCODER, "Flatten", linear(3), shape=(5, 8))


def known(**figures):
    return classes_with(40, 40, 40, **figures)


CASES = {
    "embeddingTooSmall": RuleCase(
        fires=AS_THEY_ARE,
        data=known(whole=True, largest=70.0),
        said="“embedding_1” has 50 entries, but the features name up to number 70",
        layer="l1",
        level="misfit",
        fixes={"Set num_embeddings to 71": lambda p: params(p, "l1")["num_embeddings"] == 71},
        silent=[(AS_THEY_ARE, known(whole=True, largest=49.0)), (AS_THEY_ARE, None)],
    ),
    "embeddingOfScaled": RuleCase(
        fires=WORDS,
        said="“embedding_1” looks up whole numbers from 0 on, but the features are scaled",
        layer="l1",
        level="misfit",
        fixes={"Use the features as they are": lambda p: p.data.scale == "none"},
        silent=[(AS_THEY_ARE, None), (project("LSTM", linear(3), shape=(5, 8)), None)],
    ),
    "embeddingOfFractions": RuleCase(
        fires=AS_THEY_ARE,
        data=known(largest=9.5),
        said="“embedding_1” looks up whole numbers from 0 on, but the features are fractions",
        layer="l1",
        fixes={"Use Unsqueeze": lambda p: kinds(p) == ["Unsqueeze", "LSTM", "Linear"]},
        silent=[(AS_THEY_ARE, known(whole=True, largest=9.0)), (WORDS, known(largest=9.5))],
    ),
    "sequenceOfOne": RuleCase(
        fires=project(("Reshape", {"shape": (1, -1)}), "GRU", linear(3)),
        said="“gru_2” gets one step of 4 numbers",
        layer="l2",
        fixes={
            "Take each number as a step": lambda p: (
                kinds(p) == ["Reshape", "Permute", "GRU", "Linear"]
            )
        },
        silent=[(project("GRU", linear(3), shape=(5, 8)), None)],
    ),
    "plainStateTooLong": RuleCase(
        fires=project("RNN", linear(3), shape=(200, 8)),
        said="“rnn_1” goes through 200 steps with a plain state",
        layer="l1",
        fixes={
            "Use GRU": lambda p: kinds(p) == ["GRU", "Linear"],
            "Use LSTM": lambda p: kinds(p) == ["LSTM", "Linear"],
        },
        silent=[
            (project("RNN", linear(3), shape=(20, 8)), None),
            (project("GRU", linear(3), shape=(200, 8)), None),
        ],
    ),
    "attentionWithoutPlaces": RuleCase(
        fires=BLIND,
        said="“transformerencoderlayer_1” sees all steps at once and can't tell their order",
        layer="l1",
        fixes={
            "Add a PositionalEncoding": lambda p: (
                kinds(p)[:2] == ["PositionalEncoding", "TransformerEncoderLayer"]
            )
        },
        silent=[
            (project("PositionalEncoding", ENCODER, "Flatten", linear(3), shape=(5, 8)), None),
            (project(ENCODER, "Flatten", linear(3), shape=(1, 8)), None),
            (
                project(
                    ("LSTM", {"output": "sequence", "hidden_size": 8}),
                    *(ENCODER, "Flatten", linear(3)),
                    shape=(5, 8),
                ),
                None,
            ),
        ],
    ),
}
