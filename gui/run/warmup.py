"""Pays torch's start-up costs once, in the engine's thread, after the window is on screen."""

from gui.large_imports import LARGE_IMPORTS
from gui.run.messages import EngineReady


def warm_up() -> EngineReady:
    """Imports torch and makes one optimizer step, which imports the rest of it."""
    with LARGE_IMPORTS:
        import torch

        from engine.train import trainer  # noqa: F401 - the import is the work

        weight = torch.nn.Parameter(torch.zeros(1))
        optimizer = torch.optim.Adam([weight])
        torch.autograd.backward((weight * 1.0).sum())
        optimizer.step()
    cuda = tuple(torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count()))
    return EngineReady(torch.__version__, cuda, torch.get_num_threads())
