"""The examples are what the script makes, open without torch, and learn what they promise."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.check.shapes import infer
from engine.data.preprocess import prepare
from engine.data.sources import open_source
from engine.examples import EXAMPLES, FOLDER, example
from engine.files.project_file import ProjectFile, load_project_only, save
from engine.queries import evaluate
from engine.train.control import Control
from engine.train.events import Paused, RunEnded
from engine.train.session import Session
from engine.train.trainer import drain, train
from tools.make_examples import MAKERS, make

ROOT = Path(__file__).parents[2]
IDS = [known.name for known in EXAMPLES]


def session_of(name: str) -> Session:
    project = load_project_only(example(name).path).project
    return Session(project, prepare(project.data, open_source(project.data.source)))


def test_that_the_list_is_complete():
    assert {path.stem for path in FOLDER.glob("*.netw")} == set(IDS) == set(MAKERS)
    assert {1, 2, 3, 4, 5, 13, 14} <= {known.lesson for known in EXAMPLES}
    with pytest.raises(KeyError):
        example("none")


@pytest.mark.parametrize("known", EXAMPLES, ids=IDS)
def test_that_it_is_what_the_script_makes(known, tmp_path):
    made = make(known)
    assert load_project_only(known.path).project == made
    again = known.path.with_name(f"again-{known.name}")
    try:
        save(again, ProjectFile(made))
        assert again.read_bytes() == known.path.read_bytes()
    finally:
        again.unlink(missing_ok=True)


@pytest.mark.parametrize("known", EXAMPLES, ids=IDS)
def test_that_it_trains_at_once(known):
    session = session_of(known.name)
    assert not infer(session.project.network).problems
    control, reason = Control(), None
    control.step(3)
    for event in train(session, control):
        if isinstance(event, Paused):
            control.stop()
        if isinstance(event, RunEnded):
            reason = event.reason
    assert (reason, session.progress.step) == ("stopped", 3)


@pytest.mark.parametrize(
    ("name", "metric", "least"),
    [
        ("spirals", "accuracy", 0.95),
        ("digits", "accuracy", 0.95),
        ("wine", "accuracy", 0.95),
        ("diabetes", "r2", 0.4),
    ],
)
def test_that_it_learns_what_it_promises(name, metric, least):
    session = session_of(name)
    drain(session)
    assert evaluate(session, "test").metrics[metric] >= least


def test_that_the_list_needs_no_torch():
    code = "import sys, engine.examples; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
