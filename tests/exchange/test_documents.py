"""Box 47 of a declaration that was typed here: the lines of its notice, on paper and in the XML."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amont.declarations.models import Declaration
from amont.formats.asycuda import read_sad, write_sad
from amont.formats.asycuda.charging import charged
from amont.kernel.agents import Role
from amont.payments.models import NoticeLine
from tests.declarations.handing_in import handed_in
from tests.declarations.visiting import signed_in
from tests.formats.asycuda.files import complete, tax
from tests.making import a_person
from tests.payments.cases import TOTAL, a_node, assessed, routed

pytestmark = pytest.mark.django_db


def test_the_lines_of_the_notice_stand_in_the_exported_document() -> None:
    a_node()
    notice = assessed()
    broker = signed_in(a_person(Role.BROKER))

    found = read_sad(broker.get(reverse("sad_xml", args=[notice.declaration_id])).content)

    (item,) = found.declaration.items
    lines = NoticeLine.objects.filter(notice=notice, item=1).order_by("pk")
    assert [(one.code, one.base, one.amount, one.mode) for one in item.taxes] == [
        (one.code, one.base, one.amount, "1") for one in lines
    ]
    assert found.declaration.financial.total_taxes == TOTAL
    assert [one.code for one in found.findings if one.code.startswith("sad.tax")] == []
    assert read_sad(write_sad(found.declaration)).declaration == found.declaration


def test_before_its_notice_a_declaration_leaves_without_a_tax() -> None:
    a_node()
    row = routed()
    broker = signed_in(a_person(Role.BROKER))

    found = read_sad(broker.get(reverse("sad_xml", args=[row.pk])).content).declaration

    assert [item.taxes for item in found.items] == [()]


def test_a_document_that_prints_its_taxes_keeps_them() -> None:
    a_node()
    data = complete({}, tax(1, code="DD", Base="1000", rate="20", amount="200", MP="1"))
    handed_in(data, name="a.xml")
    broker = signed_in(a_person(Role.BROKER))

    found = read_sad(broker.get(reverse("sad_xml", args=[Declaration.objects.get().pk])).content)

    assert found.declaration == charged(read_sad(data).declaration, ()) == read_sad(data).declaration
