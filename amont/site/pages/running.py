"""Running duties: what a declaration being typed would owe today; nothing is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST

from amont.declarations.actions.keeping import Typed
from amont.declarations.api.typed import read_boxes
from amont.declarations.models import Declaration, Item, Version
from amont.declarations.permissions import GRANTS
from amont.declarations.screens.drafting import Kept
from amont.edge.api.bodies import body_of
from amont.edge.api.problems import problem
from amont.edge.routes import Request, page
from amont.engine.duties.declaring import assess_declaration
from amont.engine.duties.item import Item as Charged
from amont.engine.duties.lines import Line
from amont.formats.tariff.records import Line as TariffLine
from amont.kernel.charges import Law
from amont.kernel.errors import AmontError
from amont.payments.facts import declared_of, items_of
from amont.payments.screens.notices import formula_said
from amont.reference.queries import tariff_lines
from amont.reference.queries.law import law_in_use

FIGURES = ("net_kg", "gross_kg", "packages", "quantity", "item_price", "customs_value")
TEXTS = ("hs_code", "preference", "transport_mode", "procedure", "unit")


@page(GRANTS, "keep_draft")
@require_POST
def draft_duties(request: HttpRequest) -> HttpResponseBase:
    """Each item with its charges, or why they cannot be computed; and the total of those that can."""
    asked: Any = request
    try:
        body = body_of(request, Kept)
        Typed(body.header, body.items).check()
        law = law_in_use().law
        answer = _answer(body, law, asked)
    except AmontError as refusal:
        return problem(asked, refusal)
    return JsonResponse(answer)


def _answer(body: Kept, law: Law, request: Request) -> dict[str, Any]:
    header = read_boxes(body.header)
    rows = [_row(place, header | read_boxes(one)) for place, one in enumerate(body.items, start=1)]
    lines = tariff_lines({row.hs_code for row in rows}, request.today)
    told: list[dict[str, Any]] = []
    charged: list[Charged] = []
    for row in rows:
        try:
            one = _charged(row, str(header.get("declaration_type", "")), lines, law, request.today)
            assess_declaration(one, law, on=request.today)
        except AmontError as refusal:
            told.append({"item": row.item, "refusal": request.words.sentence(refusal.code, refusal.facts)})
            continue
        charged += one
    bill = assess_declaration(charged, law, on=request.today)
    told += [
        {"item": one.number, "total": str(one.total.amount), "lines": _lines(one.lines)} for one in bill.items
    ]
    return {
        "items": sorted(told, key=lambda one: one["item"]),
        "fees": _lines(bill.fees),
        "total": str(bill.total.amount),
        "currency": bill.currency,
    }


def _row(place: int, boxes: dict[str, object]) -> Item:
    figures = {name: _figure(boxes.get(name)) for name in FIGURES}
    return Item(item=place, **figures, **{name: str(boxes.get(name, "")) for name in TEXTS})


def _figure(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float) else None


def _charged(row: Item, model: str, lines: dict[str, TariffLine], law: Law, on: date) -> list[Charged]:
    version = Version(declaration=Declaration(declaration_type=model, registered_on=on))
    return items_of(version, [declared_of(row)], lines, currency=law.currency)


def _lines(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [
        {"code": line.rule.code, "amount": str(line.amount), "formula": _formula(line)}
        for line in lines
        if line.full
    ]


def _formula(line: Line) -> str:
    """Base and rate as written on a notice: what is added up, times what."""
    formula = line.formula
    said = formula_said(formula.parts, formula.rate.share, formula.rate.per_unit)
    base = " + ".join(f"{name} {amount}" for name, amount in said["parts"])
    rates = [f"{said['share']}\u00a0%"] if said["share"] is not None else []
    rates += [f"{formula.quantity} × {said['each']}"] if said["each"] is not None else []
    return f"({base}) × {' + '.join(rates)}"
