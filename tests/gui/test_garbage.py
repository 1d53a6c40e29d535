"""Garbage goes in the GUI thread, at Python's own thresholds, and nowhere else."""

import gc
import threading
import weakref

import pytest

from gui.garbage import GarbageCollector


class Knot:
    """Refers to itself, so that only the collector can free it."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector(qapp)
    yield collector
    collector.deleteLater()


def test_that_a_busy_thread_never_collects(collector):
    gone, kept = [], []
    weakref.finalize(Knot(), lambda: gone.append(threading.current_thread()))
    thread = threading.Thread(target=lambda: kept.extend([] for _ in range(100_000)))
    thread.start()
    thread.join()
    assert gone == []
    collector.collect_if_due()
    assert gone == [threading.main_thread()]


def test_that_nothing_is_done_before_it_is_due(collector):
    gc.collect()
    gone = []
    weakref.finalize(Knot(), gone.append, True)
    collector.collect_if_due()
    assert gone == []


def test_that_the_timer_collects_by_itself(qtbot, collector):
    gone = []
    weakref.finalize(Knot(), gone.append, True)
    kept = [[] for _ in range(100_000)]
    qtbot.waitUntil(lambda: gone == [True], timeout=5000)
    assert len(kept) == 100_000


def test_that_what_is_loaded_is_looked_through_no_more(collector):
    loaded = [[] for _ in range(1000)]
    before = gc.get_freeze_count()
    collector.spare_what_is_loaded()
    assert gc.get_freeze_count() >= before + len(loaded)
