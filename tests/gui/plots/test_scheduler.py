"""Plots are drawn in turn, only after something new, and less often where drawing is dear."""

import pytest

from gui.plots.scheduler import FREE_SHARE, LONGEST, SHARE, SHORTEST, RedrawScheduler


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


def run(scheduler, clock, seconds):
    """News all the time for so long; the clock goes on as the timer would wait."""
    end = clock.now + seconds
    while clock.now < end:
        scheduler.request()
        clock.now += scheduler._timer.interval() / 1000
        scheduler.tick()


def test_that_cheap_plots_are_drawn_sixty_times_a_second(clock):
    plot = Plot(clock, cost=0.0005)
    scheduler = scheduler_of(clock, plot)
    run(scheduler, clock, 5)
    assert scheduler.pause(plot) == SHORTEST == pytest.approx(1 / 60)
    assert plot.drawn == pytest.approx(5 * 60, rel=0.1)


@pytest.mark.parametrize(("cost", "paint"), [(0.008, 0.0), (0.0, 0.008), (0.004, 0.004)])
def test_that_dear_plots_get_their_share_of_the_time(clock, cost, paint):
    plot = Plot(clock, cost, paint)
    scheduler = scheduler_of(clock, plot)
    run(scheduler, clock, 10)
    assert 0.008 / scheduler.pause(plot) == pytest.approx(SHARE, rel=0.02)
    assert 0.008 * plot.drawn / 10 == pytest.approx(SHARE, rel=0.2)


def test_that_all_plots_together_get_one_share(clock):
    plots = [Plot(clock, 0.001, 0.003) for _ in range(5)]
    scheduler = scheduler_of(clock, *plots)
    run(scheduler, clock, 20)
    assert sum(0.004 * plot.drawn for plot in plots) / 20 == pytest.approx(SHARE, rel=0.2)
    assert max(plot.drawn for plot in plots) - min(plot.drawn for plot in plots) <= 2


def test_that_a_dear_plot_slows_none_but_itself(clock):
    cheap, dear = Plot(clock, 0.0005), Plot(clock, 0.04)
    scheduler = scheduler_of(clock, cheap, dear)
    run(scheduler, clock, 20)
    assert 0.04 * dear.drawn / 20 == pytest.approx(SHARE / 2, rel=0.2)
    assert cheap.drawn / 20 > 40


def test_that_a_plot_that_rests_leaves_its_time_to_the_others(clock):
    busy, resting = Plot(clock, 0.004), Plot(clock, 0.004)
    scheduler = scheduler_of(clock, busy, resting)
    run(scheduler, clock, 5)
    assert scheduler.pause(busy) == pytest.approx(0.004 * 2 / SHARE, rel=0.02)
    resting.visible = False
    run(scheduler, clock, 5)
    assert scheduler.pause(busy) == pytest.approx(0.004 / SHARE, rel=0.02)


def test_that_more_is_drawn_while_python_has_nothing_else_to_do(clock):
    plot = Plot(clock, 0.002, 0.006)
    scheduler = scheduler_of(clock, plot)
    scheduler.share = FREE_SHARE
    run(scheduler, clock, 5)
    assert 0.008 / scheduler.pause(plot) == pytest.approx(FREE_SHARE, rel=0.02)


def test_that_even_the_dearest_plots_keep_moving(clock):
    plot = Plot(clock, cost=5.0)
    scheduler = scheduler_of(clock, plot)
    scheduler.request()
    scheduler.tick()
    assert scheduler.pause(plot) == LONGEST


def test_that_it_speeds_up_again(clock):
    plot = Plot(clock, paint=0.02)
    scheduler = scheduler_of(clock, plot)
    run(scheduler, clock, 5)
    slow = scheduler.pause(plot)
    plot.paint = 0.0005
    run(scheduler, clock, 8)
    assert slow == pytest.approx(0.02 / SHARE, rel=0.02)
    assert scheduler.pause(plot) == SHORTEST


def test_that_the_timer_draws_by_itself_and_rests(qtbot, clock):
    plots = [Plot(clock), Plot(clock)]
    scheduler = scheduler_of(clock, *plots)
    with qtbot.waitSignal(scheduler.rested):
        scheduler.request()
    assert [plot.drawn for plot in plots] == [1, 1]
    assert not scheduler._timer.isActive()


def test_that_what_the_user_waits_for_is_not_held_back(clock):
    dear = [Plot(clock, cost=0.2), Plot(clock, cost=0.2)]
    scheduler = scheduler_of(clock, *dear)
    scheduler.request()
    scheduler.tick()
    scheduler.tick()
    scheduler.request()
    held = scheduler._timer.interval()
    scheduler.request(at_once=True)
    assert held > 10 * SHORTEST * 1000
    assert scheduler._timer.interval() == round(SHORTEST * 1000)
    scheduler.tick()
    scheduler.tick()
    assert [plot.drawn for plot in dear] == [2, 2]


def test_that_what_is_added_later_takes_its_turn_and_the_rest_keep_theirs(clock):
    first, second = Plot(clock, 0.01), Plot(clock)
    scheduler = scheduler_of(clock, first)
    run(scheduler, clock, 2)
    pause = scheduler.pause(first)
    scheduler.set_drawings([first, second])
    assert scheduler.pause(first) == pause
    scheduler.request(at_once=True)
    scheduler.tick()
    scheduler.tick()
    assert second.drawn == 1
