"""On the sheet of a document received as XML: its printed taxes beside those of our notice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from amont.declarations.actions.routing import note_lanes
from amont.declarations.models import Declaration
from amont.kernel.agents import WORKER, Role
from amont.kernel.lanes import Lane
from amont.payments.actions.assessing import assess
from tests.declarations.handing_in import handed_in, lodged
from tests.declarations.visiting import signed_in, text_of
from tests.formats.asycuda.files import complete, tax
from tests.making import NOW, TODAY, a_person
from tests.payments.cases import a_node

pytestmark = pytest.mark.django_db
HEADER = {
    "Identification/Type/Type_of_declaration": "IM",
    "Identification/Type/Declaration_gen_procedure_code": "4",
    "Declarant/Reference/Number": "A-7",
}
TYRES = {
    "Tarification/HScode/Commodity_code": "40111000",
    "Tarification/HScode/Precision_1": "",
    "Valuation_item/Total_CIF_itm": "1000000",
} | tax(1, code="DD", Base="1000000", rate="10", amount="100000", MP="1")


def received(broker: Client) -> str:
    handed_in(complete(HEADER, TYRES), name="a.xml")
    row = Declaration.objects.get()
    note_lanes({row.versions.get().pk: Lane.GREEN}, by=WORKER)
    return reverse("declaration", args=[row.pk])


def test_before_a_notice_what_is_printed_stands_alone() -> None:
    a_node()
    broker = signed_in(a_person(Role.BROKER))
    url = received(broker)

    shown = text_of(broker.get(url))

    assert "Le bulletin n’est pas encore émis : rien à comparer." in shown
    assert "DD 1 000 000 10 100 000 – – – –" in shown


def test_a_notice_that_charges_otherwise_is_told_as_a_finding() -> None:
    a_node()
    broker = signed_in(a_person(Role.BROKER))
    url = received(broker)
    assess([Declaration.objects.get().pk], by=WORKER, now=NOW, today=TODAY)

    shown = text_of(broker.get(url))

    assert "DD 1 000 000 10 100 000 1 000 000 20 200 000 100 000" in shown, shown[
        shown.find("Chaque taxe") :
    ][:700]
    assert "Article 1, taxe DD : le document porte 100 000, notre bulletin 200 000." in shown


def test_a_declaration_that_came_otherwise_has_nothing_printed() -> None:
    a_node()
    broker = signed_in(a_person(Role.BROKER))
    lodged({"reference": "C1"})

    shown = text_of(broker.get(reverse("declaration", args=[Declaration.objects.get().pk])))

    assert "Taxes imprimées" not in shown
