"""Documents of ASYCUDA World known again: stored and later registered, they are one declaration.

In store a document is found by office, declarant, year and the declarant's own number; registered, it bears
the number of customs too. A declaration keeps the reference under which it came first, its other names lie in
the headers of its versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

import polars as pl
from django.db import connection
from django.db.models import Q
from django.utils.timezone import localtime

from amont.declarations.actions.lodging import Lodged
from amont.declarations.models import Declaration, Version
from amont.declarations.queries.findings import SHOWN
from amont.declarations.queries.names import KNOWN_AS, known_as
from amont.engine.selectivity.content import content_hashes
from amont.formats.items import DocumentRead, ItemsRead
from amont.kernel.findings import Finding, Severity, clip

NAMING = 0x4E61  # first number of the advisory locks: names being given
BATCH = 500
Key = tuple[str, int]  # reference and version
Told = tuple[Lodged, Finding]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file. reference: as read. registration: the number of customs, "" before it.

    stored: how ASYCUDA finds it in store. in_year: the same with the year, where the document tells none.
    """

    reference: str
    registration: str
    stored: str
    in_year: str
    year: int
    rows: int


@dataclass(slots=True)
class Known:
    """A declaration as it is known here, and what this part of a file brought of it.

    versions: number -> content, and whether that says its number. brought: numbers of versions.
    """

    reference: str
    years: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    versions: dict[int, tuple[str, bool]] = field(default_factory=dict)
    brought: set[int] = field(default_factory=set)

    def version_of(self, rows: pl.DataFrame) -> int | None:
        """The version that has this very content; None: it is another one."""
        for number, (content, is_numbered) in sorted(self.versions.items(), reverse=True):
            if content == self.content(rows, number, is_numbered=is_numbered):
                return number
        return None

    def content(self, rows: pl.DataFrame, number: int, *, is_numbered: bool) -> str:
        """The fingerprint of these items as this version of this declaration."""
        said = pl.lit(number if is_numbered else None, dtype=pl.Int64)
        return content_hashes(rows.with_columns(reference=pl.lit(self.reference), version=said))[0]


