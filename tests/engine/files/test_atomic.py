"""A save that fails in any way leaves the file before as it was, and says so."""

import errno
import os
import stat
from pathlib import Path

import pytest

from engine.files import atomic
from engine.files.atomic import previous_generation, replacing, write_bytes
from engine.text import UserError
from tests.engine.files.failing_disk import failing_disk


@pytest.fixture
def old(tmp_path) -> Path:
    path = tmp_path / "a.netw"
    path.write_bytes(b"old")
    return path


def entries(path):
    return sorted(p.name for p in path.parent.iterdir())


def test_that_the_new_bytes_are_there_and_the_old_ones_beside_them(old):
    write_bytes(old, b"new")
    assert old.read_bytes() == b"new"
    assert previous_generation(old).read_bytes() == b"old"
    write_bytes(old, b"newer")
    assert previous_generation(old).read_bytes() == b"new"
    assert entries(old) == ["a.netw", "a.netw.bak"]


def test_that_nothing_is_kept_where_nothing_is_to_be(old):
    write_bytes(old, b"new", keep_previous=False)
    assert entries(old) == ["a.netw"]


def test_that_an_exception_of_the_writer_changes_nothing(old):
    def broken():
        with replacing(old) as file:
            file.write(b"half")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        broken()
    assert old.read_bytes() == b"old"
    assert entries(old) == ["a.netw"]


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT]
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace", "link"])
def test_that_a_failing_call_changes_nothing(old, monkeypatch, call, number):
    def fail(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    write_bytes(old, b"before that")
    write_bytes(old, b"old")
    monkeypatch.setattr(atomic.os, call, fail)
    with pytest.raises(UserError, match=r"a\.netw"):
        write_bytes(old, b"new")
    monkeypatch.undo()
    assert old.read_bytes() == b"old"
    assert entries(old) == ["a.netw", "a.netw.bak"]


def test_that_a_folder_that_can_not_be_synced_takes_the_rename_back(old, monkeypatch):
    sync, calls = os.fsync, []

    def fail_second(descriptor):
        calls.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        if calls[-1]:
            raise OSError(errno.EIO, "Input/output error")
        sync(descriptor)

    monkeypatch.setattr(atomic.os, "fsync", fail_second)
    with pytest.raises(UserError):
        write_bytes(old, b"new")
    assert calls == [False, True]
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("offset", [0, 1, 100, 4096, 65_536, (1 << 20) + 1, 3 << 20])
def test_that_a_disk_full_at_any_offset_changes_nothing(old, offset):
    with failing_disk(offset, errno.ENOSPC), pytest.raises(UserError, match="disk is full"):
        write_bytes(old, bytes(4 << 20))
    assert old.read_bytes() == b"old"
    assert entries(old) == ["a.netw"]


def test_that_short_writes_lose_nothing(old, monkeypatch):
    write = os.write
    monkeypatch.setattr(atomic.os, "write", lambda d, data: write(d, bytes(data[:1000])))
    data = os.urandom(50_000)
    write_bytes(old, data)
    assert old.read_bytes() == data


def test_that_a_disk_without_second_names_gets_a_copy(old, monkeypatch):
    def fail(*_args):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(atomic.os, "link", fail)
    write_bytes(old, b"new")
    assert (old.read_bytes(), previous_generation(old).read_bytes()) == (b"new", b"old")


def test_that_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match=r"no folder .*gone"):
        write_bytes(tmp_path / "gone" / "a.netw", b"")


def test_that_a_folder_is_no_file(tmp_path):
    with pytest.raises(UserError, match="is a folder"):
        write_bytes(tmp_path, b"")


def test_that_a_read_only_file_stays(old, monkeypatch):
    monkeypatch.setattr(atomic.os, "access", lambda path, mode: False)
    with pytest.raises(UserError, match="read-only"):
        write_bytes(old, b"new")
    assert old.read_bytes() == b"old"


def test_that_a_link_is_followed(old, tmp_path):
    link = tmp_path / "link.netw"
    link.symlink_to(old)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


def test_that_permissions_stay(old):
    old.chmod(0o640)
    write_bytes(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_that_what_a_killed_save_left_is_cleared_away_in_time(old):
    dead = atomic._temporary_name(old)
    living = atomic._temporary_name(old)
    other = atomic._temporary_name(old.with_name("other.netw"))
    for path in (dead, living, other):
        path.write_bytes(b"half")
    for path in (dead, other):
        os.utime(path, (0, 0))
    write_bytes(old, b"new")
    assert (dead.exists(), living.exists(), other.exists()) == (False, True, True)


def test_that_the_longest_name_can_be_saved(tmp_path):
    path = tmp_path / ("n" * 250 + ".netw")
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"


def test_that_a_name_too_long_is_said_to_be():
    with pytest.raises(UserError, match="too long"):
        write_bytes(Path("/tmp") / ("n" * 300), b"")
