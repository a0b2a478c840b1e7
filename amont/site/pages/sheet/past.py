"""What history says: each profile of the item at hand against its office, and the declarations like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amont.controls.models import ItemResult, Outcome
from amont.controls.permissions import GRANTS as CONTROLS
from amont.controls.states import ControlState
from amont.declarations.models import Item
from amont.kernel.agents import Agent, may
from amont.kernel.lanes import Lane
from amont.screening.models import Label
from amont.screening.queries.profiles import History, Profile, Rate, histories, profiles_of
from amont.screening.queries.similar import similar
from amont.site.pages.history import months_plot, rate_axis, rate_plot, rate_sentence, total_rate
from amont.site.pages.sheet.reading import Sheet
from amont.site.pages.sheet.wording import KINDS, OFFENCES, profile_name
from amont.site.templatetags.writing import percent

SHOWN = ("importer", "hs6", "hs6*origin", "declarant")
OFFICE = "office"


def history(sheet: Sheet) -> dict[str, Any] | None:
    """The four profiles of the item at hand, against the office; None for eyes that read no profiles."""
    if not sheet.eyes.profiles or sheet.item is None:
        return None
    codes = profiles_of(sheet.item)
    wanted: list[Profile] = [(kind, codes[kind]) for kind in (*SHOWN, OFFICE) if kind in codes]
    found = histories(wanted, by=sheet.agent, today=sheet.today)
    office = next((one for (kind, _code), one in found.items() if kind == OFFICE), None)
    base = total_rate(office) if office is not None else None
    shown = [found[profile] for profile in wanted if profile[0] != OFFICE]
    return {
        "boxes": boxes(sheet, shown, base),
        "yardstick": _yardstick(sheet, base),
        "article": sheet.item.item,
    }


def boxes(sheet: Sheet, shown: Sequence[History], base: Rate | None) -> list[dict[str, Any]]:
    """One box a profile: name, sentence, rate against the yardstick, months."""
    rates = [total_rate(one) for one in shown]
    axis = rate_axis([*rates, base] if base is not None else rates)
    names = sheet.operators
    made = []
    for one, rate in zip(shown, rates, strict=True):
        name = profile_name(one.kind, one.code, names)
        said = rate_sentence(rate)
        title = _("%(kind)s : %(name)s") % {"kind": KINDS[one.kind], "name": name}
        made.append(
            {
                "title": title,
                "text": said,
                "url": reverse("profile", args=[one.kind, one.code]),
                "rate": rate_plot(rate, axis=axis, yardstick=base, sentence=f"{title}. {said}")
                if rate.count
                else "",
                "months": months_plot(one, title=title) if rate.count else None,
            }
        )
    return made


def _yardstick(sheet: Sheet, base: Rate | None) -> str:
    """What the dotted line says."""
    if base is None or base.value is None:
        return ""
    office = sheet.offices.get(sheet.row.office, sheet.row.office)
    return _("Pointillé : bureau %(office)s, %(share)s.") % {"office": office, "share": percent(base.value)}


def likes(sheet: Sheet) -> list[dict[str, Any]] | None:
    """The latest results on like goods; None for eyes that read no profiles."""
    if not sheet.eyes.profiles or sheet.item is None:
        return None
    labels = similar(sheet.item, by=sheet.agent)
    kinds = offence_kinds(sheet.agent, labels)
    return [result_row(label, kinds, sheet.operators) for label in labels]


def offence_kinds(agent: Agent, labels: Sequence[Label]) -> dict[int, ItemResult]:
    """What controls wrote on these items, for those who read results. One query."""
    if not may(CONTROLS, agent, "read_results"):
        return {}
    signed = ItemResult.objects.filter(control__state=ControlState.CLOSED)
    rows = signed.filter(item__in=[label.pk for label in labels]).defer("remark")
    return {row.item_id: row for row in rows}


def result_row(label: Label, kinds: dict[int, ItemResult], names: dict[str, str]) -> dict[str, Any]:
    """One result as a row of a list."""
    item, declaration = label.item, label.item.version.declaration
    return {
        "on": label.resulted_on or item.declared_on,
        "reference": declaration.reference,
        "url": reverse("declaration", args=[declaration.pk]),
        "importer": names.get(item.importer, item.importer),
        "goods": item.description,
        "price": unit_price(item),
        "lane": None if declaration.lane is None else Lane(declaration.lane),
        "result": result_word(label, kinds.get(label.pk)),
        "recovered": label.duty_recovered,
    }


def result_word(label: Label, written: ItemResult | None) -> str:
    """What was found: the words of the control where it wrote some, else those of the label."""
    if written is not None and written.outcome == Outcome.MINOR:
        return _("Écart mineur")
    if not label.offence:
        return _("Conforme")
    if label.critical == 2:
        return _("Infraction, danger pour la sécurité")
    if written is not None and written.offence_kind in OFFENCES:
        return str(OFFENCES[written.offence_kind])
    return _("Infraction")


def unit_price(item: Item) -> float | None:
    """Customs value of a kilogram; None where one of the two is missing or nothing."""
    if item.customs_value is None or not item.net_kg or item.net_kg < 0:
        return None
    return float(item.customs_value / item.net_kg)
