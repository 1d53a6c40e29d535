"""The list of runs where its file can't be used."""

from engine.runs.place import runs_file


def test_that_a_file_which_can_not_be_used_is_said_once(open_window, user, qtbot):
    runs_file().parent.write_bytes(b"")  # a file where the folder should be
    window = open_window()
    said = []
    window.runs.failed.connect(said.append)
    user.click(window, "runsButton")
    qtbot.waitUntil(lambda: user.find(window, "noticeText").isVisible(), timeout=10_000)
    looks = []
    window.runs.watch.changed.connect(looks.append)
    qtbot.waitUntil(lambda: len(looks) >= 2, timeout=10_000)
    assert len(said) <= 1
    assert "can't be made" in user.find(window, "noticeText").text()


def test_that_a_damaged_file_is_put_aside_and_said(open_window, user, qtbot):
    runs_file().parent.mkdir()
    runs_file().write_bytes(b"nonsense" * 1000)
    window = open_window()
    notice = user.find(window, "noticeText")
    qtbot.waitUntil(lambda: "was damaged" in notice.text(), timeout=10_000)
    assert len(list(runs_file().parent.glob("runs-damaged-*"))) == 1
