"""What was kept long enough goes, part by part, and the journal says how many; calls given up stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.cli.node import working
from amont.exchange.models import Call, Webhook
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.security import actions
from amont.security.actions import forget_old
from amont.security.models import Attempt, KeyRefusals
from tests.making import NOW, a_declaration, an_agent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def attempts(*days: int) -> None:
    Attempt.objects.bulk_create(Attempt(at=NOW - day * DAY, what="password") for day in days)


def refusals(*days: int) -> None:
    KeyRefusals.objects.bulk_create(
        KeyRefusals(hour=NOW - day * DAY, last_at=NOW, why="unknown", n=1) for day in days
    )


def calls(*told: tuple[str, int | None]) -> list[int]:
    """Calls in a state, answered so many days ago."""
    hook = Webhook.objects.create(label="l", url="https://example.org", events=[], secret="s", made_at=NOW)
    found = []
    for n, (state, days) in enumerate(told):
        row = a_declaration({"reference": f"C{n}"})
        entry = Entry.objects.get(name="DeclarationLodged", subject=row.subject)
        done_at = None if days is None else NOW - days * DAY
        call = Call.objects.create(
            webhook=hook, entry=entry, state=state, since=NOW, next_at=NOW, done_at=done_at
        )
        found.append(call.pk)
    return found


def told() -> list[dict[str, int]]:
    return [entry.facts for entry in Entry.objects.filter(name="security.forget").order_by("pk")]


def test_refused_sign_ins_and_keys_go_after_half_a_year() -> None:
    attempts(179, 181, 400)
    refusals(1, 179, 181)

    assert forget_old(by=WORKER, now=NOW) == 3

    assert Attempt.objects.get().at == NOW - 179 * DAY
    assert KeyRefusals.objects.count() == 2


def test_calls_that_were_answered_go_after_thirty_days_and_no_others() -> None:
    kept = calls(("done", 31), ("done", 29), ("dead", None), ("waiting", None), ("done", 400))

    assert forget_old(by=WORKER, now=NOW) == 2

    assert list(Call.objects.order_by("pk").values_list("pk", flat=True)) == kept[1:4]


def test_the_journal_says_once_what_went() -> None:
    attempts(200, 201)
    calls(("done", 31))

    forget_old(by=WORKER, now=NOW)
    forget_old(by=WORKER, now=NOW)

    assert told() == [{"attempts": 2, "key_refusals": 0, "calls": 1, "attempts_days": 180, "calls_days": 30}]


def test_nothing_to_remove_is_not_told() -> None:
    attempts(1)

    assert forget_old(by=WORKER, now=NOW) == 0
    assert told() == []


def test_many_rows_go_part_by_part_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    attempts(300, 200, 250, 181, 190)
    calls(*[("done", 40)] * 3)

    done = [forget_old(by=WORKER, now=NOW)]
    assert set(Attempt.objects.values_list("at", flat=True)) == {NOW - day * DAY for day in (200, 181, 190)}
    while done[-1]:
        done.append(forget_old(by=WORKER, now=NOW))

    assert done == [4, 3, 1, 0]
    assert not Attempt.objects.exists() and not Call.objects.exists()


def test_only_the_node_itself_forgets() -> None:
    attempts(400)

    with pytest.raises(Forbidden):
        forget_old(by=an_agent(Role.SECURITY), now=NOW)

    assert Attempt.objects.count() == 1


def test_the_worker_s_daily_round_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts(400)
    monkeypatch.setattr(working, "_now", lambda: NOW)

    assert working._open_days() == 1
