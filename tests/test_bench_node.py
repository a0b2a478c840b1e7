"""What the bench of a node reckons and prints; its runs are not tests."""

import json
from itertools import count

import pytest

from bench.node.__main__ import asked_of
from bench.node.figures import Figure, Goal, middle, quantile, shown, table
from bench.node.loads import PLACE, batch_body, numbered, request_of, shares
from bench.node.posting import BATCH


def test_the_middle_of_repeats_is_not_moved_by_one_that_a_neighbour_disturbed() -> None:
    assert middle([2.0, 90.0, 3.0]) == 3.0
    assert middle([2.0, 4.0]) == 3.0


@pytest.mark.parametrize(("share", "value"), [(0.5, 50.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0)])
def test_a_quantile_is_a_value_that_was_measured(share: float, value: float) -> None:
    waits = [float(number) for number in range(100, 0, -1)]

    assert quantile(waits, share) == value


def test_a_goal_is_met_from_below_or_from_above() -> None:
    assert Goal(10.0).is_met(10.0)
    assert not Goal(10.0).is_met(9.9)
    assert Goal(2.0, is_most=True).is_met(2.0)
    assert not Goal(2.0, is_most=True).is_met(2.1)


def test_figures_are_shown_with_three_digits() -> None:
    assert [shown(number) for number in (0.126, 4.5, 12.34, 1234.5)] == ["0.13", "4.50", "12.3", "1,234"]


def test_the_table_says_ratio_goal_and_whether_it_is_met_beside_the_figures() -> None:
    lines = [
        Figure("POST", 300.0, "rows/s", 1_000.0, "bare", Goal(0.25), as_percent=True),
        Figure("page", 50.0, "ms", 20.0, "10,000", Goal(2.0, is_most=True)),
        Figure("start", 9.5, "s", None, "alone"),
    ]

    told = table(lines).splitlines()

    assert [" ".join(line.split()) for line in told if not line.startswith("-")] == [
        "what Amont beside it ratio goal",
        "POST 300 rows/s 1,000 rows/s, bare 30% >= 25% met",
        "page 50.0 ms 20.0 ms, 10,000 2.50 x <= 2.00 x MISSED",
        "start 9.50 s alone",
    ]


def test_a_figure_without_anything_beside_it_has_no_ratio() -> None:
    assert Figure("start", 9.5, "s").ratio is None
    assert Figure("answered", 9.5, "s", 0.0, "nothing").ratio is None


def test_each_declaration_of_each_client_bears_a_number_of_its_own() -> None:
    request = request_of("/batch", method="POST", body=batch_body(BATCH, "BENCH000"))

    asked = shares(lambda _client: request, clients=2, each=3, numbers=count())

    references = [
        one["reference"]
        for client in asked
        for sent in client
        for one in json.loads(sent.partition(b"\r\n\r\n")[2])["declarations"]
    ]
    assert len(references) == len(set(references)) == 2 * 3 * BATCH


def test_a_number_takes_exactly_the_room_that_was_left_for_it() -> None:
    request = request_of("/take", method="POST", body=b'{"reference": "' + PLACE + b'"}')

    sent = numbered(request, count(41))

    assert len(sent) == len(request)
    assert sent.endswith(b'"000000000041"}')


def test_the_large_bench_looks_at_a_million_declarations_and_the_quick_one_repeats_nothing() -> None:
    assert asked_of([]).sizes == (10_000, 100_000)
    assert asked_of(["--large"]).sizes == (10_000, 100_000, 1_000_000)
    assert asked_of(["--quick"]).repeats == 1
    assert asked_of(["--only", "starts"]).parts == ["starts"]
