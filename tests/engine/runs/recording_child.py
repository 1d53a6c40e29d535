"""Trains nothing but records steps as fast as a run would bring them, until it is killed.

    python -m tests.engine.runs.recording_child FILE RUN

After each chunk of steps the number of steps so far is printed, with the time.
"""

import sys
import time
from pathlib import Path

from engine.runs.recording import Recording
from tests.engine.runs.making import add_moment, add_steps, begun, new_run


def main() -> None:
    history = begun()
    recording = Recording(Path(sys.argv[1]), print)
    recording.begin(new_run(sys.argv[2]))
    while True:
        add_steps(history, 100)
        add_moment(history)
        if recording.is_due:
            recording.note(history)
        print(history.step_count, time.monotonic(), flush=True)
        time.sleep(0.03)


if __name__ == "__main__":
    main()
