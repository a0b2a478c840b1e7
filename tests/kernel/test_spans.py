"""Spans of the law: hours, days, calendar months."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.kernel.spans import Span, Unit

INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("begins", "span", "ends"),
    [
        ((2026, 10, 31), Span(4, Unit.MONTHS), (2027, 2, 28)),  # the law's own example: not 120 days
        ((2023, 10, 31), Span(4, Unit.MONTHS), (2024, 2, 29)),
        ((2026, 11, 15), Span(2, Unit.MONTHS), (2027, 1, 15)),
        ((2026, 12, 31), Span(1, Unit.DAYS), (2027, 1, 1)),
        ((2026, 11, 23), Span(48, Unit.HOURS), (2026, 11, 25)),
    ],
)
def test_a_span_ends_where_the_law_says(
    begins: tuple[int, int, int], span: Span, ends: tuple[int, int, int]
) -> None:
    assert span.after(datetime(*begins, tzinfo=UTC)) == datetime(*ends, tzinfo=UTC)


def test_months_before_keep_the_day() -> None:
    assert Span(1, Unit.MONTHS).before(datetime(2026, 3, 31, tzinfo=UTC)) == datetime(2026, 2, 28, tzinfo=UTC)


@given(INSTANTS, st.integers(1, 500), st.sampled_from([Unit.HOURS, Unit.DAYS]))
def test_before_takes_back_what_after_gave(at: datetime, number: int, unit: Unit) -> None:
    span = Span(number, unit)

    assert span.before(span.after(at)) == at


@given(INSTANTS, st.integers(1, 200), st.sampled_from(list(Unit)))
def test_a_longer_span_never_ends_earlier(at: datetime, number: int, unit: Unit) -> None:
    assert at < Span(number, unit).after(at) < Span(number + 1, unit).after(at)