@dataclass(frozen=True, slots=True)
class Placed:
    """The declaration and version that a document is.

    names: others than the reference. is_registered_now: customs numbered it since it first came. before: the
    declaration of a past year that has the same number. is_twin: the same came before in the same part.
    """

    document: Document
    reference: str
    number: int = 1
    is_numbered: bool = False
    names: tuple[str, ...] = ()
    is_registered_now: bool = False
    before: str = ""
    is_twin: bool = False

    @property
    def key(self) -> Key:
        return self.reference, self.number


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table under the names by which its documents are known here. kept: rows left, twins taken out."""

    items: pl.DataFrame
    kept: pl.Series
    placed: tuple[Placed, ...]


def documents_of(found: ItemsRead, *, declarant: str, at: datetime) -> list[Document]:
    """The documents of a file that have items; none for a table. at: when the file came."""
    pairs = zip(found.frames, found.documents, strict=True) if found.documents else ()
    year = localtime(at).year
    return [_document(one, frame, declarant=declarant, year=year) for frame, one in pairs if frame.height]


def _document(one: DocumentRead, frame: pl.DataFrame, *, declarant: str, year: int) -> Document:
    year = one.registered_on.year if one.registered_on else year
    return Document(
        reference=one.reference or str(frame["reference"][0]),
        registration=one.registration,
        stored=one.key.name(declarant=declarant),
        in_year=one.key.name(declarant=declarant, year=str(year)),
        year=year,
        rows=frame.height,
    )


def recognise(documents: Sequence[Document], items: pl.DataFrame) -> Recognised:
    """Place each document, in their order. Within a transaction: the names are locked until its end."""
    names = {name for one in documents for name in (one.registration, one.stored, one.in_year) if name}
    _lock(names)
    shelf = _known(names)
    placed: list[Placed] = []
    start = 0
    for document in documents:
        placed.append(_place(document, items[start : start + document.rows], shelf))
        start += document.rows
    by_row = [one for one in placed for _ in range(one.document.rows)]
    kept = pl.Series([not one.is_twin for one in by_row], dtype=pl.Boolean)
    numbers = [one.number if one.is_numbered else None for one in by_row]
    named = items.with_columns(
        pl.Series("reference", [one.reference for one in by_row], dtype=pl.String),
        pl.Series("version", numbers, dtype=pl.Int64),
    )
    return Recognised(named.filter(kept), kept, tuple(placed))


def _lock(names: set[str]) -> None:
    """Two files that bring one declaration at the same time: the second waits for the first."""
    keys = sorted({int(sha256(name.encode()).hexdigest()[:7], 16) for name in names})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, k) FROM unnest(%s::int[]) AS k", [NAMING, keys])


def _known(names: set[str]) -> dict[str, Known]:
    """Declarations that bear one of these names, under each of them. Three queries."""
    others = known_as(names)
    found: dict[int, Known] = {}
    rows = Declaration.objects.filter(Q(reference__in=names) | Q(pk__in=set(others.values())))
    for row in rows.only("reference", "declared_on", "lodged_at"):
        days = [localtime(row.lodged_at), *filter(None, [row.declared_on])]
        found[row.pk] = Known(row.reference, {day.year for day in days})
    told = Version.objects.filter(declaration__in=found)
    columns = ("declaration", "number", "content", "is_numbered", "header")
    for key, number, content, is_numbered, header in told.values_list(*columns):
        found[key].versions[number] = (content, is_numbered)
        found[key].names.update(header.get(KNOWN_AS, []))
    under = {name: found[key] for name, key in others.items()}
    return under | {one.reference: one for one in found.values()}


def _place(document: Document, rows: pl.DataFrame, shelf: dict[str, Known]) -> Placed:
    """The declaration that it is, on the shelf or new; there it stands from now on under all its names."""
    if not document.registration and not document.stored:
        return Placed(document, document.reference)
    stored, before = _stored_name(document, rows, shelf)
    names = [name for name in (document.registration, stored) if name]
    known = next((shelf[name] for name in names if name in shelf), None) or Known(names[0], {document.year})
    same = known.version_of(rows)
    number = same or max(known.versions, default=0) + 1
    is_numbered = known.versions[same][1] if same else number > 1
    others = tuple(name for name in names if name != known.reference)
    placed = Placed(
        document,
        known.reference,
        number,
        is_numbered,
        names=others,
        is_registered_now=document.registration in set(others) - known.names,
        before=before,
        is_twin=number in known.brought,
    )
    known.versions[number] = (known.content(rows, number, is_numbered=is_numbered), is_numbered)
    known.brought.add(number)
    known.names.update(others)
    shelf.update(dict.fromkeys(names, known))
    return placed


def _stored_name(document: Document, rows: pl.DataFrame, shelf: dict[str, Known]) -> tuple[str, str]:
    """Its name in store, with the year where the number alone names a declaration of another year; that one.

    Declarants begin again at 1 each January, and older documents do not tell the year of their number.
    """
    known = shelf.get(document.stored)
    if known is None or document.in_year == document.stored or document.year in known.years:
        return document.stored, ""
    if document.registration in shelf or known.version_of(rows) is not None:
        return document.stored, ""
    return document.in_year, known.reference


def settle(recognised: Recognised, lodged: Sequence[Lodged]) -> tuple[list[Lodged], list[Told]]:
    """Write the other names of what was lodged. Gives what became of each document, and what is to be told.

    A refusal bears the name that the document has in its file.
    """
    first = [one for one in recognised.placed if not one.is_twin]
    pairs = [(placed, _in_its_words(one, placed)) for placed, one in zip(first, lodged, strict=True)]
    kept = {(one.reference, one.version): one for _, one in pairs if one.declaration is not None}
    twins = [placed for placed in recognised.placed if placed.is_twin and placed.key in kept]
    _note_names([(one, placed.names) for placed, one in pairs if one.declaration and placed.names])
    again = [_twin(kept[placed.key], placed) for placed in twins]
    told = [(one, finding) for placed, one in pairs if one.declaration for finding in _told(one, placed)]
    return [*(one for _, one in pairs), *again], told


def _in_its_words(lodged: Lodged, placed: Placed) -> Lodged:
    if lodged.declaration is not None or lodged.finding is None:
        return lodged
    name = clip(placed.document.reference, SHOWN)
    facts = {**lodged.finding.facts, "reference": name}
    return replace(lodged, reference=name, finding=replace(lodged.finding, path=name, facts=facts))


def _twin(first: Lodged, placed: Placed) -> Lodged:
    facts = {"reference": first.reference, "version": first.version}
    finding = Finding("declaration.already_lodged", Severity.NOTE, first.reference, facts=facts)
    return replace(first, finding=finding, is_new=False, rows=placed.document.rows)


def _told(lodged: Lodged, placed: Placed) -> Iterator[Finding]:
    facts: dict[str, object] = {"reference": lodged.reference, "version": lodged.version}
    if placed.is_registered_now:
        more = {"registration": placed.document.registration}
        yield Finding("declaration.registered", Severity.NOTE, lodged.reference, facts=facts | more)
    if placed.before and lodged.is_new and lodged.version == 1:
        more = {"before": placed.before}
        yield Finding("declaration.number_again", Severity.NOTE, lodged.reference, facts=facts | more)


def _note_names(found: Sequence[tuple[Lodged, Sequence[str]]]) -> None:
    """Other names, in the header of the version that the document is."""
    names = {(one.declaration.pk, one.version): other for one, other in found if one.declaration}
    rows = Version.objects.filter(declaration__in={key for key, _ in names})
    changed = []
    for row in rows.only("declaration_id", "number", "header"):
        before = row.header.get(KNOWN_AS, [])
        new = [name for name in names.get((row.declaration_id, row.number), ()) if name not in before]
        if new:
            row.header = row.header | {KNOWN_AS: [*before, *new]}
            changed.append(row)
    Version.objects.bulk_update(changed, ["header"], batch_size=BATCH)
