"""What the machine can't do."""

from tests.engine.check.advising import RuleCase, linear, project, trained

WIDE = project(linear(1_000_000), "ReLU", linear(1))
HUGE = trained(WIDE, batch_size=10_000_000)  # its ReLU alone would keep 40 TB

CASES = {
    "memoryTooSmall": RuleCase(
        fires=HUGE,
        said="rows takes about 109 TiB of memory, but this machine has 16.0 GiB.",
        layer=None,
        level="misfit",
        fixes={"Set the batch size to 1024": lambda p: p.training.batch_size == 1024},
        silent=[(WIDE, None), (trained(HUGE, device="cuda"), None)],
    ),
}
