"""The simulator, for everyone: what goods would owe, why, and what another choice would change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amont.edge.routes import Request, for_everyone
from amont.engine.duties.lines import Line
from amont.engine.duties.procedures import Treatment
from amont.engine.duties.vehicles import Aged, aged
from amont.kernel.errors import AmontError
from amont.payments.screens.notices import HUNDRED, formula_said, tidy
from amont.payments.simulating import Changed, Simulated, compared, simulated
from amont.payments.simulator_form import SimulatorForm, VehicleForm, own_name
from amont.reference.queries.law import law_in_use

FAR = Decimal("0.20")  # a declared price so much under what is left of the price when new is told


@for_everyone
@require_GET
def simulator(request: Request) -> HttpResponse:
    """What goods owe, and otherwise. Everything stands in the address: it is kept nowhere else."""
    law = law_in_use().law
    form = SimulatorForm(request.GET or None, law, request.today)
    found = other = None
    if form.is_valid():
        try:
            found = simulated(form.goods, law)
            other = None if form.otherwise is None else simulated(form.otherwise, law)
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
    context = {
        **_frame(request, "simulator"),
        "form": form,
        "currency": law.currency,
        "found": _shown(found) if found else None,
        "other": _against(found, other) if found and other else None,
        "goods": [form[name] for name in ("code", "price", "exchange", "incoterm", "freight", "insurance")],
        "more": [form[name] for name in MORE if name in form.fields],
        "ifs": [form[name] for name in form.fields if name.startswith("if_")],
    }
    return render(request, "payments/simulator.html", context, status=400 if form.errors else 200)


MORE = ("net_kg", "quantity", "mode", "procedure", "preference", "relief", "on", "flags")


@for_everyone
@require_GET
def vehicle_simulator(request: Request) -> HttpResponse:
    """What is left of the price of a used vehicle, and what it owes."""
    law = law_in_use().law
    form = VehicleForm(request.GET or None, law, request.today)
    left = found = None
    if law.depreciations and form.is_valid():
        said = form.cleaned_data
        on = said["on"] or request.today
        try:
            left = aged(
                said["new_value"], first_used_on=said["first_used_on"], table=said["table"], law=law, on=on
            )
            price = left.value if said["declared"] is None else said["declared"]
            found = simulated(form.goods(price), law) if said["code"] else None
        except AmontError as refusal:
            form.add_error(None, request.words.sentence(refusal.code, refusal.facts))
    context = {
        **_frame(request, "vehicle_simulator"),
        "form": form,
        "currency": law.currency,
        "has_tables": bool(law.depreciations),
        "left": _left(left, form) if left else None,
        "found": _shown(found) if found else None,
    }
    return render(request, "payments/vehicles.html", context, status=400 if form.errors else 200)


def _frame(request: Request, route: str) -> dict[str, Any]:
    """The page around it, signed in or not, and its two sections."""
    titles = {"simulator": _("Marchandises"), "vehicle_simulator": _("Véhicules d’occasion")}
    return {
        "base": "base.html" if request.agent.is_known else "base_open.html",
        "views": [
            {"title": title, "url": reverse(name), "current": name == route} for name, title in titles.items()
        ],
    }


def _shown(one: Simulated) -> dict[str, Any]:
    """What is owed, charge by charge."""
    item = one.bill.items[0]
    return {
        "one": one,
        "total": one.bill.total.amount,
        "is_nothing": item.treatment is Treatment.NONE,
        "is_suspended": item.treatment is Treatment.SUSPENDED,
        "forgone": item.forgone.amount,
        "near": ", ".join(item.near_trigger),
        "lines": [_line(line) for line in one.lines if line.full],
        "tariff": own_name(one.line.names),
        "tariff_source": one.line.source,
        "tariff_evidence": one.line.evidence,
    }


def _line(line: Line) -> dict[str, Any]:
    formula = line.formula
    return {
        **formula_said(formula.parts, formula.rate.share, formula.rate.per_unit),
        "code": line.rule.code,
        "name": own_name(line.rule.names),
        "base": formula.base,
        "unit": formula.rate.unit,
        "amount": line.amount,
        "full": line.full,
        "waived_by": line.waived_by,
        "source": line.source,
        "evidence": line.rule.evidence,
        "is_unsure": not line.is_confirmed,
    }


def _against(before: Simulated, after: Simulated) -> dict[str, Any]:
    """Both, charge by charge, and what is otherwise in words."""
    rows = compared(before, after)
    return {
        "rows": [_row(one) for one in rows if one.before or one.after],
        "before": before.bill.total.amount,
        "after": after.bill.total.amount,
        "change": _signed(after.bill.total.amount - before.bill.total.amount),
    }


def _row(one: Changed) -> dict[str, Any]:
    return {"one": one, "name": own_name(one.names), "change": _signed(one.change)}


def _signed(change: Decimal) -> dict[str, Any]:
    return {"sign": "+" if change > 0 else "−" if change < 0 else "", "amount": abs(change)}


def _left(one: Aged, form: forms.Form) -> dict[str, Any]:
    declared = form.cleaned_data["declared"]
    is_low = declared is not None and one.value > 0 and declared < one.value * (1 - FAR)
    under = tidy(((one.value - declared) / one.value * HUNDRED).quantize(Decimal("0.1"))) if is_low else None
    return {
        "age": one.age,
        "lost": tidy(one.lost * HUNDRED),
        "value": one.value,
        "make": form.cleaned_data["make"],
        "declared": declared,
        "under": under,
        "table": own_name(one.table.names),
        "source": one.table.source,
        "evidence": one.table.evidence,
    }
