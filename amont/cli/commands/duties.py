"""`amont duties`: what is owed on cases given in JSON, with the formula of each charge."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from amont.cli import options, owed
from amont.cli.answers import print_json
from amont.cli.cases import Case, listed, name_of, read_case
from amont.cli.cells import CountryUnknown
from amont.cli.language import WORDS, say
from amont.cli.owed import Owed
from amont.cli.refusing import REFUSED
from amont.cli.settings import file_bytes, known_packs, pack_of
from amont.engine.duties.declaring import assess_declaration
from amont.engine.duties.settings import Settings
from amont.engine.duties.value import customs_values
from amont.engine.duties.vehicles import Aged, aged
from amont.kernel.charges import Law
from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

CODE_LENGTH = 2  # ISO 3166: a pack of another name is found by the code that it bears


def duties(
    cases: Annotated[Path, typer.Argument(help=say("option.cases"), metavar="CASES")],
    confirmed_only: Annotated[
        bool, typer.Option("--confirmed-only", help=say("option.confirmed_only"))
    ] = False,
    base: Annotated[
        list[str] | None, typer.Option("--base", help=say("option.base"), metavar="CODE=NAME")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """See the help of the command."""
    settings = Settings(confirmed_only=confirmed_only, bases=dict(_chosen(one) for one in base or []))
    laws, found, refused = Laws(), [], 0
    for place, raw in enumerate(listed(file_bytes(cases), name=cases.name), start=1):
        try:
            case = read_case(raw, place=place)
            found.append(_owed(case, laws, settings))
            _tell_unknown(case)
        except AmontError as refusal:
            refused += 1
            _tell(name_of(raw, place), refusal)
    _print(found, as_json=as_json)
    if refused:
        raise typer.Exit(REFUSED)


def _owed(case: Case, laws: Laws, settings: Settings) -> Owed:
    law = laws.of(case.country)
    item, unsaid = case.item, tuple[str, ...]()
    if case.invoice is not None:
        values = customs_values(case.invoice, law)
        (valued,), unsaid = values.items, values.unsaid
        item = replace(item, value=valued.value, fob=valued.fob)
    bill = assess_declaration([item], law, on=case.on, settings=settings)
    instead = None if case.instead is None else _owed(case.instead, laws, settings)
    return Owed(case, bill, item.value, unsaid, _aged(case, law), instead)


def _aged(case: Case, law: Law) -> Aged | None:
    """What is left of the price when new, for a used vehicle."""
    told = case.vehicle
    if told is None:
        return None
    return aged(told.new_value, first_used_on=told.first_used_on, table=told.table, law=law, on=case.on)


class Laws:
    """The laws of country packs, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, Law] = {}
        self._others: dict[str, Law] | None = None

    def of(self, country: str) -> Law:
        """Of the pack that is named after a country, else of one that bears its code. CountryUnknown."""
        named = country.lower()
        if named not in self._read and named in known_packs():
            self._read[named] = pack_of(named).law
        law = self._read.get(named) or self._of_other_names().get(country.upper())
        if law is None:
            known = sorted({*self._of_other_names(), *(name.upper() for name in _codes())})
            raise CountryUnknown(path="country", value=clip(country), known=", ".join(known))
        return law

    def _of_other_names(self) -> dict[str, Law]:
        if self._others is None:
            laws = [pack_of(name).law for name in known_packs() if name not in _codes()]
            self._others = {law.country: law for law in laws}
        return self._others


def _codes() -> list[str]:
    """Names of packs that are the code of a country."""
    return [name for name in known_packs() if len(name) == CODE_LENGTH]


def _chosen(text: str) -> tuple[str, str]:
    """TVA=levies: another base of a charge."""
    code, sign, name = text.partition("=")
    if not (code and sign and name):
        raise typer.BadParameter(say("duties.base_form", value=text))
    return code, name


def _tell(name: str, refusal: AmontError) -> None:
    _note(f"{say('refused')} {clip(name)}: {WORDS.refusal(refusal)}  ({refusal.code})")


def _tell_unknown(case: Case) -> None:
    if case.unknown:
        _note(f"{clip(case.name)}: {say('duties.key_unknown', keys=', '.join(case.unknown))}")


def _note(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _print(found: list[Owed], *, as_json: bool) -> None:
    if as_json:
        print_json([owed.plain(one) for one in found])
        return
    console = Console(highlight=False)
    for one in found:
        owed.show(console, one)
