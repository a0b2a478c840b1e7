"""What a broker types: kept as typed, never another firm's, sent once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from amont.declarations.actions.keeping import (
    DraftChanged,
    DraftIsTemplate,
    DraftSent,
    DraftTooLong,
    DraftUnknownColumn,
    Typed,
    copy_declaration,
    copy_draft,
    discard_draft,
    keep_draft,
    send_draft,
)
from amont.declarations.api.typed import rows_of
from amont.declarations.models import Declaration, Item, KeptDraft
from amont.edge.api.problems import Unfit
from amont.kernel.agents import Forbidden, NotFound, Role
from tests.making import BROKER, NOW, OTHER_BROKER, a_declaration, an_administration, an_agent

pytestmark = pytest.mark.django_db

KEY, OTHER_KEY = UUID(int=1), UUID(int=2)
BY = an_agent(Role.BROKER)
STRANGER = an_agent(Role.BROKER, operator=OTHER_BROKER)
HEADER = {"reference": "2026DM01C1", "office": "DM01", "declaration_type": "IM4", "declared_on": "2026-11-23",
          "importer": "IMP001"}  # fmt: skip
ITEMS = [{"hs_code": "40111000", "origin": "CN", "net_kg": "1 204,50", "customs_value": "2000000"}]
TYPED = Typed(HEADER, ITEMS)


def kept(typed: Typed = TYPED, *, seen: int = 0) -> KeptDraft:
    an_administration()
    return keep_draft(KEY, typed=typed, seen=seen, by=BY, now=NOW)


def sent(*, seen: int = 1) -> Declaration:
    return send_draft(KEY, reading=rows_of, seen=seen, by=BY, now=NOW)


def test_what_is_typed_is_kept_as_typed_and_a_retry_is_the_same_draft() -> None:
    first, again = kept(), kept()

    assert first.pk == again.pk
    assert (again.operator, again.version, again.header, again.items) == (BROKER, 1, HEADER, ITEMS)


def test_a_change_is_the_next_version() -> None:
    kept()

    assert kept(replace(TYPED, items=[]), seen=1).version == 2


def test_a_draft_changed_elsewhere_is_not_overwritten() -> None:
    kept()
    kept(replace(TYPED, items=[]), seen=1)

    with pytest.raises(DraftChanged):
        kept(replace(TYPED, header={}), seen=1)

    assert KeptDraft.objects.get().header == HEADER


def test_a_draft_holds_at_most_99_items_of_known_boxes() -> None:
    assert len(kept(Typed(HEADER, ITEMS * 99)).items) == 99

    with pytest.raises(DraftTooLong):
        kept(Typed(HEADER, ITEMS * 100), seen=1)
    with pytest.raises(DraftTooLong):
        kept(Typed({"reference": "x" * 2_001}, []), seen=1)
    with pytest.raises(DraftUnknownColumn):
        kept(Typed({"colour": "red"}, []), seen=1)


def test_a_draft_sent_twice_is_one_declaration() -> None:
    kept()

    first, again = sent(), sent()

    assert first.pk == again.pk
    assert (first.reference, first.broker, first.item_count) == ("2026DM01C1", BROKER, 1)
    assert str(Item.objects.get().net_kg.normalize()) == "1204.5"  # type: ignore[union-attr]
    assert KeptDraft.objects.get().sent_as == "2026DM01C1"


def test_what_was_sent_is_typed_no_more() -> None:
    kept()
    sent()

    with pytest.raises(DraftSent):
        kept(replace(TYPED, items=[]), seen=1)


def test_a_figure_that_is_none_is_refused_at_its_box_and_nothing_is_lodged() -> None:
    kept(Typed(HEADER, [{**ITEMS[0], "net_kg": "beaucoup"}]))

    with pytest.raises(Unfit) as refusal:
        sent()

    assert [fault.pointer for fault in refusal.value.faults] == ["/items/0/net_kg"]
    assert not Declaration.objects.exists()


def test_a_draft_is_not_sent_in_a_state_its_sender_did_not_see() -> None:
    kept()
    kept(replace(TYPED, items=ITEMS * 2), seen=1)

    with pytest.raises(DraftChanged):
        sent(seen=1)


def test_a_template_is_copied_without_its_reference_and_never_sent() -> None:
    kept()

    copy = copy_draft(KEY, to=OTHER_KEY, by=BY, now=NOW, name="  Pneus  de Chine ")

    assert (copy.name, copy.items, "reference" in copy.header) == ("Pneus de Chine", ITEMS, False)
    with pytest.raises(DraftIsTemplate):
        send_draft(OTHER_KEY, reading=rows_of, seen=1, by=BY, now=NOW)


def test_a_lodged_declaration_begins_a_draft() -> None:
    declaration = a_declaration({}, {"hs_code": "10063000"})

    copy = copy_declaration(declaration.pk, to=KEY, by=BY, now=NOW)

    assert [row["hs_code"] for row in copy.items] == ["40111000", "10063000"]
    assert "reference" not in copy.header


def test_another_firms_draft_or_declaration_is_not_found() -> None:
    kept()
    declaration = a_declaration()

    assert not KeptDraft.objects.all().visible_to(STRANGER).exists()
    with pytest.raises(NotFound):
        copy_draft(KEY, to=OTHER_KEY, by=STRANGER, now=NOW)
    with pytest.raises(NotFound):
        copy_declaration(declaration.pk, to=OTHER_KEY, by=STRANGER, now=NOW)
    with pytest.raises(NotFound):
        send_draft(KEY, reading=rows_of, seen=1, by=STRANGER, now=NOW)
    discard_draft(KEY, by=STRANGER)
    assert KeptDraft.objects.filter(key=KEY).count() == 1


def test_a_draft_is_discarded_and_a_second_time_does_nothing() -> None:
    kept()

    discard_draft(KEY, by=BY)
    discard_draft(KEY, by=BY)

    assert not KeptDraft.objects.exists()


def test_an_officer_types_no_declaration() -> None:
    with pytest.raises(Forbidden):
        keep_draft(KEY, typed=TYPED, seen=0, by=an_agent(Role.INSPECTOR), now=NOW)
