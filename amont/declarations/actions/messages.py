"""Declarations that a machine sends one by one or in a batch: lodged at once, and answered at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import transaction

from amont.declarations.actions.drafts import DOCUMENT
from amont.declarations.actions.lodging import Lodged, Sender, lodge_of
from amont.declarations.actions.reading import read_receipt
from amont.declarations.actions.receiving import receive
from amont.declarations.models import Noticed, Receipt, ReceiptState, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.queries.findings import finding_of
from amont.formats.detect import HEAD_BYTES, kind_of
from amont.formats.items import DECLARED, SAD_KINDS
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.kernel.findings import Finding, Severity

AGAIN = "declaration.already_lodged"
KEY_FACTS = (
    "declared_on",
    "office",
    "hs_code",
    "origin",
    "net_kg",
)  # and a value: as for files, and for SADs
VALUES = ("customs_value", "item_price")
FIGURES = (
    "packages",
    "net_kg",
    "gross_kg",
    "quantity",
    "item_price",
    "customs_value",
    "duty_rate_pct",
    "duties",
)
Row = Mapping[str, object]


class Turned(AmontError):
    """A declaration that was not lodged, for the reason that a finding gives. pointer: where it lies."""

    code = "declaration.turned"
    status = 409
    STATUS: Mapping[str, int] = {
        "declaration.reference_missing": 422,
        "declaration.reference_too_long": 422,
        "declaration.version_unknown": 422,
        "declaration.code_too_long": 422,
        "declaration.amend_not_yours": 403,
    }

    def __init__(self, finding: Finding) -> None:
        super().__init__(
            **{"path": finding.path, "value": finding.value, "line": finding.line, **finding.facts}
        )
        self.code = finding.code
        self.status = self.STATUS.get(finding.code, 409)


class FileTurned(AmontError):
    """A file that cannot be used, for the reason that its reading gave."""

    code = "declaration.file_turned"
    status = 422

    def __init__(self, code: str, facts: Mapping[str, object]) -> None:
        super().__init__(**facts)
        self.code = code


class NotOneDeclaration(AmontError):
    """A file of none or several declarations where one is lodged. Facts: n."""

    code = "declaration.not_one"
    status = 422


class NotXml(AmontError):
    """The bytes are no XML at all."""

    code = "declaration.not_xml"
    status = 422


class TwiceInBatch(AmontError):
    """The same version of a declaration came before in the same batch. Facts: reference, version."""

    code = "declaration.twice_in_batch"
    status = 409


@dataclass(frozen=True, slots=True)
class Message:
    """A declaration as the rows of its items, and who sends it."""

    rows: Sequence[Row]
    by: Agent

    @property
    def reference(self) -> str:
        """As it will be known."""
        return str(self.rows[0].get("reference") or "").replace("\0", "")

    @property
    def version(self) -> object:
        """The first, where it says none."""
        return self.rows[0].get("version") or 1

    @property
    def sender(self) -> Sender:
        """Under whose name it is lodged."""
        return Sender(self.by, min(self.by.operators, default=""))


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one declaration, and what was noticed in it."""

    lodged: Lodged
    findings: tuple[Finding, ...]


def lodge_messages(
    messages: Sequence[Message], *, now: datetime, patience: int | None = None
) -> list[Answered | AmontError]:
    """Lodge declarations, whoever sends them, in one transaction. One that is refused keeps no other back.

    patience: see `lodge_of`.
    """
    for by in {id(one.by): one.by for one in messages}.values():
        require(GRANTS, by, "lodge")
    doubts = [list(doubts_of(one.rows, by=one.by)) for one in messages]
    is_one = any(doubts) or any(row.get(DOCUMENT) for one in messages for row in one.rows)
    with transaction.atomic() if is_one else nullcontext():  # lodging is one transaction by itself
        told = _lodged(messages, doubts, now=now, patience=patience)
        found = {place: (*doubts[place], *_of_lodging(one)) for place, one in told.items()}
        _note([(one, found[place]) for place, one in told.items() if one.is_new])
    twice = _twice(messages)
    return [
        twice[place] if place in twice else _answer(told[place], found[place])
        for place in range(len(messages))
    ]


def _lodged(
    messages: Sequence[Message],
    doubts: Sequence[Sequence[Finding]],
    *,
    now: datetime,
    patience: int | None,
) -> dict[int, Lodged]:
    """What became of each, by its place; what comes twice is left out."""
    twice = _twice(messages)
    kept = [place for place in range(len(messages)) if place not in twice]
    rows = [row for place in kept for row in messages[place].rows]
    held = [_is_held(doubts[place], number) for place in kept for number in range(len(messages[place].rows))]
    senders = {messages[place].reference: messages[place].sender for place in kept}
    table = pl.DataFrame(rows, schema=DECLARED)
    marks = pl.Series(held, dtype=pl.Boolean)
    told = lodge_of(table, marks, senders=senders, now=now, patience=patience)
    return dict(zip(kept, told, strict=True))


