"""What comes back of orders: an image closes a scan, an inspection tells, and what is known learns it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amont.cargo.actions.weighing import Report, note_scan
from amont.cargo.models import Picture
from amont.formats.manifest.records import Container, Filling
from amont.kernel.agents import WORKER, Agent, Forbidden, Role
from amont.kernel.errors import AmontError
from amont.kernel.states import NotNow
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
from amont.screening.models import BillLabel, Order
from tests.cargo.announcing import BOX, OTHER_BOX, a_bill, a_carrier
from tests.cargo.cases import a_quay_officer, seen
from tests.cargo.visiting import phone_of
from tests.controls.cases import a_photo
from tests.making import NOW, TODAY
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
def test_a_result_of_an_order_that_contradicts_itself_is_refused(
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
