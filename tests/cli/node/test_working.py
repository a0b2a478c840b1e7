"""How long a duty of the worker rests."""

from amont.cli.node.working import pause_after


def test_a_duty_that_fails_rests_twice_as_long_each_time_and_never_gives_up() -> None:
    pauses = [pause_after(failures, usual=0.25) for failures in (0, 1, 2, 6, 7, 5_000)]

    assert pauses == [0.25, 0.5, 1.0, 16.0, 30.0, 30.0]


def test_a_duty_of_each_minute_keeps_its_pace_while_it_succeeds() -> None:
    assert pause_after(0, usual=60.0) == 60.0
