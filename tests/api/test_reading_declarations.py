"""What a key may not see does not exist; a lane is there only where it may be known; lists come by pages."""

from __future__ import annotations

from typing import Any

import pytest

from amont.declarations.models import Declaration
from amont.journal.models import Entry
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.reference.models import Administration
from tests.api.asking import DECLARATION, System, a_system
from tests.making import BROKER, OTHER_BROKER, OTHER_OFFICE

pytestmark = pytest.mark.django_db
REFERENCE = DECLARATION["reference"]


def routed(lane: Lane, *, reference: str = REFERENCE) -> None:
    Declaration.objects.filter(reference=reference).update(lane=lane, state="routed")


def several(n: int) -> dict[str, object]:
    return {"declarations": [DECLARATION | {"reference": f"R{number}"} for number in range(n)]}


def references(answer: Any) -> list[str]:
    return [one["reference"] for one in answer.json()["declarations"]]


def test_a_declaration_is_read_as_it_was_sent() -> None:
    system = a_system()
    system.lodges()

    shown = system.get(f"/declarations/{REFERENCE}").json()

    assert [shown[name] for name in ("reference", "office", "importer", "declared_on", "customs_value")] == [
        "2026DM01C1",
        "DM01",
        "IMP001",
        "2026-11-23",
        2_000_000.0,
    ]
    sent = DECLARATION["items"][0]
    assert {name: shown["items"][0][name] for name in sent} == sent
    assert [(one["version"], one["held"]) for one in shown["versions"]] == [(1, False)]


def test_items_read_may_be_sent_again() -> None:
    system = a_system()
    system.lodges()
    items = system.get(f"/declarations/{REFERENCE}").json()["items"]

    answer = system.post("/declarations", {"reference": REFERENCE, "items": items})

    assert (answer.status_code, [one["code"] for one in answer.json()["findings"]]) == (
        200,
        ["declaration.already_lodged"],
    )


@pytest.mark.parametrize("part", ["", "/findings"])
def test_the_declaration_of_another_broker_does_not_exist(part: str) -> None:
    a_system().lodges()
    other = a_system(operator=OTHER_BROKER)

    theirs, nobodys = other.get(f"/declarations/{REFERENCE}{part}"), other.get(f"/declarations/NONE{part}")

    assert (theirs.status_code, theirs.content) == (404, nobodys.content)


def test_lists_and_exports_hold_what_is_ones_own() -> None:
    a_system().lodges()
    a_system(operator=OTHER_BROKER).lodges(reference="THEIRS", declarant=OTHER_BROKER)

    own = a_system()

    assert references(own.get("/declarations")) == [REFERENCE]
    saved = b"".join(own.get("/exports/declarations").streaming_content).decode()
    assert (REFERENCE in saved, "THEIRS" in saved) == (True, False)


def test_an_office_sees_what_is_declared_in_it() -> None:
    a_system().lodges()
    a_system().lodges(reference="ELSEWHERE", office=OTHER_OFFICE)

    assert references(a_system(Role.CHIEF).get("/declarations")) == [REFERENCE]
    assert len(references(a_system(Role.ANALYST, office="").get("/declarations"))) == 2


@pytest.mark.parametrize("path", [f"/declarations/{REFERENCE}", "/declarations"])
def test_a_broker_knows_the_lane_where_it_is_published(path: str) -> None:
    system = a_system()
    system.lodges()
    routed(Lane.RED)

    hidden = system.get(path).content
    Administration.objects.update(lane_published=True)
    shown = system.get(path).content

    assert (b'"lane"' in hidden, b'"lane":"red"' in shown) == (False, True)


def test_a_lane_to_come_is_null_for_those_who_will_know_it() -> None:
    a_system().lodges()

    shown = a_system(Role.CHIEF).get(f"/declarations/{REFERENCE}").json()

    assert shown["lane"] is None


@pytest.mark.parametrize("path", ["/declarations", "/exports/declarations"])
def test_nobody_asks_by_a_lane_he_does_not_see(path: str) -> None:
    system = a_system()
    system.lodges()
    routed(Lane.RED)

    answer = system.get(path, lane="red")

    assert (answer.status_code, answer.json()["code"]) == (403, "declaration.lane_hidden")


def test_lodging_again_tells_a_broker_no_lane_that_is_not_published() -> None:
    system = a_system()
    system.lodges()
    routed(Lane.RED)

    answer = system.lodges()

    assert "lane" not in answer.json()


