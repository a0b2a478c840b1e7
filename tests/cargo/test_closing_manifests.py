"""A manifest closes when nothing is left of it and nothing is undecided, and opens when something is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amont.cargo.actions.amending import accept_amendment
from amont.cargo.actions.balancing import undo
from amont.cargo.actions.closing import settle
from amont.cargo.actions.differing import decide
from amont.cargo.models import Difference, Manifest
from amont.cargo.states import State
from amont.journal.delivering import deliver
from amont.journey import ANSWERS
from amont.kernel.agents import WORKER
from tests.cargo.cases import (
    a_bill,
    a_chief,
    a_line,
    a_message,
    arrived,
    left,
    off,
    received,
    seen,
    taken,
)
from tests.making import NOW, TODAY

pytestmark = pytest.mark.django_db


def differences(**asked: Any) -> list[tuple[object, ...]]:
    rows = Difference.objects.filter(**asked).order_by("pk")
    return list(rows.values_list("kind", "box", "announced", "found", "state"))


def state(manifest: Manifest) -> str:
    return str(seen(manifest, "state")[0])


def follow() -> None:
    deliver(ANSWERS, by=WORKER, now=datetime.now(UTC), today=TODAY)


def test_a_manifest_closes_when_nothing_is_left_and_opens_when_something_is() -> None:
    manifest = arrived()
    taken(manifest, a_line(packages=500))
    entry = off(500, 5_000)
    follow()
    assert state(manifest) == State.CLOSED

    undo(entry.pk, why="Déclaration annulée", by=a_chief(), now=NOW)
    follow()

    assert state(manifest) == State.TAKEN_OVER
    settle([manifest.pk], by=WORKER)
    assert state(manifest) == State.TAKEN_OVER


def test_a_manifest_written_off_before_it_was_counted_closes_with_its_take_over() -> None:
    manifest = arrived()
    off(500, 5_000)

    taken(manifest, a_line(packages=500))
    follow()

    assert state(manifest) == State.CLOSED


def test_a_count_that_comes_late_is_kept_and_opens_its_manifest() -> None:
    manifest = arrived(a_bill(packages=500))
    taken(manifest, a_line(packages=500), key="a")
    off(500, 5_000)
    follow()

    taken(manifest, a_line(packages=498), key="b")
    follow()

    assert (state(manifest), len(differences())) == (State.TAKEN_OVER, 1)


def test_an_accepted_shortage_lets_the_manifest_close() -> None:
    manifest = arrived(a_bill(packages=100, kg=1_000))
    taken(manifest, a_line(packages=98))
    off(98, 990)

    decide(Difference.objects.get().pk, verdict="accepted", ground="Casse", by=a_chief(), now=NOW)
    follow()

    assert left() == (0, 0)
    assert state(manifest) == State.CLOSED


def test_an_amendment_after_the_count_is_compared_again() -> None:
    manifest = arrived(a_bill(packages=100), a_bill("BL2"))
    taken(manifest, a_line(packages=98))
    received(a_message(a_bill(packages=98), a_bill("BL2")))
    proposed = manifest.versions.get(state="proposed")

    accept_amendment(proposed.pk, ground="Tally du navire", by=a_chief(), now=NOW, today=TODAY)

    assert differences() == [("shortage", "", "100", "98", "cleared")]
    assert left() == (98, 5_000)
