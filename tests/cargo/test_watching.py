"""The watch: what is late, on two voyages at once, or came after all; told once, however often it looks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from amont.cargo.actions.alerting import close_alert, raise_alerts
from amont.cargo.actions.arriving import cancel_manifest
from amont.cargo.actions.watching import CAME, watch
from amont.cargo.models import Alert, AlertKind, Manifest
from amont.cargo.states import State
from amont.formats.manifest.records import Container, Party, Scope, Transport
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.reference.models import TimeLimit
from tests.cargo.announcing import BOX, OTHER_BOX, a_bill, a_carrier, announced
from tests.making import NOW, OFFICE, OTHER_CARRIER, OTHER_OFFICE, an_agent
from tests.pages import browser_of, read

pytestmark = pytest.mark.django_db
CHIEF = an_agent(Role.CHIEF)
COMES = NOW + timedelta(hours=30)


def a_limit(mode: str = "", hours: int = 24, **facts: Any) -> TimeLimit:
    told = {
        **{"code": "manifest.before_arrival", "mode": mode, "number": hours, "unit": "hours"},
        **{"starts": "arrival", "from_on": date(2020, 1, 1), "source": "JO", "evidence": "B"},
    }
    return TimeLimit.objects.create(**(told | facts))


def comes(manifest: Manifest, at: datetime | None = COMES, **facts: Any) -> Manifest:
    Manifest.objects.filter(pk=manifest.pk).update(expected_at=at, **facts)
    return manifest


def seen(now: datetime = NOW) -> list[tuple[str, str, dict[str, Any]]]:
    watch(by=WORKER, now=now)
    return [(row.kind, row.about, row.facts) for row in Alert.objects.order_by("pk")]


def kinds(now: datetime = NOW) -> list[str]:
    return [kind for kind, _, _ in seen(now)]


def on_voyage(voyage: str, departed: int, arrives: int, **facts: Any) -> Manifest:
    """BOX on a voyage of this November."""
    days = {"departed_on": date(2026, 11, departed), "arrives_at": datetime(2026, 11, arrives, 6)}  # noqa: DTZ001
    other = {"transport": Transport(mode="1", name=f"Navire {voyage}")}
    return announced(a_bill(f"B{voyage}"), voyage=voyage, **(days | other | facts))


def test_a_manifest_complete_before_its_limit_is_not_late() -> None:
    a_limit()
    comes(announced())

    assert seen() == []


def test_a_manifest_complete_after_its_limit_is_late_by_so_many_hours() -> None:
    a_limit(evidence="C")
    manifest = comes(announced(), NOW + timedelta(hours=21, minutes=30))

    assert seen() == [
        (
            "late",
            f"manifest:{manifest.pk}",
            {"voyage": "AB652A", "hours": 3, "limit": 24, "evidence": "C"},
        )
    ]
    alert = Alert.objects.get()
    assert (alert.office, alert.manifest, alert.closed_at) == (OFFICE, manifest, None)


def test_a_manifest_that_is_not_complete_becomes_late_when_its_limit_passes() -> None:
    a_limit()
    comes(announced(a_bill(consignee=Party())))

    assert kinds(NOW + timedelta(hours=5)) == []
    assert kinds(NOW + timedelta(hours=7)) == ["late"]


def test_without_an_hour_of_the_sender_that_of_arrival_counts() -> None:
    a_limit()
    comes(announced(), None, arrived_at=NOW + timedelta(hours=2))

    assert kinds(NOW + timedelta(hours=3)) == ["late"]


def test_a_manifest_of_which_no_hour_is_known_is_not_late() -> None:
    a_limit()
    comes(announced(scope=Scope.DOCUMENT), None)

    assert seen() == []


@pytest.mark.parametrize(("mode", "late"), [("1", ["late"]), ("4", [])])
def test_the_limit_is_that_of_the_mode_of_transport(mode: str, late: list[str]) -> None:
    a_limit("", 24)
    a_limit("4", 4)
    comes(announced(), NOW + timedelta(hours=12), mode=mode)

    assert kinds() == late


def test_the_limit_is_that_of_the_day_of_arrival() -> None:
    a_limit("", 24, to_on=date(2026, 11, 23))
    a_limit("", 4, from_on=date(2026, 11, 24))
    comes(announced(), NOW + timedelta(hours=20))

    assert seen() == []


def test_without_any_limit_nothing_is_late() -> None:
    comes(announced(), NOW)

    assert seen() == []


def test_what_is_cancelled_or_long_past_is_looked_at_no_more() -> None:
    a_limit()
    cancel_manifest(comes(announced(), NOW).pk, ground="dérouté", by=CHIEF)
    comes(announced(voyage="OLD", departed_on=date(2026, 8, 1)), NOW - timedelta(days=61))

    assert seen() == []


def test_what_is_late_is_told_once_also_when_it_was_closed() -> None:
    a_limit()
    comes(announced(), NOW)
    seen()
    close_alert(Alert.objects.get().pk, why="vu avec l’agent", by=CHIEF, now=NOW)

    again = [watch(by=WORKER, now=NOW) for _ in range(2)]

    assert again == [0, 0]
    assert Entry.objects.filter(name="AlertRaised").count() == 1


def test_a_container_on_two_voyages_at_once_is_told_at_the_office_of_the_second() -> None:
    on_voyage("A1", 14, 26)
    second = on_voyage("B2", 20, 30, office=OTHER_OFFICE)

    found = [one for one in seen() if one[0] == "two_voyages"]

    first = Manifest.objects.get(voyage="A1")
    assert found == [
        (
            "two_voyages",
            f"box:{BOX}:{first.pk}:{second.pk}",
            {"box": BOX, "voyage": "B2", "other": "A1"},
        )
    ]
    assert (Alert.objects.get().office, Alert.objects.get().manifest) == (OTHER_OFFICE, second)
    assert watch(by=WORKER, now=NOW) == 0


@pytest.mark.parametrize(("departs", "arrives"), [(26, 30), (27, 30), (1, 14)])
def test_one_voyage_after_the_other_is_no_alert(departs: int, arrives: int) -> None:
    on_voyage("A1", 14, 26)
    on_voyage("B2", departs, arrives)

    assert seen() == []


def test_two_voyages_with_other_containers_are_no_alert() -> None:
    on_voyage("A1", 14, 26)
    announced(a_bill("BX", containers=(Container(OTHER_BOX, "22G1"),)), voyage="B2")

    assert seen() == []


def test_one_voyage_that_calls_at_two_offices_is_one() -> None:
    on_voyage("A1", 14, 26)
    on_voyage("A1", 14, 27, office=OTHER_OFFICE)

    assert seen() == []


@pytest.mark.parametrize("over", [State.CLOSED, State.CANCELLED])
def test_a_manifest_that_is_over_shares_no_container(over: State) -> None:
    on_voyage("A1", 14, 26)
    on_voyage("B2", 20, 30)
    Manifest.objects.filter(voyage="A1").update(state=over)

    assert seen() == []


def test_a_box_that_a_version_took_away_is_on_one_voyage_only() -> None:
    manifest = on_voyage("A1", 14, 26)
    manifest.documents.get().boxes.update(is_live=False)
    on_voyage("B2", 20, 30)

    assert seen() == []


def test_a_carrier_is_not_told_what_another_brings() -> None:
    on_voyage("A1", 14, 26, by=a_carrier(OTHER_CARRIER))
    on_voyage("B2", 20, 30)

    seen()

    assert Alert.objects.get().manifest is None
    assert [Alert.objects.all().visible_to(one).count() for one in (a_carrier(), CHIEF)] == [0, 1]


def missing(about: str = "AB652A", office: str = OFFICE) -> Alert:
    facts = {"voyage": about, "vessel": "", "boxes": 1, "first": BOX}
    alert = {"kind": AlertKind.MISSING, "office": office, "about": about, "facts": facts}
    raise_alerts([alert], by="test:terminal", now=NOW - timedelta(hours=1))
    return Alert.objects.get(kind=AlertKind.MISSING)


@pytest.mark.parametrize("about", ["AB652A", "Étoile de Salinga"])
def test_a_missing_manifest_that_comes_closes_its_alert_with_a_word(about: str) -> None:
    alert = missing(about)
    manifest = announced()

    assert watch(by=WORKER, now=NOW) == 1

    alert.refresh_from_db()
    assert (alert.closed_by, alert.closed_why, alert.manifest) == (WORKER.name, CAME, manifest)
    assert Entry.objects.get(name="cargo.answer_alert").subject == alert.subject
    assert watch(by=WORKER, now=NOW) == 0


def test_the_manifest_of_another_office_or_of_last_year_closes_nothing() -> None:
    announced(voyage="OLD")
    Manifest.objects.update(announced_at=NOW - timedelta(days=300))
    missing("OLD")
    announced(voyage="OLD", office=OTHER_OFFICE)

    assert watch(by=WORKER, now=NOW) == 0


def test_only_the_node_watches() -> None:
    with pytest.raises(Forbidden):
        watch(by=CHIEF, now=NOW)


def test_the_watch_takes_as_many_queries_however_much_there_is(
    django_assert_max_num_queries: Any,
) -> None:
    a_limit()
    for number in range(12):
        comes(on_voyage(f"V{number}", 14, 26), NOW)

    with django_assert_max_num_queries(30):
        told = watch(by=WORKER, now=NOW)

    assert told == 12 + 12 * 11 // 2


def test_a_limit_before_loading_counts_from_the_end_of_the_day_of_departure() -> None:
    a_limit(code="manifest.before_loading", starts="loading")
    day = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    manifest = comes(announced(), None, departed_on=NOW.date())

    comes(manifest, None, complete_at=day)
    assert seen() == []
    comes(manifest, None, complete_at=day + timedelta(hours=3))

    assert [facts for _, _, facts in seen()] == [
        {"voyage": "AB652A", "hours": 3, "limit": 24, "evidence": "B", "said": "loading"}
    ]


def test_a_limit_after_arrival_counts_from_the_hour_it_arrived() -> None:
    a_limit(code="manifest.after_arrival", hours=24)
    manifest = comes(announced(), None, arrived_at=NOW - timedelta(hours=30), complete_at=None)

    assert [facts["said"] for _, _, facts in seen()] == ["after"]
    assert [facts["hours"] for _, _, facts in seen()] == [6]
    page = read(browser_of(Role.CHIEF).get("/manifestes/alertes/"))
    assert "24 h après l’arrivée" in page
    assert manifest.pk == Alert.objects.get().manifest_id


def test_a_manifest_late_by_two_limits_is_told_once() -> None:
    a_limit()
    a_limit(code="manifest.before_loading", starts="loading")
    comes(announced(), NOW + timedelta(hours=2), departed_on=date(2026, 11, 10))

    assert [facts.get("said", "") for _, _, facts in seen()] == [""]
    assert len(seen()) == 1