def test_nothing_a_broker_reads_tells_reasons_causes_or_scores() -> None:
    system = a_system()
    system.lodges()
    routed(Lane.RED)
    Administration.objects.update(lane_published=True)

    told = [
        system.get(path).content
        for path in (f"/declarations/{REFERENCE}", "/declarations", f"/declarations/{REFERENCE}/findings")
    ]

    for word in (b"reason", b"cause", b"probability", b"score", b"criteri", b"officer"):
        assert not any(word in text for text in told)
    refused = [system.get(f"/declarations/{REFERENCE}/{part}").status_code for part in ("reasons", "results")]
    assert refused == [403, 403]


def test_a_list_is_walked_page_by_page_without_a_gap() -> None:
    system = a_system()
    system.post("/declarations/batch", several(7))

    seen, after = [], None
    while True:
        page = system.get("/declarations", rows=3, **({"after": after} if after else {}))
        seen += references(page)
        after = page.json()["after"]
        if after is None:
            break

    assert seen == [f"R{n}" for n in reversed(range(7))]


def test_a_list_is_narrowed_by_what_is_asked() -> None:
    system = a_system()
    system.lodges()
    system.lodges(
        reference="OTHER9", declared_on="2026-10-01", items=[{"hs_code": "87032390", "origin": "FR"}]
    )

    found = {
        text: references(system.get("/declarations", **asked))
        for text, asked in {
            "since": {"since": "2026-11-01"},
            "until": {"until": "2026-10-31"},
            "hs": {"hs": "8703"},
            "origin": {"origin": "FR"},
            "reference": {"reference": "other"},
            "state": {"state": "routed"},
        }.items()
    }

    assert found == {
        "since": [REFERENCE],
        "until": ["OTHER9"],
        "hs": ["OTHER9"],
        "origin": ["OTHER9"],
        "reference": ["OTHER9"],
        "state": [],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rows", "0"),
        ("rows", "501"),
        ("rows", "x"),
        ("after", "-1"),
        ("after", "9" * 30),
        ("after", "1e9"),
        ("state", "open"),
        ("lane", "pink"),
        ("since", "23/11/2026"),
        ("hs", "40.11"),
        ("reference", "a\x00"),
    ],
)
def test_a_question_that_does_not_hold_is_refused_by_the_name_of_its_parameter(name: str, value: str) -> None:
    answer = a_system().get("/declarations", **{name: value})

    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["errors"]] == [name]


def test_findings_are_told_with_their_sentence_in_each_language() -> None:
    key = a_system().key
    System(key).lodges(items=[{"hs_code": "40111000", "net_kg": 1.0, "customs_value": 1.0}])

    told = {
        language: System(key, language).get(f"/declarations/{REFERENCE}/findings").json()["findings"]
        for language in ("fr", "en", "pt")
    }

    assert {(one["code"], one["pointer"]) for found in told.values() for one in found} == {
        ("declaration.key_fact_missing", "/items/0/origin")
    }


def test_an_export_holds_no_formula_and_is_noted() -> None:
    system = a_system()
    system.lodges(importer="=HYPERLINK(1)")

    saved = b"".join(system.get("/exports/declarations").streaming_content).decode()

    assert "'=HYPERLINK(1)" in saved
    assert Entry.objects.filter(name="declarations.export", kind="read").count() == 1


def test_an_export_is_a_workbook_when_asked() -> None:
    answer = a_system().get("/exports/declarations", format="xlsx")

    assert answer.content[:2] == b"PK"


def test_a_hostile_reference_in_the_address_is_refused() -> None:
    answer = a_system().get("/declarations/%00")

    assert answer.status_code == 422


def test_a_page_of_a_list_takes_as_many_queries_however_long_it_is(django_assert_num_queries: Any) -> None:
    system = a_system()
    system.post("/declarations/batch", several(40))

    with django_assert_num_queries(4):
        system.get("/declarations", rows=40)
    with django_assert_num_queries(6):
        system.get("/declarations/R1")


def test_the_broker_of_a_declaration_is_that_of_the_key_not_that_of_the_body() -> None:
    a_system().lodges(declarant=OTHER_BROKER)

    assert references(a_system(operator=OTHER_BROKER).get("/declarations")) == []
    assert Declaration.objects.get().broker == BROKER


@pytest.mark.parametrize(("kind", "start"), [("xml", b"<?xml"), ("pdf", b"%PDF-")])
def test_a_declaration_is_saved_as_a_document_by_its_owner_alone(kind: str, start: bytes) -> None:
    a_system().lodges()

    own = a_system().get(f"/declarations/{REFERENCE}/sad", format=kind)
    other = a_system(operator=OTHER_BROKER).get(f"/declarations/{REFERENCE}/sad", format=kind)

    assert (own.status_code, own.content[:5]) == (200, start)
    assert other.status_code == 404
