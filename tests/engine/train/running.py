"""A walked step in any precision."""

import torch

from engine.build import Criterion
from engine.train.rows import Split
from engine.train.session import Session
from engine.train.walk import Walk
from engine.train.walking import walk_to
from engine.walk_answers import PhaseName


def walked(
    session: Session, phase: PhaseName = "backward", dtype: torch.dtype = torch.float64
) -> Walk:
    """The session's next step up to a phase, once all that it works with has this precision."""
    project, rows = session.project, session.train_rows
    session.model.to(dtype)
    session.criterion = Criterion(project.training, project.network, session.device, dtype)
    session.one = session.one.to(dtype)
    targets = tuple(t.to(dtype) if t.is_floating_point() else t for t in rows.targets)
    session.train_rows = Split(rows.x.to(dtype), targets, rows.labels)
    return walk_to(session, phase)
