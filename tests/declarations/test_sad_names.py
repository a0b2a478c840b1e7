"""Two declarants may use one number; a declaration stored, then registered, is one and the same."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from amont.declarations.actions import reading
from amont.declarations.actions.reading import read_receipt
from amont.declarations.actions.receiving import receive
from amont.declarations.actions.routing import cancel
from amont.declarations.models import Declaration, Item, Noticed, Receipt, Version
from amont.declarations.queries.names import known_as
from amont.declarations.states import State
from amont.kernel.agents import WORKER, Agent, Role
from tests.declarations.handing_in import (
    a_broker,
    another_broker,
    handed_in,
    read,
    received,
    told,
    waits_for_a_lock,
)
from tests.formats.asycuda.files import CIF, complete
from tests.making import NOW, OTHER_BROKER, an_agent

pytestmark = pytest.mark.django_db

CODE, NUMBER, YEAR = "Declarant/Declarant_code", "Declarant/Reference/Number", "Declarant/Reference/Year"
NATIONAL = {
    "Identification/Registration/Serial_number": "C",
    "Identification/Registration/Number": "24985",
    "Identification/Registration/Date": "2026-11-23",
}
REGISTRATION = "2026SNDKRC24985"


def a_document(*, code: str = "BR001", year: str = "2026", cif: str = "1618.5", **header: str) -> bytes:
    return complete({CODE: code, NUMBER: "12", YEAR: year} | header, {CIF: cif})


def registered(**changes: str) -> bytes:
    return a_document(**changes, **NATIONAL)


def together(*documents: bytes) -> bytes:
    """Several documents in one file."""
    return b"<file>" + b"".join(one.partition(b"?>")[2] for one in documents) + b"</file>"


def on_the(day: datetime, data: bytes, *, by: Agent | None = None) -> Receipt:
    """A file received and read that day."""
    receipt = receive(data, name="sydonia.xml", by=by or a_broker(), mapping="amont", now=day)
    read_receipt(receipt.pk, by=WORKER, sender=by or a_broker(), now=day)
    receipt.refresh_from_db()
    return receipt


def lodged() -> list[tuple[str, int]]:
    return list(Version.objects.order_by("pk").values_list("declaration__reference", "number"))


def test_two_declarants_with_one_number_lodge_two_declarations() -> None:
    handed_in(a_document())

    second = handed_in(a_document(code="BR002"), by=another_broker())

    assert (second.declarations, second.refused, told(second)) == (1, 0, [])
    assert lodged() == [("SNDKR:BR001:2026:12", 1), ("SNDKR:BR002:2026:12", 1)]


def test_a_document_that_names_no_declarant_is_its_sender_s() -> None:
    handed_in(a_document(code=""))

    second = handed_in(a_document(code="", cif="99"), by=another_broker())

    assert second.refused == 0
    assert lodged() == [("SNDKR:BR001:2026:12", 1), (f"SNDKR:{OTHER_BROKER}:2026:12", 1)]


def test_the_same_content_in_other_bytes_is_lodged_once() -> None:
    handed_in(a_document())

    again = handed_in(a_document().replace(b"?>", b"?>\n\n"))

    assert (again.found, again.declarations, told(again)) == (1, 0, ["declaration.already_lodged"])
    assert lodged() == [("SNDKR:BR001:2026:12", 1)]


def test_another_content_under_the_same_number_amends_the_declaration() -> None:
    handed_in(a_document())

    amended = handed_in(a_document(cif="2000"))

    assert (amended.declarations, amended.refused) == (1, 0)
    assert lodged() == [("SNDKR:BR001:2026:12", 1), ("SNDKR:BR001:2026:12", 2)]
    assert Declaration.objects.get().customs_value == 2000


def test_a_version_left_behind_changes_nothing_when_it_comes_again() -> None:
    handed_in(a_document())
    handed_in(a_document(cif="2000"))

    again = handed_in(a_document().replace(b"?>", b"?>\n\n"))

    assert (again.declarations, told(again)) == (0, ["declaration.already_lodged"])
    assert Declaration.objects.get().customs_value == 2000


def test_the_registered_document_is_the_declaration_that_was_stored() -> None:
    handed_in(a_document())

    receipt = handed_in(registered())

    assert (receipt.declarations, receipt.refused, told(receipt)) == (1, 0, ["declaration.registered"])
    assert lodged() == [("SNDKR:BR001:2026:12", 1), ("SNDKR:BR001:2026:12", 2)]
    found = Noticed.objects.get(receipt=receipt)
    assert found.version == receipt.versions.get()
    assert found.facts == {
        "reference": "SNDKR:BR001:2026:12", "version": 2, "registration": REGISTRATION,
    }  # fmt: skip
    assert known_as([REGISTRATION]) == {REGISTRATION: Declaration.objects.get().pk}


def test_a_registration_that_changes_nothing_else_makes_no_version() -> None:
    day = {"Property/Date_of_declaration": "2026-11-23"}
    handed_in(a_document(**day))

    receipt = handed_in(registered(**day))

    assert (receipt.declarations, told(receipt)) == (
        0, ["declaration.already_lodged", "declaration.registered"],
    )  # fmt: skip
    assert lodged() == [("SNDKR:BR001:2026:12", 1)]
    assert known_as([REGISTRATION]) == {REGISTRATION: Declaration.objects.get().pk}


def test_the_registration_is_told_once() -> None:
    handed_in(a_document())
    handed_in(registered())

    amended = handed_in(registered(cif="2000"))

    assert (amended.declarations, told(amended)) == (1, [])
    assert lodged()[-1] == ("SNDKR:BR001:2026:12", 3)


def test_a_stored_document_that_comes_after_its_registration_is_the_same_declaration() -> None:
    handed_in(registered())

    late = handed_in(a_document())

    assert (late.declarations, late.refused) == (1, 0)
    assert lodged() == [(REGISTRATION, 1), (REGISTRATION, 2)]


def test_nobody_takes_over_a_declaration_by_its_number() -> None:
    handed_in(registered())

    theirs = handed_in(a_document(cif="1"), by=another_broker())

    assert (theirs.declarations, theirs.refused) == (0, 1)
    found = Noticed.objects.get(receipt=theirs)
    assert (found.code, found.path) == ("declaration.reference_taken", "SNDKR:BR001:2026:12")
    assert REGISTRATION not in str(found.facts)


def test_a_cancelled_declaration_is_not_brought_back_by_its_registration() -> None:
    handed_in(a_document())
    cancel(Declaration.objects.get().pk, by=an_agent(Role.CHIEF, office="SNDKR"), now=NOW, ground="double")

    receipt = handed_in(registered())

    assert (receipt.declarations, told(receipt)) == (0, ["declaration.cancelled"])
    assert Declaration.objects.get().state == State.CANCELLED


def test_stored_and_registered_in_one_file_are_one_declaration() -> None:
    receipt = handed_in(together(a_document(), registered(), a_document(code="BR002")))

    assert (receipt.found, receipt.declarations) == (3, 3)
    assert lodged() == [
        ("SNDKR:BR001:2026:12", 1), ("SNDKR:BR001:2026:12", 2), ("SNDKR:BR002:2026:12", 1),
    ]  # fmt: skip


def test_a_document_twice_in_one_file_is_lodged_once_with_its_items_once() -> None:
    receipt = handed_in(together(a_document(), a_document()))

    assert (receipt.found, receipt.declarations, told(receipt)) == (2, 1, ["declaration.already_lodged"])
    assert Item.objects.count() == 1


def test_a_reading_taken_up_again_tells_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "DOCUMENTS_AT_ONCE", 2)
    receipt = handed_in(together(a_document(), a_document(), registered(), a_document(code="BR002")))
    before = lodged(), told(receipt)
    Receipt.objects.filter(pk=receipt.pk).update(state="waiting")

    read_receipt(receipt.pk, by=WORKER, sender=a_broker(), now=NOW)

    assert (lodged(), told(receipt)) == before
    assert before[0] == [
        ("SNDKR:BR001:2026:12", 1), ("SNDKR:BR001:2026:12", 2), ("SNDKR:BR002:2026:12", 1),
    ]  # fmt: skip


def test_a_number_without_its_year_is_another_s_the_year_after() -> None:
    on_the(NOW.replace(year=2026, month=11), a_document(year=""))

    next_year = on_the(NOW.replace(year=2027, month=2), a_document(year="", cif="7"))
    again = on_the(NOW.replace(year=2027, month=3), a_document(year="", cif="8"))

    assert told(next_year) == ["declaration.number_again"]
    assert told(again) == []
    assert lodged() == [
        ("SNDKR:BR001::12", 1), ("SNDKR:BR001:2027:12", 1), ("SNDKR:BR001:2027:12", 2),
    ]  # fmt: skip


def test_a_number_without_its_year_is_known_again_when_it_is_registered_across_the_new_year() -> None:
    on_the(NOW.replace(year=2026, month=12), a_document(year=""))

    receipt = on_the(NOW.replace(year=2027, month=1), registered(year=""))

    assert told(receipt) == ["declaration.registered"]
    assert lodged() == [("SNDKR:BR001::12", 1), ("SNDKR:BR001::12", 2)]


def test_the_samples_of_one_declarant_are_three_declarations(sad_samples: Path) -> None:
    for name in ("al_im4_86items_2016", "al_im4_tyres_9items_2016", "gd_xmlserializer_4items_SampleDoc-F1"):
        handed_in((sad_samples / f"{name}.xml").read_bytes(), name=f"{name}.xml")

    assert [reference for reference, _ in lodged()] == [
        "AL110000:U247::1548", "AL110000:U247::1528", "GDSGO:BR001::SampleDoc-F1",
    ]  # fmt: skip


def test_stored_and_registered_in_two_files_at_once_are_one_declaration(live_rows: None) -> None:
    def second() -> None:
        handed_in(registered())
        connections.close_all()

    thread = Thread(target=second)
    with transaction.atomic():
        handed_in(a_document())
        thread.start()
        waits_for_a_lock()
    thread.join()

    assert lodged() == [("SNDKR:BR001:2026:12", 1), ("SNDKR:BR001:2026:12", 2)]


def test_reading_many_documents_asks_as_many_questions_as_reading_few() -> None:
    few, many = (
        received(together(*[a_document(code=f"{name}{n}") for n in range(count)]), name="f.xml")
        for name, count in (("A", 3), ("B", 60))
    )

    with CaptureQueriesContext(connection) as for_few:
        read(few)
    with CaptureQueriesContext(connection) as for_many:
        read(many)

    assert len(for_many) == len(for_few)
