"""Plots are drawn in turn, only after something new, and less often where drawing is dear."""

import pytest

from gui.plots.scheduler import LONGEST, SHARE, SHORTEST, RedrawScheduler


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Plot:
    def __init__(self, clock, cost=0.0, paint=0.0):
        self.clock, self.cost, self.paint = clock, cost, paint
        self.paint_seconds = 0.0
        self.drawn = 0
        self.visible = True

    def refresh(self):
        if not self.visible:
            return False
        self.clock.now += self.cost
        self.paint_seconds += self.paint
        self.drawn += 1
        return True


@pytest.fixture
def clock():
    return Clock()


def scheduler_of(clock, *plots):
    scheduler = RedrawScheduler(clock=clock)
    scheduler.set_drawings(plots)
    return scheduler


def test_that_one_plot_is_drawn_a_tick(clock):
    plots = [Plot(clock), Plot(clock)]
    scheduler = scheduler_of(clock, *plots)
    scheduler.request()
    scheduler.tick()
    assert [plot.drawn for plot in plots] == [1, 0]
    scheduler.tick()
    assert [plot.drawn for plot in plots] == [1, 1]
    assert not scheduler.is_waiting


def test_that_nothing_is_drawn_without_news(clock):
    plot = Plot(clock)
    scheduler = scheduler_of(clock, plot)
    scheduler.tick()
    assert plot.drawn == 0


def test_that_many_events_are_one_drawing(clock):
    plot = Plot(clock)
    scheduler = scheduler_of(clock, plot)
    for _ in range(1000):
        scheduler.request()
    scheduler.tick()
    assert plot.drawn == 1
    assert not scheduler.is_waiting


def test_that_a_hidden_plot_takes_no_turn(clock):
    hidden, seen = Plot(clock), Plot(clock)
    hidden.visible = False
    scheduler = scheduler_of(clock, hidden, seen)
    scheduler.request()
    scheduler.tick()
    assert (hidden.drawn, seen.drawn) == (0, 1)


def test_that_cheap_plots_are_drawn_sixty_times_a_second(clock):
    scheduler = scheduler_of(clock, Plot(clock, cost=0.0005))
    for _ in range(50):
        scheduler.request()
        scheduler.tick()
    assert scheduler.interval == SHORTEST == pytest.approx(1 / 60)


@pytest.mark.parametrize(("cost", "paint"), [(0.008, 0.0), (0.0, 0.008), (0.004, 0.004)])
def test_that_dear_plots_get_a_tenth_of_the_time(clock, cost, paint):
    scheduler = scheduler_of(clock, Plot(clock, cost, paint))
    for _ in range(60):
        scheduler.request()
        scheduler.tick()
    assert 0.008 / scheduler.interval == pytest.approx(SHARE, rel=0.02)


def test_that_even_the_dearest_plots_keep_moving(clock):
    scheduler = scheduler_of(clock, Plot(clock, cost=5.0))
    scheduler.request()
    scheduler.tick()
    assert scheduler.interval == LONGEST


def test_that_it_speeds_up_again(clock):
    plot = Plot(clock, cost=0.02)
    scheduler = scheduler_of(clock, plot)
    scheduler.request()
    scheduler.tick()
    slow = scheduler.interval
    plot.cost = 0.0005
    for _ in range(30):
        scheduler.request()
        scheduler.tick()
    assert slow == pytest.approx(LONGEST)
    assert scheduler.interval == SHORTEST


def test_that_the_timer_draws_by_itself_and_rests(qtbot, clock):
    plots = [Plot(clock), Plot(clock)]
    scheduler = scheduler_of(clock, *plots)
    scheduler.request()
    qtbot.waitUntil(lambda: [plot.drawn for plot in plots] == [1, 1])
    assert not scheduler._timer.isActive()


def test_that_what_the_user_waits_for_is_not_held_back(clock):
    dear = [Plot(clock, cost=5.0), Plot(clock, cost=5.0)]
    scheduler = scheduler_of(clock, *dear)
    scheduler.request()
    scheduler.tick()
    assert scheduler._timer.interval() == round(LONGEST * 1000)
    scheduler.request(at_once=True)
    assert scheduler._timer.interval() == round(SHORTEST * 1000)
