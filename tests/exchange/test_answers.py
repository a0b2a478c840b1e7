"""The answer to a declaration, by page and by key: what is owed, paid and released, for who may know it."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from lxml import etree

from amont.declarations.models import Declaration
from amont.formats.edifact import segments
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Lane
from amont.reference.actions.packs import change_settings
from amont.release.actions.releasing import release_ready
from amont.release.models import Release
from tests.api.asking import a_system
from tests.declarations.handing_in import another_broker, handed_in, lodged
from tests.declarations.visiting import signed_in
from tests.formats.asycuda.files import complete
from tests.making import NOW, TODAY, a_person
from tests.payments.cases import TOTAL, a_node, assessed, paid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory) -> object:
    with override_settings(HOME=tmp_path_factory.mktemp("home")) as home:
        yield home


def a_released_one() -> Declaration:
    a_node()
    row = paid(assessed()).notice.declaration
    release_ready([row.pk], by=WORKER, now=NOW, today=TODAY)
    row.refresh_from_db()
    return row


def test_a_released_declaration_is_answered_with_its_notice_receipt_and_release() -> None:
    row = a_released_one()
    notice = row.notices.get()

    told = a_system().get(f"/declarations/{row.reference}/answer").json()

    assert {name: told[name] for name in ("reference", "version", "state", "registered_on")} == {
        "reference": "C1",
        "version": 1,
        "state": "released",
        "registered_on": str(row.registered_on),
    }
    assert told["notice"] == {
        "number": notice.number,
        "amount": float(TOTAL),
        "currency": "XOF",
        "due_on": str(notice.due_on),
        "receipt": notice.payments.get().receipt,
        "paid_on": str(TODAY),
    }
    assert told["release"] == Release.objects.get().number


def test_the_same_is_said_in_xml_and_in_cusres() -> None:
    row = a_released_one()
    notice, system = row.notices.get(), a_system()

    xml = system.get(f"/declarations/{row.reference}/answer", format="xml")
    cusres = system.get(f"/declarations/{row.reference}/answer", format="cusres")

    root = etree.fromstring(xml.content)
    assert (xml["Content-Type"], root.tag) == ("application/xml", "Asycuda_response")
    assert root.findtext("Assessment_segment/Receipt_number") == notice.payments.get().receipt
    assert cusres["Content-Type"] == "application/edifact"
    said = {one[1][0]: one[1][1] for one in segments(cusres.content) if one.tag == "RFF"}
    assert said == {
        "ABT": "C1",
        "ZZZ": notice.number,
        "PQ": notice.payments.get().receipt,
        "RE": Release.objects.get().number,
    }


def test_a_release_that_was_withdrawn_is_not_told() -> None:
    row = a_released_one()
    Release.objects.update(state="withdrawn", ended_at=NOW, ended_by="test:chief", withdrawn_why="Erreur")

    told = a_system().get(f"/declarations/{row.reference}/answer").json()

    assert "release" not in told


@pytest.mark.parametrize(("is_published", "lane"), [(False, None), (True, "green")])
def test_a_broker_is_told_the_lane_only_where_lanes_are_published(
    is_published: bool, lane: str | None
) -> None:
    a_node()
    change_settings(lane_published=is_published, shadow_mode=False, collects=True, by=WORKER)
    lodged({"reference": "C1"})
    Declaration.objects.update(lane=Lane.GREEN, state="routed")

    broker, chief = a_system(), a_system(Role.CHIEF)

    assert broker.get("/declarations/C1/answer").json().get("lane") == lane
    assert chief.get("/declarations/C1/answer").json()["lane"] == "green"


def test_what_was_noticed_points_at_its_element() -> None:
    data = complete(
        {"Declarant/Reference/Number": "A-7", "Property/Nbers/Total_number_of_items": "4"},
        {"Valuation_item/Total_CIF_itm": "12,5,3"},
    )
    handed_in(data, name="a.xml")
    row = Declaration.objects.get()

    answer = a_system().get(f"/declarations/{row.reference}/answer", format="xml")

    found = {
        one.findtext("Error_code"): one for one in etree.fromstring(answer.content).iter("Error_segment")
    }
    assert found["sad.item_count"].findtext("Error_path") == "Property/Nbers/Total_number_of_items"
    assert found["sad.number_unreadable"].findtext("Error_path") == "Item[1]/Valuation_item/Total_CIF_itm"


@pytest.mark.parametrize(("form", "media"), [("xml", "application/xml"), ("cusres", "application/edifact")])
def test_it_is_saved_from_the_sheet_and_noted(form: str, media: str) -> None:
    lodged({"reference": "R/1"})
    row = Declaration.objects.get()
    client = signed_in(a_person(Role.BROKER))
    url = reverse("declaration_answer", args=[row.pk, form])

    answer = client.get(url)

    assert url in client.get(reverse("declaration", args=[row.pk])).content.decode()
    assert answer["Content-Type"] == media
    assert answer["Content-Disposition"].startswith('attachment; filename="reponse-R-1.')
    assert Entry.objects.get(name="declarations.take_sad").facts["format"] == f"answer_{form}"


def test_the_declaration_of_another_and_an_unknown_form_do_not_exist() -> None:
    lodged({"reference": "C1"}, by=another_broker())
    lodged({"reference": "C2"})
    client: Client = signed_in(a_person(Role.BROKER))
    theirs, mine = (Declaration.objects.get(reference=one).pk for one in ("C1", "C2"))

    assert client.get(reverse("declaration_answer", args=[theirs, "xml"])).status_code == 404
    assert client.get(reverse("declaration_answer", args=[mine, "json"])).status_code == 404
    assert a_system().get("/declarations/C1/answer").status_code == 404
    assert a_system().get("/declarations/C2/answer", format="pdf").status_code == 422
