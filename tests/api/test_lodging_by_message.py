"""A declaration sent as JSON is lodged once, answered at once, and refused with the place of the fault."""

from __future__ import annotations

from typing import Any

import pytest

from amont.declarations.models import Declaration, Item, Noticed, Version
from amont.engine.selectivity.content import content_hash
from amont.kernel.agents import Role
from tests.api.asking import DECLARATION, a_system, pointers
from tests.making import BROKER, OTHER_BROKER, OTHER_OFFICE

pytestmark = pytest.mark.django_db
ITEM = DECLARATION["items"][0]


def test_a_declaration_is_lodged_in_the_name_of_the_operator_of_the_key() -> None:
    system = a_system()

    answer = system.lodges()

    row = Declaration.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": row.pk,
        "reference": "2026DM01C1",
        "version": 1,
        "state": "lodged",
        "findings": [],
    }
    assert (row.broker, row.office, row.hs_code, row.item_count) == (BROKER, "DM01", "40111000", 1)


def test_items_say_what_the_whole_does_not_and_hold_what_it_says() -> None:
    items = [ITEM, {**ITEM, "item": 7, "importer": "IMP002", "net_kg": 0.1}]

    a_system().lodges(items=items)

    rows = Item.objects.order_by("pk").values_list("item", "importer", "office", "net_kg", "declared_on")
    assert [(number, who, office, str(kg)) for number, who, office, kg, _ in rows] == [
        (1, "IMP001", "DM01", "1000.5"),
        (7, "IMP002", "DM01", "0.1"),
    ]


def test_the_fingerprint_is_that_of_the_same_declaration_from_a_file() -> None:
    a_system().lodges()

    row = {**{name: value for name, value in DECLARATION.items() if name != "items"}, **ITEM, "item": 1}
    row["declared_on"] = Item.objects.get().declared_on
    row |= {name: float(row[name]) for name in ("net_kg", "customs_value", "duties")}
    assert Version.objects.get().content == content_hash([row])


def test_the_same_declaration_again_is_told_and_not_lodged_twice() -> None:
    system = a_system()
    first = system.lodges()

    second = system.lodges()

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["id"] == first.json()["id"]
    assert [one["code"] for one in second.json()["findings"]] == ["declaration.already_lodged"]
    assert Version.objects.count() == 1


