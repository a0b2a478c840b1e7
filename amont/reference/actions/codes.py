"""Codes that every administration starts with, and the row of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from amont.formats.code_lists import CodeRead
from amont.kernel.agents import Agent, require
from amont.reference.keeping import code_facts
from amont.reference.models import Code, CodeFile
from amont.reference.permissions import GRANTS

SINCE_EVER = date(1900, 1, 1)
PART = 5_000  # rows written at once


@transaction.atomic
def load_codes(
    listed_in: str, codes: Mapping[str, dict[str, str]], *, source: str, evidence: str, by: Agent
) -> None:
    """A code list: code -> name by language."""
    require(GRANTS, by, "load")
    for code, names in codes.items():
        facts = {"names": names, "source": source, "evidence": evidence}
        Code.objects.update_or_create(listed_in=listed_in, code=code, from_on=SINCE_EVER, defaults=facts)


@transaction.atomic
def load_starter(listed_in: str, codes: Sequence[CodeRead], *, by: Agent) -> None:
    """Codes that an administration starts with; those it has, or has ended, stay as they are."""
    require(GRANTS, by, "load")
    known = set(Code.objects.filter(listed_in=listed_in).values_list("code", flat=True))
    fresh = [one for one in codes if one.code not in known]
    rows = [_row(listed_in, one, None, SINCE_EVER) for one in fresh]
    Code.objects.bulk_create(rows, batch_size=PART, ignore_conflicts=True)


def code_row(one: CodeRead, before: Code | None, first: date, *, file: CodeFile) -> Code:
    """The row of a code that a table gives. before: what stood there."""
    row = _row(file.listed_in, one, before, first)
    row.source, row.evidence = one.source or file.source, one.evidence or file.evidence
    return row


def _row(listed_in: str, one: CodeRead, before: Code | None, first: date) -> Code:
    return Code(
        listed_in=listed_in,
        code=one.code,
        from_on=first,
        to_on=None if one.until_on is None else max(one.until_on, first),
        source=one.source,
        evidence=one.evidence,
        **code_facts(before, one),
    )
