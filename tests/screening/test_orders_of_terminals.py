"""The terminal reads what it is to do, never why; it answers; what it leaves unanswered is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amont.cargo.models import Alert
from amont.cargo.queries.lists import alerts
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.lanes import Lane
from amont.kernel.states import NotNow
from amont.reference.models import TimeLimit
from amont.screening.actions.acknowledging import acknowledge_order, move_order, watch_orders
from amont.screening.actions.ordering import withdraw_order
from amont.screening.models import Order
from tests.api.asking import System
from tests.cargo.announcing import BOX, a_bill, a_carrier
from tests.cargo.cases import seen
from tests.cargo.visiting import a_machine, phone_of
from tests.making import NOW, TODAY
from tests.screening.ordering import ANALYST, LATER, TERMINAL, a_voyage, elsewhere, ordered

pytestmark = pytest.mark.django_db
PAST = NOW + timedelta(hours=4, minutes=1)


def an_order(act: str = "scan") -> Order:
    return ordered(a_voyage(lane=Lane.RED), act, words="Source confidentielle")[0]


def answered(row: Order, by: object = TERMINAL) -> Order:
    return acknowledge_order(row.pk, at=LATER, by=by, now=LATER)  # type: ignore[arg-type]


def test_the_terminal_acknowledges_an_order_at_its_own_instant_once() -> None:
    row = an_order()

    acknowledge_order(row.pk, at=NOW + timedelta(minutes=9), by=TERMINAL, now=LATER)
    acknowledge_order(row.pk, at=LATER, by=TERMINAL, now=LATER)

    assert seen(row, "acknowledged_at", "acknowledged_by") == (NOW + timedelta(minutes=9), TERMINAL.name)


def test_an_instant_before_the_order_or_after_now_is_brought_between_them() -> None:
    early, late = an_order(), ordered(a_voyage(voyage="V2"))[0]

    acknowledge_order(early.pk, at=NOW - timedelta(days=1), by=TERMINAL, now=LATER)
    acknowledge_order(late.pk, at=LATER + timedelta(days=1), by=TERMINAL, now=LATER)

    assert seen(early, "acknowledged_at") == (NOW,)
    assert seen(late, "acknowledged_at") == (LATER,)


def test_a_move_says_that_the_order_was_read_too() -> None:
    row = an_order()

    move_order(row.pk, at=LATER, by=TERMINAL, now=LATER)
    move_order(row.pk, at=PAST, by=TERMINAL, now=PAST)

    assert seen(row, "acknowledged_at", "moved_at", "state") == (LATER, LATER, "asked")


def test_an_order_withdrawn_is_not_acknowledged_any_more() -> None:
    row = an_order()
    withdraw_order(row.pk, why="Erreur", by=ANALYST, now=NOW)

    for verb in (acknowledge_order, move_order):
        with pytest.raises(NotNow):
            verb(row.pk, at=LATER, by=TERMINAL, now=LATER)


def test_only_the_terminal_of_the_office_answers() -> None:
    row = an_order()

    for somebody in (ANALYST, a_carrier(), elsewhere(Role.TERMINAL)):
        with pytest.raises(Forbidden):
            answered(row, somebody)
        with pytest.raises(Forbidden):
            move_order(row.pk, at=LATER, by=somebody, now=LATER)


def test_what_stays_unanswered_past_its_limit_is_told_once_and_not_to_the_carrier() -> None:
    an_order()
    assert watch_orders(by=WORKER, now=NOW + timedelta(hours=3)) == 0

    told = [watch_orders(by=WORKER, now=PAST) for _ in range(2)]

    alert = Alert.objects.get()
    assert (told, alert.kind, alert.facts) == ([1, 0], "order", {"goods": BOX, "bill": "BL1", "hours": 4})
    assert alerts(ANALYST, is_open=True).count() == 1
    assert not alerts(a_carrier(), is_open=True).exists()


def test_the_limit_is_that_of_the_country_on_the_day() -> None:
    facts = {"source": "tests", "evidence": "A", "starts": "order", "unit": "hours"}
    TimeLimit.objects.create(code="order.acknowledge", number=1, from_on=TODAY, **facts)

    assert an_order().due_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize("how", ["answered", "withdrawn"])
def test_an_alert_closes_when_the_order_is_answered_or_asked_no_more(how: str) -> None:
    row = an_order()
    watch_orders(by=WORKER, now=PAST)
    if how == "answered":
        answered(row)
    else:
        withdraw_order(row.pk, why="Erreur", by=ANALYST, now=PAST)

    assert watch_orders(by=WORKER, now=PAST) == 1

    assert seen(Alert.objects.get(), "closed_by", "closed_why") == (WORKER.name, "cargo.order_answered")


def test_the_watch_is_for_the_node_alone() -> None:
    with pytest.raises(Forbidden):
        watch_orders(by=ANALYST, now=NOW)


def test_the_system_of_the_terminal_lists_orders_without_reasons_or_lanes() -> None:
    row = an_order()
    ordered(row.bill, "let_go")

    answer = a_machine().get("/cargo/orders")

    manifest = row.bill.manifest
    assert answer.status_code == 200
    assert answer.json() == {
        "orders": [
            {
                "id": row.pk,
                "act": "scan",
                "container": BOX,
                "bill": "BL1",
                "voyage": manifest.voyage,
                "vessel": manifest.vessel,
                "office": "DM01",
                "place": "",
                "state": "asked",
                "asked_at": "2026-11-23T09:00:00Z",
                "due_at": "2026-11-23T13:00:00Z",
                "acknowledged_at": None,
                "moved_at": None,
            }
        ],
        "after": None,
    }


def pages(machine: System, query: str) -> tuple[list[int], int | None]:
    told = machine.get(f"/cargo/orders?{query}").json()
    return [one["id"] for one in told["orders"]], told["after"]


def test_orders_come_by_pages_and_since_an_instant() -> None:
    first, second = an_order(), ordered(a_voyage(a_bill("BL2"), voyage="V2"), now=LATER)[0]
    machine = a_machine()

    assert pages(machine, "rows=1") == ([first.pk], first.pk)
    assert pages(machine, f"rows=1&after={first.pk}") == ([second.pk], None)
    assert pages(machine, "since=2026-11-23T09:30:00Z") == ([second.pk], None)
    assert pages(machine, "state=done") == ([], None)


def test_a_system_acknowledges_and_says_that_the_container_is_there() -> None:
    row = an_order()
    machine = a_machine()

    answers = [machine.post(f"/cargo/orders/{row.pk}/{verb}", {}) for verb in ("acknowledge", "done", "done")]

    assert [one.status_code for one in answers] == [200, 200, 200]
    assert None not in seen(row, "acknowledged_at", "moved_at")


def test_an_order_that_is_not_the_terminal_s_does_not_exist_for_it() -> None:
    row = ordered(a_voyage(lane=Lane.RED), "let_go")[0]
    other = ordered(a_voyage(voyage="V2", office="DM02"), by=elsewhere(Role.ANALYST))[0]
    machine = a_machine()

    answers = [machine.post(f"/cargo/orders/{key}/acknowledge", {}) for key in (row.pk, other.pk)]

    assert [one.status_code for one in answers] == [404, 404]


def test_a_key_of_a_carrier_reads_no_order() -> None:
    assert a_machine(Role.CARRIER, operator="CAR01").get("/cargo/orders").status_code == 403


def test_the_page_of_the_terminal_shows_what_to_do_and_takes_its_answer() -> None:
    row = an_order()
    phone = phone_of(Role.TERMINAL)

    page = phone.get("/ordres/")
    phone.post(f"/ordres/{row.pk}/reception")
    phone.post(f"/ordres/{row.pk}/mise-en-place")

    text = page.content.decode()
    assert BOX in text and "Passer au scanner" in text
    assert "confidentielle" not in text and "Rouge" not in text and "Retirer" not in text
    assert None not in seen(row, "acknowledged_at", "moved_at")


@pytest.mark.parametrize("role", [Role.CARRIER, Role.BROKER])
def test_carriers_and_brokers_see_no_page_of_orders(role: Role) -> None:
    assert phone_of(role).get("/ordres/").status_code == 403
