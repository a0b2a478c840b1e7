"""Operators as the administration knows them, and the mandates that importers give to brokers."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.parties.models import Mandate, Operator
from amont.parties.permissions import GRANTS


class NotABroker(AmontError):
    """The operator is not licensed to declare for others. Facts: operator."""

    code = "mandate.not_a_broker"


class OwnMandate(AmontError):
    """An operator needs no mandate to declare for itself. Facts: operator."""

    code = "mandate.own"


class MandateThere(AmontError):
    """The broker holds a mandate of this importer for these days already. Facts: importer, broker."""

    code = "mandate.there"
    status = 409


class MandateDays(AmontError):
    """The last day comes before the first. Facts: from_on, to_on."""

    code = "mandate.days"


@transaction.atomic
def describe_operator(
    operator: int, *, name: str, is_broker: bool, since_on: date | None, until_on: date | None, by: Agent
) -> Operator:
    """Name, licence and days of an operator. Once the last day is over, nobody acts for it any more."""
    require(GRANTS, by, "describe_operator")
    row = Operator.objects.select_for_update().get(pk=operator)
    if since_on and until_on and until_on < since_on:
        raise MandateDays(from_on=since_on, to_on=until_on)
    row.name, row.is_broker, row.since_on, row.until_on = name[:200], is_broker, since_on, until_on
    row.save(update_fields=["name", "is_broker", "since_on", "until_on"])
    record("parties.describe_operator", by=by.name, subject=subject_of(operator), broker=is_broker)
    return row


@transaction.atomic
def give_mandate(importer: str, *, broker: str, from_on: date, to_on: date | None, by: Agent) -> Mandate:
    """An importer lets a broker declare for it. NotABroker, OwnMandate, MandateDays, MandateThere."""
    given = Operator.objects.select_for_update().get(code=importer)
    require(GRANTS, by, "give_mandate", given)
    held = Operator.objects.get(code=broker)
    if given.pk == held.pk:
        raise OwnMandate(operator=given.code)
    if not held.is_broker:
        raise NotABroker(operator=held.code)
    if to_on is not None and to_on < from_on:
        raise MandateDays(from_on=from_on, to_on=to_on)
    others = Mandate.objects.filter(importer=given, broker=held).exclude(to_on__lt=from_on)
    if (others.filter(from_on__lte=to_on) if to_on else others).exists():
        raise MandateThere(importer=given.code, broker=held.code)
    row = Mandate.objects.create(importer=given, broker=held, from_on=from_on, to_on=to_on, given_by=by.name)
    record("parties.give_mandate", by=by.name, subject=subject_of(given.pk), broker=held.code)
    return row


@transaction.atomic
def end_mandate(mandate: int, *, by: Agent, today: date) -> Mandate:
    """Today is its last day; one that was to begin later holds for its first day alone."""
    row = Mandate.objects.select_for_update(of=("self",)).select_related("importer", "broker").get(pk=mandate)
    require(GRANTS, by, "end_mandate", row)
    row.to_on = max(row.from_on, today) if row.to_on is None else min(row.to_on, max(row.from_on, today))
    row.save(update_fields=["to_on"])
    record("parties.end_mandate", by=by.name, subject=subject_of(row.importer_id), broker=row.broker.code)
    return row


def subject_of(operator: int) -> str:
    """How the journal names an operator."""
    return f"parties.operator:{operator}"
