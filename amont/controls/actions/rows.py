"""Rows taken under lock: the declaration first, then its control, so that no two verbs wait crosswise."""

from __future__ import annotations

from amont.controls.models import Control
from amont.declarations.models import Declaration
from amont.kernel.agents import NotFound

WHAT = "controls.control"


def locked(control: int) -> tuple[Control, Declaration]:
    """The control and its declaration, locked until the end of the transaction. NotFound."""
    key = Control.objects.filter(pk=control).values_list("version__declaration_id", flat=True).first()
    if key is None:
        raise NotFound(what=WHAT)
    declaration = Declaration.objects.select_for_update(of=("self",)).get(pk=key)
    rows = Control.objects.select_for_update(of=("self",)).select_related("version")
    return rows.get(pk=control), declaration
