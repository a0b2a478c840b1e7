"""What the control of this declaration found, item by item; "not inspected" is never "compliant"."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amont.controls.models import ItemResult, Outcome
from amont.controls.queries import results_of
from amont.screening.models import Label
from amont.screening.queries.profiles import INSPECTED
from amont.site.pages.sheet.past import result_word
from amont.site.pages.sheet.reading import Sheet

MOST = 100


def found(sheet: Sheet) -> list[dict[str, Any]]:
    """Results signed, or left by the system before; none for who may not read them. Two queries."""
    if not sheet.eyes.results:
        return []
    signed = {row.item_id: row for row in results_of(sheet.row.pk, agent=sheet.agent)}
    of_version = Label.objects.filter(INSPECTED, item__version=sheet.version).select_related("item")
    labels = {label.pk: label for label in of_version.order_by("pk")[:MOST]}
    rows = [_signed(row, labels.get(key)) for key, row in signed.items() if row.outcome]
    rows += [_left(label) for key, label in labels.items() if key not in signed]
    return rows[:MOST]


def _signed(row: ItemResult, label: Label | None) -> dict[str, Any]:
    """What the officer wrote and signed."""
    word = _("Non visité") if row.outcome == Outcome.NOT_INSPECTED else ""
    after, before = row.duty_after, row.duty_before
    return {
        "article": row.item.item,
        "goods": row.item.description or row.item.hs_code,
        "result": word or (result_word(label, row) if label is not None else _outcome(row)),
        "on": row.control.closed_at,
        "recovered": after - before if after is not None and before is not None else None,
        "fine": row.fine,
        "remark": row.remark,
    }


def _outcome(row: ItemResult) -> str:
    """A result that is no label yet."""
    return {
        Outcome.COMPLIANT: _("Conforme"),
        Outcome.MINOR: _("Écart mineur"),
        Outcome.OFFENCE: _("Infraction"),
    }.get(Outcome(row.outcome), "")


def _left(label: Label) -> dict[str, Any]:
    """A result without its act: brought along from the system before."""
    return {
        "article": label.item.item,
        "goods": label.item.description or label.item.hs_code,
        "result": result_word(label, None),
        "on": label.resulted_on or label.item.declared_on,
        "recovered": label.duty_recovered,
        "fine": None,
        "remark": "",
    }
