"""The lanes of a day for the system beside: whose, which, in which form, and who took them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from lxml import etree

from amont.declarations.actions.routing import cancel
from amont.holds.actions import place
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Lane
from amont.screening.actions.again import decide_again, note_holds
from amont.screening.models import Screening
from tests.making import NOW, OFFICE, OTHER_OFFICE, a_declaration, an_agent
from tests.site.pages.routed import routed, signed_in

pytestmark = pytest.mark.django_db


def taken(client: Client, **parameters: str) -> bytes:
    answer = client.get(reverse("lanes_export"), parameters)
    assert answer.status_code == 200
    return answer.getvalue()


def lines(client: Client, **parameters: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(client, **parameters).decode("utf-8-sig"))))


def sads(client: Client, **parameters: str) -> list[Any]:
    return list(etree.fromstring(taken(client, format="xml", **parameters)))


def two_lanes() -> None:
    routed("2026DM01C41872", Lane.RED, score=0.62, reason="value.low")
    routed("2026DM01C41873", Lane.GREEN)


def test_the_lanes_of_today_go_under_the_national_reference() -> None:
    two_lanes()

    rows = lines(signed_in(Role.CHIEF), langue="fr")

    assert [
        (row["office"], row["reference"], row["version"], row["lane"], row["lane_name"]) for row in rows
    ] == [
        (OFFICE, "2026DM01C41872", "1", "red", "Rouge"),
        (OFFICE, "2026DM01C41873", "1", "green", "Vert"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml"])
def test_no_score_and_no_reason_leaves_with_a_lane(kind: str) -> None:
    two_lanes()

    body = taken(signed_in(Role.CHIEF), format=kind)

    assert b"value.low" not in body
    assert b"0.62" not in body


def test_each_sad_bears_its_office_registration_colour_and_version() -> None:
    two_lanes()

    first = sads(signed_in(Role.CHIEF))[0]

    assert first.tag == "SAD"
    assert {name: value for name, value in first.attrib.items() if name != "Selectivity_date"} == {
        "Customs_clearance_office_code": "DM01",
        "Registration_year": "2026",
        "Serial_number": "C",
        "Number": "41872",
        "Reference": "2026DM01C41872",
        "Version": "1",
        "Selectivity_colour": "RED",
    }


def test_a_declaration_not_registered_yet_goes_under_what_sydonia_finds_it_by() -> None:
    routed("DM01:791:2026:REF1", Lane.BLUE)

    only = sads(signed_in(Role.CHIEF))[0]

    assert {name: only.get(name) for name in ("Declarant_code", "Reference_year", "Reference_number")} == {
        "Declarant_code": "791",
        "Reference_year": "2026",
        "Reference_number": "REF1",
    }
    assert (only.get("Reference"), only.get("Number")) == ("DM01:791:2026:REF1", None)


def test_once_it_is_registered_it_goes_under_its_registration_too() -> None:
    routed("DM01:791:2026:REF1", Lane.BLUE).versions.update(header={"known_as": ["2026DM01C24985"]})

    only = sads(signed_in(Role.CHIEF))[0]

    assert (only.get("Registration_year"), only.get("Serial_number"), only.get("Number")) == (
        "2026",
        "C",
        "24985",
    )
    assert only.get("Reference_number") == "REF1"


def test_a_reference_of_another_make_goes_whole() -> None:
    routed("IM-77/b", Lane.BLUE)

    only = sads(signed_in(Role.CHIEF))[0]

    assert only.get("Reference") == "IM-77/b"
    assert only.get("Number") is None


@pytest.mark.parametrize("hostile", ['"><evil a="', "<!ENTITY x>&x;", "a\x01b\x0bc", "=1+1", "]]>"])
def test_a_hostile_reference_spoils_no_file(hostile: str) -> None:
    routed(hostile, Lane.RED)
    client = signed_in(Role.CHIEF)

    found = sads(client)

    assert len(found) == 1
    assert found[0].get("Reference") == hostile.replace("\x01", "\ufffd").replace("\x0b", "\ufffd")
    assert not lines(client)[0]["reference"].startswith("=")


def test_a_workbook_holds_the_same_rows_as_the_table() -> None:
    two_lanes()
    routed("=1+1", Lane.YELLOW)

    book = openpyxl.load_workbook(io.BytesIO(taken(signed_in(Role.CHIEF), format="xlsx")))

    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2, max_col=2)]
    assert cells == [[OFFICE, "2026DM01C41872"], [OFFICE, "2026DM01C41873"], [OFFICE, "=1+1"]]
    assert {cell.data_type for row in book.worksheets[0].iter_rows(max_col=2) for cell in row} == {"s"}


def test_a_chief_takes_the_lanes_of_his_office_and_an_analyst_those_of_all() -> None:
    routed("C1", Lane.RED)
    routed("C2", Lane.RED, {"office": OTHER_OFFICE})
    chief, analyst = signed_in(Role.CHIEF), signed_in(Role.ANALYST, office="")

    assert [row["reference"] for row in lines(chief)] == ["C1"]
    assert [row["reference"] for row in lines(analyst)] == ["C1", "C2"]
    assert [row["reference"] for row in lines(analyst, bureau=OTHER_OFFICE)] == ["C2"]
    assert chief.get(reverse("lanes_export"), {"bureau": OTHER_OFFICE}).status_code == 404


def test_a_day_has_its_own_lanes() -> None:
    before = datetime.now(UTC) - timedelta(days=3)
    routed("C1", Lane.RED, decided=before)
    routed("C2", Lane.RED)
    client = signed_in(Role.CHIEF)

    assert [row["reference"] for row in lines(client, jour=before.date().isoformat())] == ["C1"]
    assert [row["reference"] for row in lines(client)] == ["C2"]


def test_a_lane_decided_again_goes_with_the_day_that_changed_it_too() -> None:
    now = datetime.now(UTC)
    before = now - timedelta(days=3)
    row = routed("C1", Lane.GREEN, decided=before)
    routed("C2", Lane.GREEN, decided=before)
    facts: dict[str, Any] = {"until_on": None, "by": an_agent(Role.CHIEF), "now": now, "today": localdate()}
    hold = place("reference", value=row.reference, ground="Plainte", **facts)
    note_holds([hold.pk], by=WORKER, now=now)
    decide_again(by=WORKER, now=now, today=localdate())
    client = signed_in(Role.CHIEF)

    today, then = lines(client), lines(client, jour=localdate(before).isoformat())

    assert [(one["reference"], one["lane"]) for one in today] == [("C1", "red")]
    assert [(one["reference"], one["lane"]) for one in then] == [("C1", "red"), ("C2", "green")]
    assert today[0]["decided_at"] == then[0]["decided_at"]
    assert datetime.fromisoformat(today[0]["decided_at"]) == now


def test_what_is_amended_cancelled_or_scored_in_silence_stays() -> None:
    routed("C1", Lane.RED)
    a_declaration({"reference": "C1", "version": 2, "net_kg": 5.0})
    gone = routed("C2", Lane.RED)
    cancel(gone.pk, by=an_agent(Role.CHIEF), now=NOW, ground="Erreur de saisie")
    silent = routed("C3", Lane.RED)
    Screening.objects.filter(version__declaration=silent).update(is_shadow=True)

    assert lines(signed_in(Role.CHIEF)) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml"])
def test_who_took_them_is_written_with_the_number_of_rows(kind: str) -> None:
    two_lanes()

    taken(signed_in(Role.CHIEF), format=kind, bureau=OFFICE)

    entry = Entry.objects.get(name="screening.export_lanes")
    assert entry.office == OFFICE
    assert entry.facts == {"day": datetime.now(UTC).date().isoformat(), "format": kind, "rows": 2}


@pytest.mark.parametrize(
    "role", [Role.BROKER, Role.INSPECTOR, Role.DIRECTOR, Role.ADMINISTRATOR, Role.SECURITY]
)
def test_others_take_no_lanes(role: Role) -> None:
    assert signed_in(role).get(reverse("lanes_export")).status_code == 403


@pytest.mark.parametrize("text", ["hier", "2026-13-45", "\0"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    answer = signed_in(Role.CHIEF).get(reverse("lanes_export"), {"jour": text})

    assert answer.status_code == 400
    assert "lanes.day_unread" in answer.content.decode()