@transaction.atomic
def lodge_file(data: bytes, *, name: str, by: Agent, now: datetime) -> Answered:
    """Lodge the one declaration of a file, kept as it came. NotXml, FileTurned, NotOneDeclaration, Turned."""
    require(GRANTS, by, "lodge")
    if kind_of(data[:HEAD_BYTES]) not in SAD_KINDS:
        raise NotXml()
    receipt = receive(data, name=name, by=by, mapping="amont", now=now)
    is_new = receipt.state == ReceiptState.WAITING
    read_receipt(receipt.pk, by=by, sender=by, now=now)
    receipt.refresh_from_db()
    if receipt.state == ReceiptState.REFUSED and receipt.refusal:
        raise FileTurned(str(receipt.refusal["code"]), receipt.refusal["facts"])
    if receipt.found != 1:
        raise NotOneDeclaration(n=receipt.found)
    findings = tuple(finding_of(row) for row in Noticed.objects.filter(receipt=receipt).order_by("pk"))
    return _of_file(receipt, findings, is_new=is_new)


def _of_file(receipt: Receipt, findings: tuple[Finding, ...], *, is_new: bool) -> Answered:
    rows = Version.objects.select_related("declaration")
    own = rows.filter(receipt=receipt).first()
    again = next((one for one in findings if one.code == AGAIN), None)
    if own is None and again is not None:
        asked = {"declaration__reference": again.facts["reference"], "number": again.facts["version"]}
        own, is_new = rows.get(**asked), False
    if own is None:
        raise Turned(next(one for one in findings if one.severity is Severity.REFUSE))
    return Answered(Lodged(own.declaration.reference, own.number, own.declaration, is_new=is_new), findings)


def doubts_of(rows: Sequence[Row], *, by: Agent) -> Iterator[Finding]:
    """What is noticed in a declaration before it is lodged. path: JSON pointer to the place."""
    for number, row in enumerate(rows):
        place = f"/items/{number}"
        for name in _missing(row):
            facts = {"name": name, "item": row.get("item")}
            yield Finding("declaration.key_fact_missing", Severity.HOLD, f"{place}/{name}", facts=facts)
        for name in FIGURES:
            value = row.get(name)
            if isinstance(value, int | float) and value < 0:
                facts = {"name": name, "item": row.get("item")}
                yield Finding("declaration.below_zero", Severity.NOTE, f"{place}/{name}", str(value), facts)
    declarant = str(rows[0].get("declarant") or "")
    if by.operators and declarant and declarant not in by.operators:
        facts = {"reference": rows[0].get("reference"), "declarant": declarant}
        yield Finding("declaration.other_declarant", Severity.NOTE, "/declarant", declarant, facts)


def _missing(row: Row) -> list[str]:
    """Key facts that an item does not tell; one of the two values is enough."""
    found = [name for name in KEY_FACTS if row.get(name) in (None, "")]
    has_value = any(row.get(name) is not None for name in VALUES)
    return found if has_value else [*found, VALUES[0]]


def _is_held(doubts: Sequence[Finding], number: int) -> bool:
    place = f"/items/{number}/"
    return any(one.severity is Severity.HOLD and one.path.startswith(place) for one in doubts)


def _twice(messages: Sequence[Message]) -> dict[int, TwiceInBatch]:
    """Places of declarations whose reference and version came before: a table would take them for one."""
    seen: set[tuple[str, object]] = set()
    found = {}
    for place, one in enumerate(messages):
        key = (one.reference, one.version)
        if key in seen:
            found[place] = TwiceInBatch(reference=key[0], version=key[1])
        seen.add(key)
    return found


def _of_lodging(lodged: Lodged) -> list[Finding]:
    return [*([lodged.finding] if lodged.finding is not None else []), *lodged.doubts]


def _answer(lodged: Lodged, findings: tuple[Finding, ...]) -> Answered | AmontError:
    if lodged.declaration is None and lodged.finding is not None:
        return Turned(lodged.finding)
    return Answered(lodged, findings)


def _note(found: Sequence[tuple[Lodged, Sequence[Finding]]]) -> None:
    """Keep what was noticed in new versions."""
    noticed = [(one.declaration.pk, one.version, all_) for one, all_ in found if one.declaration and all_]
    if not noticed:
        return
    versions = Version.objects.filter(declaration__in={key for key, _, _ in noticed})
    rows = versions.values_list("declaration", "number", "pk")
    keys = {(declaration, number): key for declaration, number, key in rows}
    Noticed.objects.bulk_create(
        Noticed(
            version_id=keys[declaration, number],
            code=one.code,
            severity=one.severity,
            path=one.path,
            value=one.value[:80],
            facts=one.facts,
        )
        for declaration, number, findings in noticed
        for one in findings
    )
