"""What a regression predicts for the validation rows as it stands, beside what is true."""

import time

import numpy as np
import torch

from engine.answers import PairsAnswer
from engine.evaluate import outputs_of
from engine.plane import spread
from engine.text import UserError, text
from engine.train.session import Session

#: Rows that are drawn; more of them make no other cloud.
MOST_ROWS = 1000


def pairs(session: Session) -> PairsAnswer:
    """True and predicted values of validation rows (training rows where there are none), evenly chosen.

    Raises:
        UserError: when no loss term looks at the data's target, or it is made of classes.
    """
    begun = time.perf_counter()
    prepared = session.prepared
    if session.scored_term < 0:
        raise UserError(
            text("This network learns to repeat its input; there is no target to predict.")
        )
    if prepared.task != "regression":
        raise UserError(text("The target is made of classes; the confusion matrix shows them."))
    validated = len(prepared.validation) > 0
    rows = spread(prepared.validation if validated else prepared.train, MOST_ROWS)
    inputs = torch.from_numpy(np.ascontiguousarray(prepared.x[rows])).to(session.device)
    output = outputs_of(session.model, inputs)[session.scored_output]
    flat = output.reshape(len(rows), -1).double().cpu().numpy()
    return PairsAnswer(
        step=session.progress.step,
        split="validation" if validated else "train",
        targets=prepared.target_names,
        rows=rows,
        truth=prepared.encoder.in_unit(prepared.y[rows].astype(np.float64)),
        predicted=prepared.encoder.in_unit(flat),
        seconds=time.perf_counter() - begun,
    )
