"""What comes back of orders: an image closes a scan, an inspection tells, and what is known learns it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amont.cargo.actions.differing import decide
from amont.cargo.actions.weighing import Report, note_scan
from amont.cargo.models import Bill, Difference, Picture
from amont.declarations.models import Item
from amont.formats.manifest.records import Container, Filling
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow
from amont.parties.models import Operator
from amont.screening.actions.finding import (
    FoundNeedsWords,
    FoundUnknown,
    Inspected,
    NotAnInspection,
    NothingIsNotGrave,
    close_scans,
    note_inspection,
)
from amont.screening.actions.judging import (
    AlreadyJudged,
    ImageVerdictUnknown,
    NotAScan,
    SuspicionNeedsWords,
    judge_image,
)
from amont.screening.actions.labelling import Result, note_results
from amont.screening.actions.labelling_bills import label_differences
from amont.screening.actions.targeting import Targeter
from amont.screening.facts.bills import bills_table, known_until, with_results
from amont.screening.models import BillLabel, Label, Order, ProfileMonth
from tests.cargo.announcing import BOX, OTHER_BOX, a_bill, a_carrier
from tests.cargo.cases import a_chief, a_quay_officer, seen
from tests.cargo.visiting import phone_of
from tests.controls.cases import a_photo
from tests.making import NOW, TODAY, a_declaration
from tests.screening.holding import answered
from tests.screening.ordering import ANALYST, CHIEF, LATER, TERMINAL, a_voyage, elsewhere, ordered

pytestmark = pytest.mark.django_db
QUAY = a_quay_officer()
TOMORROW = TODAY + timedelta(days=1)
TWO_BOXES = (Container(BOX, "22G1", Filling.FULL), Container(OTHER_BOX, "45G1", Filling.FULL))


def inspected(row: Order, found: str = "species", *, by: Agent = QUAY, **facts: Any) -> Order:
    told = Inspected(found, facts.pop("critical", 0), facts.pop("words", "Téléphones sous les pneus"))
    return note_inspection(row.pk, told=told, by=by, now=LATER, today=facts.get("today", TODAY))


def scanned(key: str = "s1", *, box: str = BOX, size: tuple[int, int] = (64, 48)) -> Picture:
    report = Report(key, box, NOW, "PB2")
    return note_scan(report, image=a_photo(size=size), result="anomaly", by=TERMINAL, now=NOW)[0]


def labels(*names: str) -> list[tuple[object, ...]]:
    wanted = names or ("source", "inspected", "offence", "critical", "resulted_on")
    return list(BillLabel.objects.order_by("pk").values_list(*wanted))


def test_an_image_closes_the_open_scan_of_its_container_and_no_other() -> None:
    bill = a_voyage(a_bill(containers=TWO_BOXES))
    first, second = ordered(bill)
    visit = ordered(bill, "inspect", boxes=(BOX,))[0]

    picture = scanned()
    answered()

    assert seen(first, "state", "picture_id", "done_by") == ("done", picture.pk, WORKER.name)
    assert (seen(second, "state"), seen(visit, "state")) == (("asked",), ("asked",))
    assert close_scans([picture.pk], by=WORKER, now=LATER) == 0


def test_an_image_of_another_voyage_closes_nothing() -> None:
    scan = ordered(a_voyage())[0]
    a_voyage(voyage="V2")

    scanned()
    answered()

    assert seen(scan, "state") == ("asked",)


def test_the_result_of_an_inspection_closes_it_and_is_a_result_of_the_bill() -> None:
    row = ordered(a_voyage(), "inspect")[0]

    inspected(row, critical=2)

    assert seen(row, "state", "found", "critical", "done_by") == ("done", "species", 2, QUAY.name)
    assert labels() == [("order", 1, 1, 2, TODAY)]
    with pytest.raises(NotNow):
        inspected(row)


def test_an_inspection_that_finds_nothing_is_a_result_too() -> None:
    inspected(ordered(a_voyage(), "inspect")[0], "nothing", words="")

    assert labels() == [("order", 1, 0, 0, TODAY)]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"found": "ghosts"}, FoundUnknown),
        ({"critical": 3}, FoundUnknown),
        ({"found": "nothing", "critical": 1}, NothingIsNotGrave),
        ({"words": " "}, FoundNeedsWords),
    ],
)
def test_a_result_that_contradicts_itself_is_refused(
    facts: dict[str, Any], refusal: type[AmontError]
) -> None:
    row = ordered(a_voyage(), "inspect")[0]

    with pytest.raises(refusal):
        inspected(row, **facts)

    assert (seen(row, "state"), labels()) == (("asked",), [])


def test_a_scan_has_no_result_written_by_hand() -> None:
    with pytest.raises(NotAnInspection):
        inspected(ordered(a_voyage())[0])


def test_who_ordered_or_works_elsewhere_records_no_result() -> None:
    row = ordered(a_voyage(), "inspect")[0]

    for somebody in (ANALYST, CHIEF, TERMINAL, a_carrier(), elsewhere(Role.QUAY)):
        with pytest.raises(Forbidden):
            inspected(row, by=somebody)


def test_the_database_knows_no_inspection_done_without_its_result() -> None:
    row = ordered(a_voyage(), "inspect")[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=row.pk).update(state="done", done_at=NOW, done_by="test:quay")


def judged(
    picture: Picture, verdict: str = "suspicious", words: str = "Double fond", by: Agent = ANALYST
) -> None:
    judge_image(picture.pk, verdict=verdict, words=words, by=by, now=LATER, today=TODAY)


def test_a_suspicious_image_is_a_result_without_an_offence() -> None:
    a_voyage()
    picture = scanned()

    judged(picture)
    judged(picture, "clear", "", by=CHIEF)

    assert labels("source", "inspected", "offence", "about") == [("scan", 0, None, str(picture.pk))]
    assert picture.readings.count() == 2


@pytest.mark.parametrize(
    ("verdict", "words", "refusal"),
    [("odd", "?", ImageVerdictUnknown), ("suspicious", " ", SuspicionNeedsWords)],
)
def test_a_reading_that_says_nothing_is_refused(verdict: str, words: str, refusal: type[AmontError]) -> None:
    a_voyage()

    with pytest.raises(refusal):
        judged(scanned(), verdict, words)


def test_the_same_analyst_reads_an_image_once() -> None:
    a_voyage()
    picture = scanned()
    judged(picture, "clear", "")

    with pytest.raises(AlreadyJudged):
        judged(picture)


def test_a_photo_of_a_count_is_no_image_to_judge() -> None:
    manifest = a_voyage().manifest
    size = {"width": 1, "height": 1, "sha256": "0" * 64}
    photo = Picture.objects.create(manifest=manifest, kind="seal", data=b"", at=NOW, by="test:quay", **size)

    with pytest.raises(NotAScan):
        judged(photo)


def test_only_analysts_and_chiefs_of_the_office_read_images() -> None:
    a_voyage()
    picture = scanned()

    for somebody in (QUAY, TERMINAL, a_carrier(), elsewhere(Role.ANALYST)):
        with pytest.raises(Forbidden):
            judged(picture, by=somebody)


def a_difference(bill: Bill, **facts: Any) -> Difference:
    told = {"kind": "shortage", "announced": "100", "found": "90", "counted_by": QUAY.name}
    times = {"raised_at": NOW, "due_at": LATER}
    return Difference.objects.create(manifest=bill.manifest, bill=bill, **told, **times, **facts)


def test_an_offence_counted_at_the_quay_is_a_result_of_its_bill_and_an_accepted_one_is_none() -> None:
    bill = a_voyage()
    kept, charged = a_difference(bill, box=BOX), a_difference(bill)
    for row, verdict in ((kept, "accepted"), (charged, "offence")):
        decide(row.pk, verdict=verdict, ground="Constat", by=a_chief("test:decider"), now=NOW)

    answered()
    label_differences([kept.pk, charged.pk], by=WORKER, now=LATER)

    assert labels("source", "about", "offence", "resulted_on") == [("difference", str(charged.pk), 1, TODAY)]


def test_the_control_of_an_item_that_wrote_a_bill_off_is_a_result_of_the_bill() -> None:
    bill = a_voyage()
    row = a_declaration({"transport_document": "bl1"}, {"transport_document": "BL9"}, {})
    items = list(Item.objects.filter(version__declaration=row).order_by("item"))

    note_results([Result(one.pk, True, 1, 2, None) for one in items], by=WORKER, on=TODAY)

    assert labels("bill", "source", "about", "offence", "critical") == [
        (bill.pk, "declaration", str(items[0].pk), 1, 2)
    ]
    note_results([Result(items[0].pk, True, 1, 2, None)], by=WORKER, on=TODAY)
    assert BillLabel.objects.count() == 1


def test_an_item_not_inspected_says_nothing_of_its_bill() -> None:
    a_voyage()
    row = a_declaration({"transport_document": "BL1"})
    item = Item.objects.get(version__declaration=row)

    note_results([Result(item.pk, False, None, None, None)], by=WORKER, on=TODAY)

    assert labels() == []


def known(bill: Bill, day: Any) -> tuple[object, object]:
    bills = known_until(day)
    row = with_results(bills_table(bills), bills, day=day).row(0, named=True)
    assert row["key"] == str(bill.pk)
    return row["offence"], row["resulted_on"]


def test_results_count_from_the_day_after_and_a_replay_sees_none_that_came_later() -> None:
    bill = a_voyage()
    first, second = ordered(a_voyage(), "inspect"), []
    inspected(first[0], "nothing", words="", today=TOMORROW)
    second = ordered(bill, "inspect")
    inspected(second[0], "species", today=TOMORROW + timedelta(days=3))

    days = [known(bill, TODAY + timedelta(days=n)) for n in (1, 2, 4, 5)]

    assert days == [
        (None, None),
        (0, TOMORROW),
        (0, TOMORROW),
        (1, TOMORROW + timedelta(days=3)),
    ]


def test_an_offence_of_the_past_counts_for_consignee_shipper_and_carrier_the_day_after() -> None:
    inspected(ordered(a_voyage(), "inspect")[0])

    today, tomorrow = (Targeter().on(day).past.tables for day in (TODAY, TOMORROW))

    for name in ("consignee", "shipper", "carrier"):
        assert today[f"{name}.inspected"].height == 0
        assert tomorrow[f"{name}.inspected"].select(f"{name}.inspected", f"{name}.offences").rows() == [
            (1, 1)
        ]


def test_three_bills_with_an_offence_make_an_offender_from_the_day_after() -> None:
    Operator.objects.create(code="IMP001", name="Comptoir du Fleuve SARL")
    for number in range(3):
        inspected(ordered(a_voyage(voyage=f"V{number}"), "inspect")[0])

    offenders = [Targeter().on(day).offenders.forms for day in (TODAY, TOMORROW)]

    assert (len(offenders[0]), len(offenders[1])) == (0, 1)


def test_offences_of_this_month_make_an_offender_only_once_they_were_known() -> None:
    Operator.objects.create(code="IMP001", name="Comptoir du Fleuve SARL")
    for number, day in enumerate((TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY)):
        row = a_declaration({"reference": f"C{number}"})
        item = Item.objects.get(version__declaration=row)
        note_results([Result(item.pk, True, 1, 0, None)], by=WORKER, on=day)

    offenders = [Targeter().on(day).offenders.forms for day in (TODAY, TOMORROW)]

    assert Label.objects.count() == 3 and ProfileMonth.objects.filter(kind="importer").exists()
    assert (len(offenders[0]), len(offenders[1])) == (0, 1)


def test_the_officer_at_the_quay_notes_the_result_on_a_page() -> None:
    row = ordered(a_voyage(), "inspect", place="Magasin 7")[0]
    phone = phone_of(Role.QUAY)
    page = f"/ordres/{row.pk}/resultat/"
    assert page in phone.get("/ordres/").content.decode()

    empty = phone.post(page, {"found": "species", "critical": "0", "words": ""})
    answer = phone.post(page, {"found": "species", "critical": "1", "words": "Téléphones"})

    assert (empty.status_code, answer.status_code) == (400, 302)
    assert seen(row, "state", "found", "critical") == ("done", "species", 1)


def test_the_analyst_reads_an_image_and_is_led_to_the_inspection() -> None:
    bill = a_voyage()
    picture = scanned()
    analyst = phone_of(Role.ANALYST)
    page = f"/images/{picture.pk}/lecture/"
    sheet = analyst.get(f"/titres/{bill.pk}/").content.decode()
    assert page in sheet and "PB2" in sheet and "anomaly" in sheet

    answer = analyst.post(page, {"verdict": "suspicious", "words": "Double fond"})
    form = analyst.get(answer["Location"]).content.decode()

    assert answer["Location"] == f"/titres/{bill.pk}/ordre/?acte=inspect&conteneur={BOX}"
    assert 'value="inspect"' in form and "checked" in form
    assert "Double fond" in analyst.get(f"/titres/{bill.pk}/").content.decode()
    for role in (Role.TERMINAL, Role.CARRIER):
        seen_by = phone_of(role).get(f"/titres/{bill.pk}/")
        assert "Double fond" not in seen_by.content.decode()
