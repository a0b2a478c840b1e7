"""What a broker types is kept as typed, copied, discarded, and sent once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amont.declarations.actions.messages import Message, Row, lodge_messages
from amont.declarations.models import Declaration, Item, KeptDraft
from amont.declarations.permissions import GRANTS
from amont.journal.actions import record
from amont.kernel.agents import Agent, NotFound, require
from amont.kernel.errors import AmontError
from amont.kernel.items import FIELDS

MOST_ITEMS = 99
LONGEST = 2_000
LONGEST_NAME = 80
COLUMNS = tuple(field.name for field in FIELDS if not field.outcome)
OF_THE_WHOLE = ("reference", "replaces")
Reading = Callable[[KeptDraft], Sequence[Row]]


class DraftChanged(AmontError):
    """It was changed elsewhere since it was opened. Facts: version, the one kept now."""

    code = "draft.changed"
    status = 409


class DraftSent(AmontError):
    """It is a declaration already. Facts: reference."""

    code = "draft.sent"
    status = 409


class DraftTooLong(AmontError):
    """More items, or longer texts, than a declaration holds. Facts: most."""

    code = "draft.too_long"
    status = 422


class DraftUnknownColumn(AmontError):
    """A box that no declaration has. Facts: name."""

    code = "draft.unknown_column"
    status = 422


class DraftIsTemplate(AmontError):
    """A template is copied, never sent."""

    code = "draft.is_template"
    status = 409


@dataclass(frozen=True, slots=True)
class Typed:
    """Boxes of the whole and of each item, by column, as typed."""

    header: Mapping[str, str]
    items: Sequence[Mapping[str, str]]

    def check(self) -> None:
        """DraftTooLong, DraftUnknownColumn."""
        if len(self.items) > MOST_ITEMS:
            raise DraftTooLong(most=MOST_ITEMS)
        for row in (self.header, *self.items):
            for name, text in row.items():
                if name not in COLUMNS:
                    raise DraftUnknownColumn(name=name[:LONGEST_NAME])
                if len(text) > LONGEST:
                    raise DraftTooLong(most=LONGEST)


@transaction.atomic
def keep_draft(key: UUID, *, typed: Typed, seen: int, by: Agent, now: datetime) -> KeptDraft:
    """Keep what is typed. seen: version it began from, 0 for none. The same again changes nothing.

    DraftChanged, DraftSent, DraftTooLong, DraftUnknownColumn.
    """
    require(GRANTS, by, "keep_draft")
    typed.check()
    header, items = dict(typed.header), [dict(row) for row in typed.items]
    facts = {"by": by.name, "header": header, "items": items, "changed_at": now}
    rows = KeptDraft.objects.select_for_update()
    row, is_new = rows.get_or_create(operator=_firm(by), key=key, defaults=facts)
    if is_new:
        record("draft_kept", by=by.name, subject=row.subject)
        return row
    require(GRANTS, by, "keep_draft", row)
    if row.sent_as:
        raise DraftSent(reference=row.sent_as)
    if (row.header, row.items) == (header, items):
        return row
    if row.version != seen:
        raise DraftChanged(version=row.version)
    row.by, row.header, row.items, row.changed_at = by.name, header, items, now
    row.version += 1
    row.save(update_fields=["by", "header", "items", "changed_at", "version"])
    return row


@transaction.atomic
def copy_draft(key: UUID, *, to: UUID, by: Agent, now: datetime, name: str = "") -> KeptDraft:
    """A new draft of the same boxes, without reference; a template where it has a name. NotFound."""
    require(GRANTS, by, "copy_draft")
    source = _locked(key, by)
    require(GRANTS, by, "copy_draft", source)
    return _new(Typed(source.header, source.items), to, by=by, now=now, name=name)


@transaction.atomic
def copy_declaration(declaration: int, *, to: UUID, by: Agent, now: datetime) -> KeptDraft:
    """A new draft with the boxes of a declaration that one may see. NotFound, DraftTooLong."""
    require(GRANTS, by, "copy_draft")
    row = Declaration.objects.all().visible_to(by).filter(pk=declaration, broker__in=by.operators).first()
    if row is None:
        raise NotFound(what="declaration")
    items = Item.objects.filter(version__declaration=row, version__number=row.version).order_by("pk")
    typed = Typed({"office": row.office}, [_texts(item) for item in items[: MOST_ITEMS + 1]])
    typed.check()
    return _new(typed, to, by=by, now=now)


@transaction.atomic
def discard_draft(key: UUID, *, by: Agent) -> None:
    """Away with it; what was sent stays lodged. A second time does nothing."""
    require(GRANTS, by, "discard_draft")
    row = KeptDraft.objects.select_for_update().filter(operator__in=by.operators, key=key).first()
    if row is None:
        return
    require(GRANTS, by, "discard_draft", row)
    record("draft_discarded", by=by.name, subject=row.subject)
    row.delete()


@transaction.atomic
def send_draft(key: UUID, *, reading: Reading, seen: int, by: Agent, now: datetime) -> Declaration:
    """Lodge it, once: a second time gives the same declaration. reading: boxes as typed -> rows.

    NotFound, DraftIsTemplate, DraftChanged, and the refusals of reading and of lodging.
    """
    require(GRANTS, by, "send_draft")
    row = _locked(key, by)
    require(GRANTS, by, "send_draft", row)
    if row.sent_as:
        return Declaration.objects.get(reference=row.sent_as)
    if row.name:
        raise DraftIsTemplate()
    if row.version != seen:
        raise DraftChanged(version=row.version)
    found = lodge_messages([Message(reading(row), by)], now=now)[0]
    if isinstance(found, AmontError):
        raise found
    declaration = found.lodged.declaration
    assert declaration is not None  # lodge_messages turns what was not lodged into a refusal
    row.sent_as, row.changed_at = declaration.reference, now
    row.save(update_fields=["sent_as", "changed_at"])
    record("draft_sent", by=by.name, subject=row.subject, reference=row.sent_as)
    return declaration


def _firm(by: Agent) -> str:
    """The firm for which a broker declares, as lodging takes it."""
    return min(by.operators, default="")


def _locked(key: UUID, by: Agent) -> KeptDraft:
    row = KeptDraft.objects.select_for_update().filter(operator__in=by.operators, key=key).first()
    if row is None:
        raise NotFound(what="draft")
    return row


def _new(typed: Typed, key: UUID, *, by: Agent, now: datetime, name: str = "") -> KeptDraft:
    header = {box: text for box, text in typed.header.items() if box not in OF_THE_WHOLE}
    facts = {"by": by.name, "header": header, "items": list(typed.items), "changed_at": now}
    facts["name"] = " ".join(name.split())[:LONGEST_NAME]
    row, is_new = KeptDraft.objects.get_or_create(operator=_firm(by), key=key, defaults=facts)
    if is_new:
        record("draft_kept", by=by.name, subject=row.subject)
    return row


def _texts(item: Item) -> dict[str, str]:
    """The boxes of an item as one would type them."""
    told = {name: getattr(item, name, None) for name in COLUMNS}
    return {name: f"{value}" for name, value in told.items() if value not in (None, "")}
