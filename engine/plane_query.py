"""What the network says on the plane of its data: the decision boundary as it stands."""

import time

import numpy as np
import torch

from engine.evaluate import outputs_of, probabilities
from engine.plane import BoundaryAnswer, plane_of
from engine.text import UserError, text
from engine.train.session import Session


def boundary(session: Session, side: int) -> BoundaryAnswer:
    """What the network says at side × side points of the data's plane, and at the points, in evaluation mode.

    Raises:
        UserError: when there is no plane, or no loss term looks at the data's target.
    """
    begun = time.perf_counter()
    if session.scored_term < 0:
        raise UserError(text("This network learns to repeat its input; it draws no boundary."))
    prepared = session.prepared
    plane = plane_of(prepared)
    grid = plane.inputs(side).reshape(-1, *prepared.shape)
    x = np.concatenate([grid, prepared.x[plane.rows]])
    inputs = torch.from_numpy(np.ascontiguousarray(x)).to(session.device)
    output = outputs_of(session.model, inputs)[session.scored_output]
    truth = prepared.y[plane.rows].reshape(len(plane.rows), -1)[:, 0].astype(np.float64)
    shares = values = point_shares = point_values = None
    cells = side * side
    if prepared.task == "regression":
        flat = output.reshape(len(output), -1).double().cpu().numpy()
        said = prepared.encoder.in_unit(flat)[:, 0]
        truth = truth * prepared.encoder.target_std[0] + prepared.encoder.target_mean[0]
        values, point_values = said[:cells].reshape(side, side), said[cells:]
    else:
        loss = session.criterion.terms[session.scored_term].spec.loss
        said = probabilities(output, loss, len(prepared.classes)).double().cpu().numpy()
        shares, point_shares = said[:cells].reshape(side, side, -1), said[cells:]
    return BoundaryAnswer(
        step=session.progress.step,
        plane=plane,
        classes=prepared.classes,
        shares=shares,
        values=values,
        point_shares=point_shares,
        point_values=point_values,
        truth=truth,
        seconds=time.perf_counter() - begun,
    )
