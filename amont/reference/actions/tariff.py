"""Lines of the tariff: those that a node starts with, and the row of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q

from amont.formats.tariff.records import LENGTHS, Line
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.reference.keeping import line_facts
from amont.reference.models import CodeFile, TariffLine
from amont.reference.permissions import GRANTS
from amont.reference.wording import searched

PART = 5_000  # rows written at once
REWORD = (Path(__file__).resolve().parents[1] / "sql" / "reword.sql").read_text()


@transaction.atomic
def load_tariff(lines: Sequence[Line], *, by: Agent, from_on: date) -> None:
    """The tariff that a node starts with; one that has any line keeps what it has."""
    require(GRANTS, by, "load")
    if TariffLine.objects.exists():
        return
    rows = [_row(one, None, one.from_on or from_on) for one in lines]
    TariffLine.objects.bulk_create(rows, batch_size=PART)
    reword(sorted({one.code[:2] for one in lines}))
    record("reference.load_tariff", by=by.name, lines=len(rows))


def line_row(one: Line, before: TariffLine | None, first: date, *, file: CodeFile) -> TariffLine:
    """The row of a line that a table gives. before: what stood there."""
    row = _row(one, before, first)
    row.source, row.evidence = one.source or file.source, one.evidence or file.evidence
    return row


def reword(chapters: Iterable[str]) -> None:
    """What the lines of some chapters are searched by: their own words, and those of all that stand above."""
    wanted = Q(pk__in=[])
    for chapter in chapters:
        wanted |= Q(code__range=(chapter, chapter.ljust(LENGTHS[-1], "9")))
    rows = list(TariffLine.objects.filter(wanted).only("code", "names", "words").order_by("from_on"))
    names = {row.code: row.names for row in rows}
    found = {row.pk: searched([row.names, *_above(row.code, names)]) for row in rows}
    changed = {row.pk: found[row.pk] for row in rows if row.words != found[row.pk]}
    with connection.cursor() as cursor:
        cursor.execute(REWORD, {"keys": list(changed), "words": list(changed.values())})


def _above(code: str, names: Mapping[str, dict[str, str]]) -> list[dict[str, str]]:
    """Names of heading and subheading, as last said; those of the chapter would bring all of it."""
    return [names[code[:size]] for size in LENGTHS[1:] if size < len(code) and code[:size] in names]


def _row(one: Line, before: TariffLine | None, first: date) -> TariffLine:
    return TariffLine(
        code=one.code,
        from_on=first,
        to_on=None if one.until_on is None else max(one.until_on, first),
        source=one.source,
        evidence=one.evidence,
        **line_facts(before, one),
    )