def test_a_higher_version_amends() -> None:
    system = a_system()
    system.lodges()

    answer = system.lodges(version=2, items=[{**ITEM, "net_kg": 900}])

    assert (answer.status_code, answer.json()["version"]) == (201, 2)
    assert list(Version.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_changed_declaration_without_a_new_version_is_refused() -> None:
    system = a_system()
    system.lodges()

    answer = system.lodges(items=[{**ITEM, "net_kg": 900}])

    assert (answer.status_code, answer.json()["code"]) == (409, "declaration.version_exists")
    assert Item.objects.count() == 1


def test_the_reference_of_another_broker_is_refused_and_says_nothing_of_it() -> None:
    a_system(operator=OTHER_BROKER).lodges(declarant=OTHER_BROKER, importer="SECRET9")

    answer = a_system().lodges(version=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "declaration.reference_taken")
    assert b"SECRET9" not in answer.content
    assert OTHER_BROKER.encode() not in answer.content


def test_a_declarant_other_than_the_sender_is_kept_and_said() -> None:
    answer = a_system().lodges(declarant="D77")

    assert answer.status_code == 201
    assert [(one["code"], one["pointer"]) for one in answer.json()["findings"]] == [
        ("declaration.other_declarant", "/declarant")
    ]
    assert Declaration.objects.get().declarant == "D77"


def test_a_missing_key_fact_is_accepted_and_a_person_must_look() -> None:
    bare = {name: value for name, value in ITEM.items() if name not in ("origin", "customs_value")}

    answer = a_system().lodges(items=[ITEM, bare])

    assert [(one["code"], one["severity"], one["pointer"]) for one in answer.json()["findings"]] == [
        ("declaration.key_fact_missing", "hold", "/items/1/origin"),
        ("declaration.key_fact_missing", "hold", "/items/1/customs_value"),
    ]
    assert list(Item.objects.order_by("pk").values_list("held", flat=True)) == [False, True]
    assert Version.objects.get().held
    assert Noticed.objects.filter(version=Version.objects.get()).count() == 2


def test_a_price_is_value_enough() -> None:
    priced = {name: value for name, value in ITEM.items() if name != "customs_value"} | {"item_price": 10.5}

    answer = a_system().lodges(items=[priced])

    assert answer.json()["findings"] == []


def test_a_figure_below_zero_is_kept_and_said() -> None:
    answer = a_system().lodges(items=[{**ITEM, "net_kg": -3}])

    assert [(one["code"], one["pointer"]) for one in answer.json()["findings"]] == [
        ("declaration.below_zero", "/items/0/net_kg")
    ]
    assert str(Item.objects.get().net_kg) == "-3.0"


def test_blanks_in_codes_are_as_in_files() -> None:
    answer = a_system().lodges(reference="  2026  C\u00a0 1 ")

    assert answer.json()["reference"] == "2026 C 1"


WRONG: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"reference": None}, ("api.kind", "/reference")),
    ({"reference": ""}, ("api.too_short", "/reference")),
    ({"reference": "x" * 61}, ("api.too_long", "/reference")),
    ({"reference": "a\x00b"}, ("api.signs", "/reference")),
    ({"reference": "a\x1bb"}, ("api.signs", "/reference")),
    ({"reference": "a\x85b"}, ("api.signs", "/reference")),
    ({"items": []}, ("api.too_few", "/items")),
    ({"items": {}}, ("api.kind", "/items")),
    ({"items": [ITEM, 3]}, ("api.kind", "/items/1")),
    ({"version": 0}, ("api.beyond", "/version")),
    ({"version": "1"}, ("api.kind", "/version")),
    ({"version": 2**31}, ("api.beyond", "/version")),
    ({"colour": "red"}, ("api.unknown_member", "/colour")),
    ({"a/b~c": 1}, ("api.unknown_member", "/a~1b~0c")),
    ({"items": [{**ITEM, "hs_code": 40111000}]}, ("api.kind", "/items/0/hs_code")),
    ({"items": [{**ITEM, "hs_code": "4011.10"}]}, ("api.signs", "/items/0/hs_code")),
    ({"items": [{**ITEM, "net_kg": "10"}]}, ("api.kind", "/items/0/net_kg")),
    ({"items": [{**ITEM, "net_kg": True}]}, ("api.kind", "/items/0/net_kg")),
    ({"items": [{**ITEM, "net_kg": 1e19}]}, ("api.beyond", "/items/0/net_kg")),
    ({"items": [{**ITEM, "net_kg": float("nan")}]}, ("api.beyond", "/items/0/net_kg")),
    ({"items": [{**ITEM, "net_kg": float("inf")}]}, ("api.beyond", "/items/0/net_kg")),
    ({"items": [{**ITEM, "description": "a\x00"}]}, ("api.signs", "/items/0/description")),
    ({"items": [{**ITEM, "origin": "CHN"}]}, ("api.signs", "/items/0/origin")),
    ({"items": [{**ITEM, "offence": 1}]}, ("api.unknown_member", "/items/0/offence")),
    ({"declared_on": "23/11/2026"}, ("api.day", "/declared_on")),
    ({"declared_on": "2026-02-30"}, ("api.day", "/declared_on")),
    ({"declared_on": 20261123}, ("api.day", "/declared_on")),
    ({"declared_on": "0001-01-01"}, ("api.beyond", "/declared_on")),
]


@pytest.mark.parametrize(("changed", "fault"), WRONG, ids=[f"{code} {at}" for _, (code, at) in WRONG])
def test_what_does_not_hold_is_refused_with_its_place(
    changed: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = a_system().lodges(**changed)

    assert (answer.status_code, answer.json()["code"]) == (422, "api.unfit")
    assert pointers(answer) == [fault]
    assert Declaration.objects.count() == 0


def test_all_faults_are_told_at_once() -> None:
    answer = a_system().lodges(reference=1, items=[{"net_kg": "x"}, {"origin": "x"}])

    assert [at for _, at in pointers(answer)] == ["/reference", "/items/0/net_kg", "/items/1/origin"]


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"reference":"\\ud800"}',
        b'{"reference":' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    answer = a_system().post("/declarations", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "api.not_json")


@pytest.mark.parametrize(
    "media", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ""]
)
def test_another_kind_of_body_is_refused(media: str) -> None:
    answer = a_system().post("/declarations", b"{}", media=media)

    assert (answer.status_code, answer.json()["code"]) == (415, "api.media_unknown")


def test_a_body_beyond_eight_megabytes_is_refused() -> None:
    answer = a_system().post("/declarations", b" " * (8 * 2**20 + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "api.body_too_large")


def test_an_office_amends_what_is_declared_in_it_and_nothing_else() -> None:
    a_system().lodges()
    a_system().lodges(reference="2026DM02C2", office=OTHER_OFFICE)

    answer = a_system(Role.CHIEF).lodges(reference="2026DM02C2", version=2)

    assert (answer.status_code, answer.json()["code"]) == (403, "declaration.amend_not_yours")


def test_one_declaration_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    system = a_system()
    system.lodges()

    with django_assert_max_num_queries(14):
        system.lodges(reference="2026DM01C2")
