"""Window and command line keep their runs in the same file."""

from engine.runs.place import data_folder, runs_beside, runs_file
from gui.app import recovery_folder


def test_that_the_window_and_the_commands_mean_the_same_file(qapp, monkeypatch):
    names = qapp.applicationName(), qapp.organizationName()
    qapp.setApplicationName("Netwright")
    qapp.setOrganizationName("Netwright")
    monkeypatch.delenv("NETWRIGHT_RUNS")
    try:
        assert recovery_folder() == data_folder() / "recovery"
        assert runs_file() == runs_beside(recovery_folder())
    finally:
        qapp.setApplicationName(names[0])
        qapp.setOrganizationName(names[1])
