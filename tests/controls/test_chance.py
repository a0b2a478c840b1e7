"""A9: officers and brokers meet by chance alone, and a pair that somebody forced is seen. No database."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from amont.controls.facts import drawn, officer_number
from amont.engine.selectivity.chance import draw

SECRET = sha256(b"a day of the tests").digest()
BROKERS = [f"BR{place:03}" for place in range(10)]
OFFICERS = [f"person:{place}" for place in range(5)]
ASSIGNMENTS = 10_000
BY_CHANCE, NEVER_BY_CHANCE = 50.998, 67.985  # chi-square of 36 degrees of freedom: 5 % and 0.1 % above


def officer_of(place: int) -> str:
    number = officer_number(SECRET, reference=f"2026DM01C{place}", number=0)
    return drawn(OFFICERS, number)


def chi_square(pairs: Iterable[tuple[str, str]]) -> float:
    """Of broker by officer, against independence."""
    seen = Counter(pairs)
    brokers, officers = Counter[str](), Counter[str]()
    for (broker, officer), n in seen.items():
        brokers[broker] += n
        officers[officer] += n
    total = sum(seen.values())
    expected = {(b, o): brokers[b] * officers[o] / total for b in brokers for o in officers}
    return sum((seen[pair] - mean) ** 2 / mean for pair, mean in expected.items())


def test_ten_thousand_assignments_show_no_link_between_broker_and_inspector() -> None:
    pairs = [(BROKERS[place % len(BROKERS)], officer_of(place)) for place in range(ASSIGNMENTS)]

    assert chi_square(pairs) < BY_CHANCE


def test_each_inspector_gets_the_same_share_whatever_he_has_to_do_already() -> None:
    shares = Counter(officer_of(place) for place in range(ASSIGNMENTS))

    assert all(abs(n - ASSIGNMENTS / len(OFFICERS)) < 120 for n in shares.values())  # three deviations


def test_a_broker_who_gets_his_inspector_one_time_in_four_more_is_detected() -> None:
    pairs = []
    for place in range(ASSIGNMENTS):
        broker = BROKERS[place % len(BROKERS)]
        is_forced = broker == "BR003" and place % 40 == 3
        pairs.append((broker, "person:2" if is_forced else officer_of(place)))

    assert chi_square(pairs) > NEVER_BY_CHANCE


def test_the_officers_of_yesterday_do_not_tell_that_of_the_next_file() -> None:
    officers = [officer_of(place) for place in range(ASSIGNMENTS)]
    pairs = list(zip(officers, officers[1:], strict=False))

    assert chi_square(pairs) < 26.296  # 16 degrees of freedom, 5 % above


def test_anybody_does_a_draw_again_with_the_secret_and_a_text_of_the_declaration() -> None:
    digest = hmac.digest(SECRET, b"1|assign|C 41872", "sha256")
    expected = (int.from_bytes(digest[:8], "big") >> 11) * 2.0**-53

    assert officer_number(SECRET, reference="C 41872", number=1) == expected


def test_the_number_of_an_officer_is_not_that_of_the_lane() -> None:
    lane = draw(SECRET, sequence=1, reference="C1", content="1")

    assert officer_number(SECRET, reference="C1", number=1) not in (lane.random, lane.operator)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=50), st.floats(0, 1, exclude_max=True))
def test_a_number_always_points_to_a_candidate(candidates: list[str], number: float) -> None:
    assert drawn(candidates, number) in candidates
