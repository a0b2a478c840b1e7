"""Messages of carriers by machine: kept at once, read afterwards, answered in the sender's own form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from amont.cargo.actions.amending import accept_amendment, refuse_amendment
from amont.cargo.actions.arriving import note_arrival
from amont.cargo.api.messages import MOST_BYTES
from amont.cargo.models import Bill, CargoReceipt, Manifest, ManifestVersion
from amont.formats.awmds.write import write_awmds
from amont.formats.edifact import segments
from amont.formats.manifest.records import Function, Party
from amont.kernel.agents import Role
from tests.api.asking import System, a_system, pointers
from tests.api.carrying import CUSCAR, a_carrier_system, announces, read
from tests.cargo.announcing import BILL, VOYAGE, a_bill, a_message
from tests.making import CARRIER, NOW, OFFICE, OTHER_CARRIER, TODAY, an_agent

pytestmark = pytest.mark.django_db
EDIFACT = "application/edifact"
QUAY = an_agent(Role.QUAY)


def a_cuscar(system: System) -> int:
    return read(system.post("/cargo/messages?office=DM01", CUSCAR, media=EDIFACT))


def answer(system: System, number: int, **asked: str) -> Any:
    return system.get(f"/cargo/messages/{number}/answer", **asked)


def test_a_message_is_kept_at_once_in_the_name_of_the_carrier() -> None:
    told = a_carrier_system().post("/cargo/messages", a_message(a_bill()))

    row = CargoReceipt.objects.get()
    assert (told.status_code, told.json()["state"]) == (202, "waiting")
    assert told["Location"] == told.json()["address"] == f"/api/v1/cargo/messages/{row.pk}"
    assert (row.operator, row.channel, row.name[:4], row.name[-5:]) == (CARRIER, "api", "api-", ".json")
    assert bytes(row.body.data) == a_message(a_bill())


def test_the_same_bytes_again_are_the_same_message() -> None:
    system = a_carrier_system()

    numbers = {system.post("/cargo/messages", a_message(a_bill())).json()["id"] for _ in range(3)}

    assert len(numbers) == 1


def test_a_message_larger_than_a_declaration_may_be_is_taken() -> None:
    data = a_message(a_bill()) + b" " * (9 * 2**20)

    told = a_carrier_system().post("/cargo/messages", data)

    assert (told.status_code, CargoReceipt.objects.get().size) == (202, len(data))


def test_a_message_larger_than_what_is_taken_is_refused() -> None:
    told = a_carrier_system().post("/cargo/messages", bytes(MOST_BYTES + 1))

    assert (told.status_code, told.json()["code"]) == (413, "api.body_too_large")
    assert CargoReceipt.objects.count() == 0


def test_what_became_of_a_message_is_read_with_its_findings_and_pointers() -> None:
    system = a_carrier_system()
    number = read(
        system.post("/cargo/messages", a_message(a_bill(), a_bill("BL2", consignee=Party()), reference="M7"))
    )

    told = system.get(f"/cargo/messages/{number}").json()

    manifest = Manifest.objects.get()
    assert (told["state"], told["kind"], told["bills"], told["refusal"]) == ("read", "manifest", 2, None)
    assert [(one["state"], one["manifest"], one["added"]) for one in told["outcomes"]] == [
        ("applied", manifest.pk, 2)
    ]
    found = [(one["code"], one["severity"], one["pointer"], one["bill"]) for one in told["findings"]]
    assert found == [
        ("manifest.container_digit", "note", "/bills/0/containers/0/number", "BL1"),
        ("manifest.consignee_missing", "hold", "/bills/1", "BL2"),
    ]


def test_a_file_that_cannot_be_read_says_why() -> None:
    system = a_carrier_system()
    number = read(system.post("/cargo/messages", b"%PDF-1.7 ...", media="text/plain"))

    told = system.get(f"/cargo/messages/{number}").json()

    assert (told["state"], told["refusal"]["code"]) == ("refused", "manifest.unknown_kind")
    assert answer(system, number).json()["answers"][0]["verdict"] == "refused"


def test_an_office_that_does_not_exist_is_refused_by_its_name() -> None:
    told = a_carrier_system().post("/cargo/messages?office=NONE", a_message(a_bill()))

    assert (told.status_code, pointers(told)) == (422, [("api.not_listed", None)])
    assert told.json()["errors"][0]["parameter"] == "office"


def test_a_kind_of_body_that_nobody_reads_is_refused() -> None:
    told = a_carrier_system().post("/cargo/messages", b"x", media="image/png")

    assert (told.status_code, told.json()["code"]) == (415, "api.media_unknown")


def test_there_is_no_answer_before_the_message_is_read() -> None:
    system = a_carrier_system()
    number = system.post("/cargo/messages", a_message(a_bill())).json()["id"]

    told = answer(system, number)

    assert (told.status_code, told.json()["code"]) == (409, "cargo.not_read_yet")


def test_edifact_is_answered_by_a_cusres_turned_round_that_points_at_the_element() -> None:
    system = a_carrier_system()
    number = a_cuscar(system)

    told = answer(system, number)

    found = list(segments(told.content))
    assert told["Content-Type"] == EDIFACT
    assert found[0].elements[:3] == (("UNOA", "2"), ("DOUANE",), ("LIGNE",))
    assert [one.elements for one in found if one.tag == "BGM"] == [(("961",), ("MAN1",), ("11",), ("AP",))]
    points = dict(
        zip(
            [one.elements[0][0] for one in found if one.tag == "ERC"],
            [one.elements[0] for one in found if one.tag == "ERP"],
            strict=True,
        )
    )
    assert points["E160"] == ("2", "15", "3")  # MEA, the fifteenth segment, its third element
    assert ("ABT", str(Manifest.objects.get().pk)) in [one.elements[0] for one in found if one.tag == "RFF"]


def test_awmds_is_answered_by_xml_that_points_at_the_element() -> None:
    system = a_carrier_system()
    data = b"".join(write_awmds(VOYAGE, [BILL, a_bill("BL2", consignee=Party())]))
    number = read(system.post("/cargo/messages", data, media="application/xml"))

    told = answer(system, number)

    root = etree.fromstring(told.content)
    assert (told["Content-Type"], root.findtext("Result_segment/Status")) == ("application/xml", "Accepted")
    assert root.findtext("Result_segment/Registration_number") == str(Manifest.objects.get().pk)
    assert "Bol_segment[2]" in root.xpath("string(Error_segment[1]/Error_path)")


@pytest.mark.parametrize(
    ("form", "media", "sign"),
    [("cusres", EDIFACT, b"UNB"), ("xml", "application/xml", b"<?xml"), ("json", "application/json", b"{")],
)
def test_an_answer_comes_in_the_form_that_is_asked_for(form: str, media: str, sign: bytes) -> None:
    system = a_carrier_system()

    told = answer(system, announces(system), **{"as": form})

    assert told["Content-Type"] == media
    assert told.content.startswith(sign)


def test_our_json_is_answered_in_json_and_in_the_language_of_its_reader() -> None:
    system = a_carrier_system()
    number = read(system.post("/cargo/messages", a_message(a_bill(consignee=Party()))))

    told = [answer(System(system.key, language), number).json() for language in ("fr", "en")]

    (french,), (english,) = (one["answers"] for one in told)
    assert (french["verdict"], french["reference"], french["voyage"]) == ("accepted", "M1", "AB652A")
    assert french["findings"][0]["pointer"] == "/bills/0"
    assert french["findings"][0]["detail"] != english["findings"][0]["detail"]


def test_a_voyage_of_another_is_refused_in_the_answer_and_named_nowhere() -> None:
    announces(a_carrier_system())
    other = a_carrier_system(OTHER_CARRIER)

    number = announces(other, "BL9")

    told = answer(other, number).json()["answers"][0]
    assert (told["verdict"], told["registered_as"], told["reference"]) == ("refused", "", "M1")
    assert [one["code"] for one in told["findings"]] == ["cargo.not_yours"]


def test_a_bill_refused_alone_leaves_the_manifest_its_number() -> None:
    system = a_carrier_system()

    number = announces(system, "BL1", "BL1")

    told = answer(system, number).json()["answers"][0]
    assert (told["verdict"], told["registered_as"]) == ("in_part", str(Manifest.objects.get().pk))


def test_a_change_after_arrival_is_answered_as_its_officer_decides() -> None:
    system = a_carrier_system()
    announces(system)
    note_arrival(Manifest.objects.get().pk, at=NOW, by=QUAY, now=NOW)
    number = announces(system, "BL1", "BL2", function=Function.REPLACE)
    said = [answer(system, number).json()["answers"][0]]

    refuse_amendment(
        ManifestVersion.objects.get(state="proposed").pk, ground="BL2 n’y est pas", by=QUAY, now=NOW
    )
    said.append(answer(system, number).json()["answers"][0])
    other = announces(system, "BL1", "BL3", function=Function.REPLACE)
    proposed = ManifestVersion.objects.get(state="proposed")
    accept_amendment(proposed.pk, ground="constaté", by=QUAY, now=NOW, today=TODAY)
    said.append(answer(system, other).json()["answers"][0])

    assert [one["verdict"] for one in said] == ["pending", "refused", "accepted"]
    assert said[1]["findings"][0]["code"] == "cargo.amendment_refused"
    assert "BL2 n’y est pas" in said[1]["findings"][0]["detail"]


def test_one_carrier_reads_nothing_of_the_messages_of_another() -> None:
    number = announces(a_carrier_system())
    other = a_carrier_system(OTHER_CARRIER)

    asked = [other.get(f"/cargo/messages/{number}"), answer(other, number)]

    assert [(one.status_code, one.json()["code"]) for one in asked] == [(404, "rights.not_found")] * 2


def test_a_broker_hands_in_no_manifest() -> None:
    told = a_system().post("/cargo/messages", a_message(a_bill()))

    assert (told.status_code, told.json()["code"]) == (403, "api.act_not_given")


def test_a_message_is_read_in_a_constant_number_of_queries(django_assert_num_queries: Any) -> None:
    system = a_carrier_system()
    one, many = announces(system), announces(system, *(f"BL{n}" for n in range(40)), voyage="OTHER")

    for number in (one, many):
        with django_assert_num_queries(7):
            answer(system, number)


def test_what_the_room_itself_finds_names_the_bill_and_no_place_of_the_json() -> None:
    system = a_carrier_system()
    number = announces(system, "BL1", "BL1")

    found = system.get(f"/cargo/messages/{number}").json()["findings"]

    (twice,) = [one for one in found if one["code"] == "cargo.bill_twice"]
    assert (twice["bill"], twice.get("pointer"), twice["severity"]) == ("BL1", None, "refuse")


def test_nobody_without_a_key_hands_in_anything() -> None:
    told = Client().post("/api/v1/cargo/messages", json.dumps({}), content_type="application/json")

    assert told.status_code == 401
    assert (Bill.objects.count(), OFFICE) == (0, "DM01")
