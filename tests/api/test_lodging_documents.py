"""The XML of one ASYCUDA World declaration is lodged as JSON is, kept as it came, and cannot do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from amont.declarations.models import Declaration, Receipt
from amont.formats.asycuda import write_sad
from tests.api.asking import a_system
from tests.formats.asycuda.files import HEADER, HS, ORIGIN, complete, declaration

pytestmark = pytest.mark.django_db
REFERENCE = "Declarant/Reference/Number"
XML = "application/xml"


def a_sad(reference: str = "EX1") -> bytes:
    return complete({REFERENCE: reference})


def test_a_sad_is_lodged_and_its_bytes_are_kept() -> None:
    body = a_sad()

    answer = a_system().post("/declarations", body, media=XML)

    receipt = Receipt.objects.get()
    assert (answer.status_code, answer.json()["reference"]) == (201, "SNDKR:BR001::EX1")
    assert (receipt.state, bytes(receipt.body.data)) == ("read", body)


@pytest.mark.parametrize("media", [XML, "text/xml", "application/xml; charset=utf-8"])
def test_xml_comes_under_each_of_its_names(media: str) -> None:
    assert a_system().post("/declarations", a_sad(), media=media).status_code == 201


def test_a_sad_again_is_told_and_not_lodged_twice() -> None:
    system = a_system()
    first = system.post("/declarations", a_sad(), media=XML)

    same, other = (
        system.post("/declarations", a_sad(), media=XML),
        system.post("/declarations", a_sad() + b"\n", media=XML),
    )

    assert (same.status_code, other.status_code) == (200, 200)
    assert same.json()["id"] == other.json()["id"] == first.json()["id"]
    assert Declaration.objects.count() == 1


def test_what_was_noticed_in_a_sad_is_told_with_its_path() -> None:
    body = write_sad(declaration(HEADER | {REFERENCE: "EX2"}, {HS: "87032390"}))

    answer = a_system().post("/declarations", body, media=XML)

    assert ("sad.origin_missing", "hold", f"Item[1]/{ORIGIN}") in [
        (one["code"], one["severity"], one.get("path")) for one in answer.json()["findings"]
    ]


def test_the_reference_of_another_is_refused_and_nothing_is_kept() -> None:
    a_system(operator="BR009").lodges(reference="SNDKR:BR001::EX1")

    answer = a_system().post("/declarations", a_sad(), media=XML)

    assert (answer.status_code, answer.json()["code"]) == (409, "declaration.reference_taken")
    assert Receipt.objects.count() == 0


ENTITY = (
    b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><ASYCUDA><Declarant>&e;</Declarant></ASYCUDA>'
)
LAUGHS = b"""<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<ASYCUDA><Declarant>&b;</Declarant></ASYCUDA>"""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (ENTITY, "xml.entities"),
        (LAUGHS, "xml.entities"),
        (b"<ASYCUDA>", "xml.truncated"),
        (b"reference;item\nA;1\n", "declaration.not_xml"),
        (b" ", "declaration.not_xml"),
        (b"PK\x03\x04", "declaration.not_xml"),
        (b"<ASYCUDA></ASYCUDA>", "declaration.not_one"),
    ],
)
def test_what_is_no_declaration_is_refused_with_the_reason(body: bytes, code: str) -> None:
    answer = a_system().post("/declarations", body, media=XML)

    assert answer.json()["code"] == code
    assert answer.status_code in (400, 422)
    assert (Declaration.objects.count(), Receipt.objects.count()) == (0, 0)


def test_a_key_that_may_not_send_files_sends_no_xml() -> None:
    answer = a_system(acts=["declarations.lodge"]).post("/declarations", a_sad(), media=XML)

    assert (answer.status_code, answer.json()["code"]) == (403, "rights.forbidden")


def test_every_open_sample_with_items_is_taken(sad_samples: Path) -> None:
    system = a_system()

    answers = {
        file.name: system.post("/declarations", file.read_bytes(), media=XML).status_code
        for file in sorted(sad_samples.glob("*.xml"))
    }

    assert answers.pop("jm_blank_template.xml") == 422
    assert set(answers.values()) == {201}
