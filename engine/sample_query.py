"""What a layer makes of real samples: one of them in full, or a few as a product of matrices."""

import numpy as np

from engine import numbers
from engine.answers import MatricesAnswer, SampleAnswer
from engine.layer_query import as_array, evaluating, module_of
from engine.spec.network import source_id
from engine.tensor_figures import Picture, picture, tensor_figures
from engine.text import UserError, text
from engine.train.session import Session

#: Rows of a batch that are shown as a matrix.
MATRIX_ROWS = 8
#: Feature maps that are sent, and their longest side.
MOST_MAPS, MAP_SIDE = 64, 64


def sample_answer(
    session: Session, layer: str, split: str = "validation", index: int = 0, channel: int = -1
) -> SampleAnswer:
    """What a layer gives for one row of a split; an index beyond the end counts from the start again.

    Args:
        session: the one asked.
        layer: the layer's id.
        split: "train", "validation" or "test"; one without rows gives way to the training rows.
        index: which of the split's rows.
        channel: the feature map that is wanted in full.
    """
    prepared = session.prepared
    splits = {"train": prepared.train, "validation": prepared.validation, "test": prepared.test}
    if not len(splits[split]):
        split = "train"
    rows = splits[split]
    index %= len(rows)
    chosen = session.split_rows(rows[index : index + 1])
    with evaluating(session):
        values = session.model.layer_values((chosen.x,), until=layer)
    output = as_array(values[layer][0])[0]
    pictures = output.ndim == 3
    ends = [source_id(ref) for ref in session.project.network.outputs]
    classes = prepared.classes if layer in ends and output.shape == (len(prepared.classes),) else ()
    return SampleAnswer(
        layer=layer,
        step=session.progress.step,
        split=split,
        index=index,
        count=len(rows),
        truth=_truth(session, int(rows[index])),
        output=tensor_figures(output),
        maps=_maps(output) if pictures else None,
        large=_large(output, channel) if pictures else None,
        classes=classes,
    )


def linear_matrices(session: Session, layer: str, row: int = 0, column: int = 0) -> MatricesAnswer:
    """A Linear layer on the first training rows, and the sum behind one number of its output.

    Raises:
        UserError: when the layer is no Linear that takes part.
    """
    spec = session.project.network.layer(layer)
    module = module_of(session, layer)
    if spec.kind != "Linear" or not spec.enabled or module is None:
        raise UserError(text("{layer} is no Linear layer that takes part.", layer=spec.name))
    with evaluating(session):
        values = session.model.layer_values((session.train_rows.x[:MATRIX_ROWS],), until=layer)
    source, port = session.model.first_input(layer)
    weight = as_array(module.get_parameter("weight"))
    own = dict(module.named_parameters()).get("bias")
    bias = as_array(own) if own is not None else None
    x = as_array(values[source][port]).reshape(-1, weight.shape[1])[:MATRIX_ROWS]
    y = as_array(values[layer][0]).reshape(-1, weight.shape[0])[:MATRIX_ROWS]
    row, column = min(row, len(y) - 1), min(column, y.shape[1] - 1)
    return MatricesAnswer(
        layer=layer,
        step=session.progress.step,
        x=tensor_figures(x),
        weight=tensor_figures(weight.T),
        bias=tensor_figures(bias) if bias is not None else None,
        y=tensor_figures(y),
        row=row,
        column=column,
        x_terms=x[row].copy(),
        w_terms=weight[column].copy(),
        bias_term=float(bias[column]) if bias is not None else None,
        value=float(y[row, column]),
    )


def _truth(session: Session, row: int) -> str:
    """The class of a row, or its targets with their names."""
    prepared = session.prepared
    if prepared.task != "regression":
        return prepared.classes[int(prepared.y[row])]
    values = prepared.encoder.in_unit(prepared.y[row : row + 1].astype(np.float64))[0]
    pairs = zip(prepared.target_names, values, strict=True)
    return ", ".join(f"{name} {numbers.short(value)}" for name, value in pairs)


def _maps(output: np.ndarray) -> np.ndarray:
    """The first feature maps, every nth row and column of large ones."""
    rows, columns = (max(1, -(-size // MAP_SIDE)) for size in output.shape[1:])
    return output[:MOST_MAPS, ::rows, ::columns].copy()


def _large(output: np.ndarray, channel: int) -> Picture | None:
    return picture(output[channel]) if 0 <= channel < len(output) else None
