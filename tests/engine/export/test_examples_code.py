"""Every example that ships with the program, exported."""

import pytest

from engine.examples import EXAMPLES, FOLDER
from engine.export.python_code import python_code
from engine.files.project_file import load
from tests.engine.export.exporting import assert_formatted, assert_same, run_here, run_program


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.netw")), ids=lambda path: path.stem)
def test_that_an_example_trains_alike_as_a_script(path, monkeypatch):
    monkeypatch.chdir(FOLDER)  # a script's relative path starts where the project lies
    project = load(path).project
    settings = {"epochs": min(project.training.epochs, 2), "device": "cpu", "threads": 1}
    project = project.replace(training=project.training.replace(**settings))
    code = python_code(project, FOLDER)
    assert_formatted(code)
    assert_same(run_here(code), run_program(project))


def test_that_there_are_examples():
    assert len(list(FOLDER.glob("*.netw"))) >= len(EXAMPLES) // 2 > 0
