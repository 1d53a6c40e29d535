"""The state of torch's random generators, taken and put back."""

import torch
from torch import Tensor

RngState = dict[str, Tensor]


def capture_rng(device: torch.device) -> RngState:
    """The state of the CPU's generator and, on CUDA, of the device's."""
    state = {"cpu": torch.get_rng_state()}
    if device.type == "cuda":
        state["cuda"] = torch.cuda.get_rng_state(device)
    return state


def restore_rng(state: RngState) -> None:
    """Puts the generators back to `state`."""
    torch.set_rng_state(state["cpu"])
    if "cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["cuda"])
