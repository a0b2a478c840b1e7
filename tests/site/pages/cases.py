"""Declarations as the sheet shows them: screened by a hold or by nothing, controlled, read from a file."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from amont.controls.actions.assigning import assign_waiting
from amont.controls.models import Control
from amont.declarations.actions.receiving import read_receipt, receive
from amont.declarations.models import Declaration, Item
from amont.holds.actions import place
from amont.kernel.agents import WORKER, Agent, Role
from amont.screening.actions.deciding import Screener, screen_waiting
from amont.screening.actions.labelling import Result, note_results
from tests.making import NOW, TODAY, a_declaration, an_administration, an_agent, without_chance

GROUND = "Renseignement du 20 novembre"


def screened() -> None:
    """Every declaration that waits gets its lane, none by chance."""
    without_chance()
    while screen_waiting(Screener(), by=WORKER, now=NOW, today=TODAY):
        pass


def a_routed(*items: dict[str, Any], **lodged: Any) -> Declaration:
    """A declaration that nothing stops; no model is learned, so that the same item is green each time."""
    declaration = a_declaration(*items, **lodged)
    screened()
    declaration.refresh_from_db()
    return declaration


def a_red(*items: dict[str, Any], **lodged: Any) -> Declaration:
    """A declaration in red: a hold stops its importer."""
    chief = an_agent(Role.CHIEF)
    place("importer", value="IMP001", ground=GROUND, until_on=None, by=chief, now=NOW, today=TODAY)
    return a_routed(*items, **lodged)


def assigned(declaration: Declaration) -> Control:
    """Its control, given to the only inspector posted in its office."""
    assign_waiting([declaration.pk], by=WORKER, now=NOW, today=TODAY)
    return Control.objects.get(version__declaration=declaration)


def a_result(declaration: Declaration, *, offence: int, on: date | None = None, duty: int = 0) -> None:
    """What a control found on every item of a declaration. on: the day before today when not said."""
    items = Item.objects.filter(version__declaration=declaration).order_by("pk")
    recovered = Decimal(duty) if offence else Decimal(0)
    found = [Result(item.pk, True, offence, 0, recovered) for item in items]
    note_results(found, by=WORKER, on=on or localdate() - timedelta(days=1))


def received(data: bytes, *, name: str, by: Agent = WORKER) -> Declaration:
    """The only declaration of a file, read and screened."""
    an_administration()
    receipt = receive(data, name=name, by=by, mapping="amont", now=NOW)
    read_receipt(receipt.pk, by=WORKER, sender=by, now=NOW)
    screened()
    return Declaration.objects.get(versions__receipt=receipt)
