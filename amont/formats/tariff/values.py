"""Cells of a tariff: what they say, or that they cannot be read. Nothing is guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from amont.formats.noted import day_of, letter_of
from amont.formats.tariff.others import others_of
from amont.formats.tariff.records import BOTH, EXPORT, HIGHEST, IMPORT, LENGTHS, LOWEST, SUM
from amont.kernel.letters import plain

MOST_RATE = 1_000
_FREE = ("FREE", "FRANCHISE", "EXEMPT", "EXO", "ISENTO", "NIL")
_NUMBER = re.compile(r"\d{1,12}([.,]\d{1,4})?")
_CODE = re.compile(r"[0-9 .\u00a0]+")
_PAPER = re.compile(r"[A-Z0-9][A-Z0-9_.-]{0,19}")
_PREFERENCE = re.compile(r"([A-Z0-9][A-Z0-9_-]{0,19})\s*[=:]\s*([0-9.,]+)\s*%?")
_UNIT = re.compile(r"[A-Z0-9]{1,8}")
_UNITS = {
    "U": "NMB", "2U": "PR", "1000U": "MIL", "U(JEU)": "SET", "KG": "KGM", "G": "GRM", "T": "TNE", "L": "LTR",
    "HL": "HLT", "M": "MTR", "M2": "MTK", "M3": "MTQ", "M3(*)": "MTQ", "CARAT": "CTM", "KWH": "KWH", "-": "",
}  # fmt: skip
_COMBINED = {
    "": "",
    "SUM": SUM,
    "SOMME": SUM,
    "HIGHEST": HIGHEST,
    "MAX": HIGHEST,
    "LOWEST": LOWEST,
    "MIN": LOWEST,
}
_PROHIBITED = {
    "": "", "0": "", "NO": "", "NON": "", "NAO": "", "IMPORT": IMPORT, "IMPORTATION": IMPORT,
    "IMPORTACAO": IMPORT, "EXPORT": EXPORT, "EXPORTATION": EXPORT, "EXPORTACAO": EXPORT, "BOTH": BOTH,
    "TOUT": BOTH, "1": BOTH, "YES": BOTH, "OUI": BOTH, "SIM": BOTH,
}  # fmt: skip
_YES = {"YES": True, "OUI": True, "SIM": True, "TRUE": True, "X": True, "NO": False, "NON": False,
        "NAO": False, "FALSE": False, "": False}  # fmt: skip


class CellUnread(ValueError):
    """A cell that says nothing we know."""


def code_of(written: str) -> tuple[str, bool]:
    """The digits, and whether a leading zero that a spreadsheet took away was set again. CellUnread."""
    if not _CODE.fullmatch(written):
        raise CellUnread
    digits = re.sub(r"[^0-9]", "", written)
    is_short = len(digits) % 2 == 1
    code = digits.zfill(len(digits) + is_short)
    if len(code) not in LENGTHS or code.startswith("00"):
        raise CellUnread
    return code, is_short


def rate_of(written: str) -> Decimal | None:
    """A rate, %; None for an empty cell. CellUnread."""
    text = written.replace("%", "").strip()
    if plain(text) in _FREE:
        return Decimal(0)
    rate = number_of(text)
    if rate is not None and rate > MOST_RATE:
        raise CellUnread
    return rate


def number_of(written: str) -> Decimal | None:
    """A number without sign, point or comma; None for an empty cell. CellUnread."""
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        raise CellUnread
    return Decimal(written.replace(",", "."))


def unit_of(written: str) -> str:
    """A unit as its code of Rec. 20; one that is not known stays as it is written. CellUnread."""
    text = plain(written.replace(" ", ""))
    unit = _UNITS.get(text, text)
    if unit and not _UNIT.fullmatch(unit):
        raise CellUnread
    return unit


def currency_of(written: str) -> str:
    """Three letters, or nothing. CellUnread."""
    if written and not re.fullmatch(r"[A-Za-z]{3}", written):
        raise CellUnread
    return written.upper()


def combined(written: str) -> str:
    """How rate and amount go together. CellUnread."""
    return _one_of(_COMBINED, written)


def prohibition_of(written: str) -> str:
    """import, export, both or nothing. CellUnread."""
    return _one_of(_PROHIBITED, written)


def is_due(written: str) -> bool:
    """Yes or no, or a rate: none is no. CellUnread."""
    if plain(written) in _YES:
        return _YES[plain(written)]
    return bool(rate_of(written))


def papers_of(written: str) -> tuple[str, ...]:
    """Codes of documents, each once. CellUnread."""
    codes = [one for one in re.split(r"[;,\s]+", written.upper()) if one]
    if not all(_PAPER.fullmatch(one) for one in codes):
        raise CellUnread
    return tuple(dict.fromkeys(codes))


def preferences_of(written: str) -> dict[str, str]:
    """Rate by preference, as text. CellUnread."""
    found = {}
    for one in filter(None, (part.strip() for part in written.upper().split(";"))):
        said = _PREFERENCE.fullmatch(one)
        rate = rate_of(said[2]) if said else None
        if said is None or rate is None:
            raise CellUnread
        found[said[1]] = format(rate.normalize(), "f")
    return found


def other_rates_of(written: str) -> dict[str, str]:
    """Rates of excise, protection and registration, as texts. CellUnread."""
    found = others_of(written, unit_of)
    if found is None:
        raise CellUnread
    return found


def date_of(written: str) -> object:
    """A day, None for an empty cell. CellUnread."""
    day = day_of(written)
    if written and day is None:
        raise CellUnread
    return day


def is_marked(written: str) -> bool:
    """A mark of yes."""
    return plain(written) in ("1", "X", "OUI", "YES", "SIM")


READERS = {
    "unit": unit_of, "rate_pct": rate_of, "amount": number_of, "currency": currency_of, "per_unit": unit_of,
    "combine": combined, "statistical_fee": is_due, "prohibited": prohibition_of, "papers": papers_of,
    "preferences": preferences_of, "other_rates": other_rates_of, "from_on": date_of, "until_on": date_of,
    "evidence": letter_of,
}  # fmt: skip


def _one_of(known: dict[str, str], written: str) -> str:
    try:
        return known[plain(written)]
    except KeyError:
        raise CellUnread from None
