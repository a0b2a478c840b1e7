"""What happens to a referral at the same moment, over connections of their own: one order, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection

from amont.holds.models import HoldRow
from amont.kernel.agents import WORKER
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow
from amont.screening.actions.moving import AnsweredMeanwhile
from amont.screening.actions.referring import AlreadyAsked
from amont.screening.actions.reminding import remind
from amont.screening.models import Referral, ReferralMove
from tests.cargo.announcing import a_bill, announced
from tests.making import NOW
from tests.screening.referring import (
    ANALYST,
    HOUR,
    OTHER_ANALYST,
    acts,
    again,
    answered,
    asked,
    closed,
    events,
    withdrawn,
)


def at_once(asked: Sequence[Callable[[], object]]) -> list[object]:
    """What each gave, or its refusal."""

    def one(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except AmontError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(one, asked))


def refusals(answers: Sequence[object]) -> list[type[object]]:
    return [type(one) for one in answers if isinstance(one, AmontError)]


def test_two_analysts_who_ask_the_same_at_once_make_one_referral_and_one_hold(live_rows: None) -> None:
    announced()

    answers = at_once(
        [partial(asked, "do_not_load", number="BL1", by=by) for by in (ANALYST, OTHER_ANALYST) * 4]
    )

    assert refusals(answers) == [AlreadyAsked] * 7
    assert (Referral.objects.count(), HoldRow.objects.count(), len(events("ReferralAsked"))) == (1, 1, 1)


def test_an_answer_and_a_withdrawal_at_once_leave_one_history_that_agrees(live_rows: None) -> None:
    for place in range(5):
        announced(a_bill(f"M{place}"), voyage=f"V{place}")
        row = asked(number=f"M{place}")

        answers = at_once([partial(answered, row), partial(withdrawn, row)])

        row.refresh_from_db()
        told = acts(row)
        if told == ["ask", "answer"]:  # the officer had not read it
            assert (row.state, refusals(answers)) == ("answered", [AnsweredMeanwhile])
        else:
            assert (told, row.state, refusals(answers)) == (["ask", "withdraw"], "withdrawn", [NotNow])


def test_two_analysts_who_end_an_answer_at_once_end_it_once(live_rows: None) -> None:
    row = asked()
    answered(row)

    answers = at_once(
        [
            lambda: closed(row),
            lambda: withdrawn(row, seen=1, by=OTHER_ANALYST),
            lambda: again(row, by=OTHER_ANALYST),
        ]
    )

    ended = acts(row)[2:]
    assert ended in (["close"], ["withdraw"], ["ask_again"], ["ask_again", "withdraw"])
    assert refusals(answers) == [NotNow] * (3 - len(ended))
    assert len(events("ReferralEnded")) == len([act for act in ended if act != "ask_again"])


def test_the_same_answer_sent_eight_times_at_once_is_kept_once(live_rows: None) -> None:
    row = asked()

    answers = at_once([lambda: answered(row)] * 8)

    assert refusals(answers) == []
    assert (acts(row), ReferralMove.objects.filter(act="answer").count()) == (["ask", "answer"], 1)


def test_two_workers_remind_once(live_rows: None) -> None:
    row = asked()

    at_once([lambda: remind(by=WORKER, now=NOW + 12 * HOUR)] * 4)
    at_once([lambda: remind(by=WORKER, now=NOW + 24 * HOUR)] * 4)

    assert acts(row) == ["ask", "remind", "overdue"]
