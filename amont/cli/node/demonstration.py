"""A demonstration administration: two years of simulated trade, people for each role, days at the front door.

All of it is invented. Done again, it changes nothing.
"""

from __future__ import annotations

# isort: split
import amont.site.boot  # noqa: F401

# isort: split
import io
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import repeat
from pathlib import Path

import polars as pl
from django.db import transaction

from amont.cli.language import WORDS
from amont.cli.node.demo_cargo import CARRIERS, TERMINAL, announce_voyages
from amont.cli.writing import write_private
from amont.declarations.actions.loading import load_past
from amont.declarations.actions.receiving import receive
from amont.declarations.models import Declaration
from amont.kernel.agents import WORKER, Agent, Posting, Role
from amont.parties.actions.people import approve_posting, note_operators, open_account, propose_posting
from amont.parties.models import Person
from amont.parties.queries import agent_of
from amont.reference.actions.packs import change_settings
from amont.screening.actions.labelling import load_labels
from amont.screening.actions.learning import learn, promote
from amont.simulation import Plan, Split, World, simulate, split

YEARS, ITEMS, SEED, LAST_DAYS = 2, 40_000, 7, 6
OFFICE = "DM01"
BROKERS = ("Transit Soumbédioune", "Teranga Transit")
TRADES = ("Transit", "Agence", "Comptoir", "Relais", "Cargo", "Maison", "Escale", "Courtage")
PLACES = (
    "du Fleuve", "des Alizés", "de la Rade", "du Sahel", "des Palmiers", "du Cap", "de la Savane", "du Delta",
    "des Filaos", "de la Falaise", "des Lagunes", "du Plateau", "de l’Estuaire", "du Rivage", "de la Dune",
)  # fmt: skip
ACCOUNTS = (
    ("declarant", "Moussa Traoré", Role.BROKER, ""),
    ("declarante", "Fatou Sow", Role.BROKER, ""),
    ("inspectrice", "Awa Diop", Role.INSPECTOR, OFFICE),
    ("inspecteur", "Kofi Mensah", Role.INSPECTOR, OFFICE),
    ("aeroport", "Ibrahim Keïta", Role.INSPECTOR, "DM02"),
    ("analyste", "Aïssatou Bah", Role.ANALYST, ""),
    ("chef", "Jean Kouassi", Role.CHIEF, OFFICE),
    ("transporteur", "Yao Adjei", Role.CARRIER, ""),
    ("consignataire", "Binta Camara", Role.CARRIER, ""),
    ("terminal", "Sena Lawson", Role.TERMINAL, OFFICE),
    ("quai", "Ousmane Barry", Role.QUAY, OFFICE),
    ("caissiere", "Rokia Cissé", Role.CASHIER, OFFICE),
    ("sortie", "Lamine Touré", Role.GATE, OFFICE),
    ("directrice", "Mariama Ndiaye", Role.DIRECTOR, ""),
    ("administrateur", "Paulo Gomes", Role.ADMINISTRATOR, ""),
    ("administratrice", "Ama Owusu", Role.ADMINISTRATOR, ""),
    ("rssi", "Carlos Tavares", Role.SECURITY, ""),
)


def demonstrate(home: Path, *, now: datetime, today: date) -> None:
    """Past trade with results, a model, accounts, and declarations handed in by brokers."""
    if Declaration.objects.exists() or Person.objects.exists():
        return
    _tell("demo.trade")
    world = _world(today)
    parts = split(world, last_days=LAST_DAYS)
    brokers = _busiest(parts.declarations)
    with transaction.atomic():
        change_settings(lane_published=False, shadow_mode=False, collects=True, by=WORKER)
        _operators(world, parts, brokers)
        _people(home, brokers, today)
        _tell("demo.past")
        keys = load_past(parts.history, by=WORKER, now=now)
        load_labels(parts.history, keys, by=WORKER)
        _tell("demo.model")
        model = learn(by=WORKER, now=now, today=today, progress=lambda _stage, _done: None)
        promote(model.pk, by=WORKER, now=now)
        _tell("demo.deposits")
        _hand_in(parts.declarations, brokers, now=now, today=today)
        _tell("demo.voyages")
        announce_voyages(parts.declarations, _importers(world), now=now, today=today)


