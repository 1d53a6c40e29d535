"""How closely a run looks at itself."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    """What is recorded of a run beside the loss, and how often.

    With `norms` every layer's gradient norm at every step. Probes are at least `probe_seconds` apart,
    further where they would take more than `probe_share` of the time, but never further than it takes the
    steps of the run to double, from step 100 on. The machine is looked at every `machine_seconds`. With
    `trail` the way of the weights is kept. No number of the run depends on any of it.
    """

    norms: bool = True
    probe_seconds: float = 0.1
    probe_share: float = 0.015
    machine_seconds: float = 1.0
    trail: bool = True


#: What every run records unless told otherwise.
DEFAULT = Watch()
#: Probes at every step, whatever they cost.
CLOSELY = Watch(probe_seconds=0.0, probe_share=math.inf)
#: The loss alone.
LOSS_ALONE = Watch(norms=False, probe_seconds=math.inf, machine_seconds=math.inf, trail=False)
