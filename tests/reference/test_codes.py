"""Lists of codes: differences are shown before; nothing is deleted; messages are read against them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from amont.cargo.models import CargoReceipt
from amont.formats.code_lists import PACKAGES, PLACES, CodeRead, CodesUnreadable
from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Agent, Forbidden, NotFound, Role
from amont.reference.actions import files as actions
from amont.reference.actions.codes import load_starter
from amont.reference.actions.files import (
    CodesChangedSince,
    CodesTooLarge,
    Handed,
    apply_codes,
    propose_codes,
    withdraw_codes,
)
from amont.reference.comparing import compare
from amont.reference.keeping import code_facts
from amont.reference.models import Code, CodeFile
from amont.reference.queries import code_names, codes_in_force, ports_of
from tests.cargo.announcing import a_bill, a_message, handed_in
from tests.making import NOW, TODAY, an_agent
from tests.pages import PLAIN

pytestmark = pytest.mark.django_db
HEAD = "code,name,latitude,longitude\n"
SENEGAL = f"{HEAD}SNDKR,Dakar,14.68,-17.43\nSNTHS,Thiès,,\n"
YESTERDAY = TODAY - timedelta(days=1)
LATER = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    settings.STORAGES = PLAIN


@pytest.fixture
def administrator() -> Agent:
    return an_agent(Role.ADMINISTRATOR)


def a_table(text: str = SENEGAL, listed_in: str = PLACES, **facts: Any) -> Handed:
    told: dict[str, Any] = {
        "is_whole": True,
        "from_on": TODAY,
        "source": "UN/LOCODE 2024-2",
        "evidence": "A",
    } | facts
    return Handed(listed_in=listed_in, name="codes.csv", data=text.encode(), **told)


def applied(text: str = SENEGAL, listed_in: str = PLACES, **facts: Any) -> CodeFile:
    row = propose_codes(a_table(text, listed_in, **facts), by=WORKER, now=NOW)
    return apply_codes(row.pk, by=WORKER, now=NOW)


def listed() -> list[tuple[str, dict[str, str], date, date | None]]:
    return list(Code.objects.order_by("code", "from_on").values_list("code", "names", "from_on", "to_on"))


def test_a_table_is_looked_at_before_it_changes_anything(administrator: Agent) -> None:
    row = propose_codes(a_table(), by=administrator, now=NOW)

    assert (row.parts, row.applied_at, Code.objects.count()) == (["SN"], None, 0)
    assert Entry.objects.get(name="reference.propose_codes").facts["list"] == PLACES


def test_a_table_is_applied_once_and_the_journal_says_what_it_changed(administrator: Agent) -> None:
    row = propose_codes(a_table(), by=administrator, now=NOW)

    for _ in range(2):
        row = apply_codes(row.pk, by=administrator, now=NOW)

    assert (row.added, row.changed, row.ended, row.applied_by) == (2, 0, 0, administrator.name)
    assert listed() == [("SNDKR", {"en": "Dakar"}, TODAY, None), ("SNTHS", {"en": "Thiès"}, TODAY, None)]
    assert Code.objects.get(code="SNDKR").source == "UN/LOCODE 2024-2"
    (told,) = Entry.objects.filter(name="reference.apply_codes")
    assert (told.facts["added"], told.subject) == (2, row.subject)


def test_the_same_table_proposed_again_is_the_same(administrator: Agent) -> None:
    first, second = (propose_codes(a_table(), by=administrator, now=NOW) for _ in range(2))

    assert first.pk == second.pk


def test_a_changed_code_keeps_what_it_was_until_the_day_before() -> None:
    applied()

    row = applied(SENEGAL.replace("Dakar", "Port de Dakar"), from_on=LATER)

    assert (row.added, row.changed, row.ended) == (0, 1, 0)
    assert [one for one in listed() if one[0] == "SNDKR"] == [
        ("SNDKR", {"en": "Dakar"}, TODAY, LATER - timedelta(days=1)),
        ("SNDKR", {"en": "Port de Dakar"}, LATER, None),
    ]


def test_a_code_changed_on_the_day_it_began_is_written_over() -> None:
    applied()

    applied(SENEGAL.replace("14.68", "14.7"))

    assert Code.objects.get(code="SNDKR").latitude == 14.7


def test_what_a_whole_table_does_not_name_ends_in_its_countries_alone() -> None:
    applied(SENEGAL + "CIABJ,Abidjan,5.3,-4.0\n", from_on=YESTERDAY)

    row = applied(f"{HEAD}SNDKR,Dakar,14.68,-17.43\n")

    assert (row.changed, row.ended) == (0, 1)
    ends = {code: to_on for code, _names, _from, to_on in listed()}
    assert ends == {"CIABJ": None, "SNDKR": None, "SNTHS": YESTERDAY}


def test_a_part_of_a_table_ends_nothing_and_makes_no_list_whole() -> None:
    applied(from_on=YESTERDAY, is_whole=False)

    row = applied(f"{HEAD}SNDKR,Dakar,14.68,-17.43\n", is_whole=False)

    assert (row.ended, codes_in_force(TODAY)) == (0, None)


def test_a_code_that_ended_may_come_again() -> None:
    applied()
    applied(f"{HEAD}SNDKR,Dakar,14.68,-17.43\n")

    applied()

    assert [(code, to_on) for code, _names, _from, to_on in listed()] == [("SNDKR", None), ("SNTHS", None)]


def test_an_official_name_comes_beside_those_of_the_other_languages() -> None:
    known = CodeRead("CT", {"fr": "Carton", "en": "Box of card"}, source="Rec. 21", evidence="B")
    load_starter(PACKAGES, [known], by=WORKER)

    applied("Status,Code,Name\n,CT,Carton\n,BG,Bag\n", PACKAGES)

    assert code_names([(PACKAGES, "CT"), (PACKAGES, "XX")], TODAY) == {
        (PACKAGES, "CT"): {"fr": "Carton", "en": "Carton"}
    }


def test_differences_shown_before_another_table_was_applied_are_read_again(administrator: Agent) -> None:
    row = propose_codes(a_table(), by=administrator, now=NOW)
    applied(SENEGAL.replace("Thiès", "Thies"))

    with pytest.raises(CodesChangedSince):
        apply_codes(row.pk, by=administrator, now=NOW, seen=0)

    assert Code.objects.get(code="SNTHS").names == {"en": "Thies"}


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)])
def test_nobody_else_changes_a_list(role: Role) -> None:
    kept = propose_codes(a_table(), by=WORKER, now=NOW)

    with pytest.raises(Forbidden):
        propose_codes(a_table(), by=an_agent(role), now=NOW)
    with pytest.raises(Forbidden):
        apply_codes(kept.pk, by=an_agent(role), now=NOW)
    with pytest.raises(Forbidden):
        withdraw_codes(kept.pk, by=an_agent(role), now=NOW)

    assert not Code.objects.exists()


def test_what_cannot_be_taken_is_refused(administrator: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CodesUnreadable):
        propose_codes(a_table("rien"), by=administrator, now=NOW)
    with pytest.raises(NotFound):
        apply_codes(2**40, by=administrator, now=NOW)
    with pytest.raises(NotFound):
        withdraw_codes(2**40, by=administrator, now=NOW)
    monkeypatch.setattr(actions, "MOST_BYTES", 10)
    with pytest.raises(CodesTooLarge):
        propose_codes(a_table(), by=administrator, now=NOW)

    assert not CodeFile.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"to_on": YESTERDAY}, {"latitude": 91.0, "longitude": 0.0}, {"latitude": 1.0}],
    ids=["ends before it begins", "beyond the pole", "half a place"],
)
def test_a_code_that_makes_no_sense_is_refused_by_its_table(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        Code.objects.create(listed_in=PLACES, code="SNDKR", from_on=TODAY, **wrong)


def test_a_code_is_open_once() -> None:
    Code.objects.create(listed_in=PLACES, code="SNDKR", from_on=YESTERDAY)

    with pytest.raises(IntegrityError):
        Code.objects.create(listed_in=PLACES, code="SNDKR", from_on=TODAY)


CODES = st.builds(
    CodeRead,
    st.sampled_from(["SNDKR", "SNTHS", "SNZIG"]),
    st.dictionaries(st.sampled_from(["fr", "en"]), st.sampled_from(["A", "B"]), min_size=1),
    is_ended=st.booleans(),
)


@given(st.lists(CODES, unique_by=lambda one: one.code), st.lists(CODES, unique_by=lambda one: one.code))
def test_each_code_given_is_added_changed_ended_or_the_same(
    stood: list[CodeRead], given_now: list[CodeRead]
) -> None:
    kept = {
        one.code: Code(
            code=one.code, names=dict(one.names), from_on=YESTERDAY, to_on=YESTERDAY if one.is_ended else None
        )
        for one in stood
    }

    found = compare(given_now, kept, facts_of=code_facts, is_whole=False, day=TODAY)

    assert sum(found.counts.values()) + found.same == len(given_now)


# ---- messages ----------------------------------------------------------------------------------------------


def unknown(receipt: CargoReceipt) -> list[tuple[str, str]]:
    rows = receipt.findings.filter(code__endswith="_unknown").order_by("pk")
    return list(rows.values_list("code", "value"))


def test_without_a_whole_list_no_code_is_unknown() -> None:
    applied(is_whole=False)

    receipt = handed_in(a_message(a_bill(loading="SNXXX", package_kind="QQ")))

    assert unknown(receipt) == []


def test_codes_are_unknown_where_the_list_of_their_country_is_loaded() -> None:
    applied()

    receipt = handed_in(a_message(a_bill(loading="SNXXX"), a_bill("BL2", loading="CNXXX", delivery="SNTHS")))

    assert unknown(receipt) == [("manifest.place_unknown", "SNXXX")]


def test_kinds_of_package_are_unknown_where_their_list_is_loaded() -> None:
    applied("code,name\nBG,Bag\n", PACKAGES)

    receipt = handed_in(a_message(a_bill()))

    assert unknown(receipt) == [("manifest.package_unknown", "CT")]


def test_the_lists_are_asked_once_whatever_the_bills() -> None:
    applied()

    def asked(n: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            handed_in(
                a_message(*(a_bill(f"B{n}{place}") for place in range(n)), reference=f"M{n}", voyage=f"V{n}")
            )
        return sum('FROM "reference_code"' in str(one["sql"]) for one in queries)

    assert (asked(1), asked(30)) == (1, 0)


def test_a_place_moves_where_the_administration_says() -> None:
    applied()
    applied(SENEGAL.replace("14.68", "14.5"), from_on=LATER)

    assert ports_of(["SNDKR"], TODAY)["SNDKR"].point == (14.68, -17.43)
    assert ports_of(["SNDKR"], LATER)["SNDKR"].point == (14.5, -17.43)
    assert ports_of(["SNTHS"], TODAY) == {}