def _tell(code: str) -> None:
    """What is under way, for whoever waits."""
    print(WORDS.sentence(code), flush=True)


def _world(today: date) -> World:
    """Trade that ends yesterday; the last days are what brokers hand in now."""
    first = today - timedelta(days=365 * YEARS)
    return simulate(Plan("demo", YEARS, ITEMS, SEED, first))


def _busiest(declarations: pl.DataFrame) -> list[str]:
    """The declarants who hand in most, as many as there are demonstration brokers."""
    counts = declarations.group_by("declarant").agg(n=pl.col("reference").n_unique())
    return counts.sort("n", "declarant", descending=[True, False])["declarant"].head(len(BROKERS)).to_list()


def _people(home: Path, brokers: list[str], today: date) -> None:
    """One account for each role, opened and approved by two system agents, passwords drawn."""
    first = Agent("system:set-up", "Amont", (Posting(Role.SYSTEM),))
    second = Agent("system:set-up-second", "Amont", (Posting(Role.SYSTEM),))
    own: dict[Role, Iterator[str]] = {
        Role.BROKER: iter(brokers),
        Role.CARRIER: iter(CARRIERS),
        Role.TERMINAL: iter(TERMINAL),
    }
    lines = []
    for username, name, role, office in ACCOUNTS:
        operator = next(own[role]) if role in own else ""
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        person = open_account(username, name=name, password=password, language="fr", by=first)
        posting = propose_posting(
            person.pk, role=role, office=office, operator=operator, from_on=today, to_on=None, by=first
        )
        approve_posting(posting.pk, by=second)
        lines.append(f"{username:<16} {password}   {role.value:<14} {name}")
    write_private(("\n".join(lines) + "\n").encode(), home / "demo-accounts.txt")


def _operators(world: World, parts: Split, brokers: list[str]) -> None:
    note_operators(CARRIERS | TERMINAL, are_brokers=False, by=WORKER)
    note_operators(_importers(world), are_brokers=False, by=WORKER)
    note_operators(dict(zip(brokers, BROKERS, strict=True)), are_brokers=True, by=WORKER)
    declarants = (
        pl.concat([parts.history["declarant"], parts.declarations["declarant"]]).drop_nulls().unique()
    )
    others = [code for code in declarants.sort().to_list() if code not in brokers]
    note_operators(dict(zip(others, _names(), strict=False)), are_brokers=True, by=WORKER)


def _importers(world: World) -> dict[str, str]:
    """Code -> name."""
    return dict(zip(world.operators["importer"].to_list(), world.operators["name"].to_list(), strict=True))


def _names() -> Iterator[str]:
    """Invented names of brokers, each once, then none."""
    yield from (f"{trade} {place}" for place in PLACES for trade in TRADES)
    yield from repeat("")


def _hand_in(declarations: pl.DataFrame, brokers: list[str], *, now: datetime, today: date) -> None:
    """Each demonstration broker hands in its own file; the rest comes by the chief of the office."""
    for (username, *_), operator in zip(ACCOUNTS, brokers, strict=False):
        _drop(declarations.filter(pl.col("declarant") == operator), username, now=now, today=today)
    _drop(declarations.filter(~pl.col("declarant").is_in(brokers)), "chef", now=now, today=today)


def _drop(table: pl.DataFrame, username: str, *, now: datetime, today: date) -> None:
    if not table.height:
        return
    agent = agent_of(Person.objects.get(username=username).pk, on=today)
    buffer = io.BytesIO()
    table.write_csv(buffer)
    receive(buffer.getvalue(), name=f"{username}-{today.isoformat()}.csv", by=agent, mapping="amont", now=now)


def main() -> None:
    """Load the demonstration into the node."""
    now = datetime.now(UTC)
    demonstrate(Path(os.environ.get("AMONT_HOME", ".")), now=now, today=now.date())


if __name__ == "__main__":
    main()
