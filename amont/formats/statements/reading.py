"""Reads a bank statement: which format it is, then its lines.

CSV columns: account, entry, booked_on (2026-11-23), amount (-1250.00), currency, text. MT940: SWIFT standard,
fields 25, 60F or 60M, 61, 86. camt.053: ISO 20022, any version, one account for each file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from amont.formats.statements.records import BankFile, Booked, StatementUnread

COLUMNS = ("account", "entry", "booked_on", "amount", "currency", "text")
MOST_BYTES, LONGEST = 8 * 2**20, 300
FIELD = re.compile(r"^:(25|60[FM]|61|86|62[FM]):", re.MULTILINE)
ENTRY = re.compile(
    r"(?P<day>\d{6})(?:\d{4})?(?P<sign>R?[CD])[A-Z]?(?P<amount>\d+,\d*)[NFS](?P<kind>[A-Z0-9]{3})"
    r"(?P<own>[^/\n]{0,16})(?://(?P<bank>[^\n]{0,16}))?"
)
Xml = Any


def read_statement(data: bytes) -> BankFile:
    """The one account and its lines. StatementUnread."""
    if not data.strip() or len(data) > MOST_BYTES:
        raise StatementUnread(line=0, field="file")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _camt(data)
    text = _text(data)
    return _mt940(text) if FIELD.search(text) else _csv(text)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data.decode("latin-1").replace("\r\n", "\n")


def _file(kind: str, accounts: set[str], lines: list[Booked]) -> BankFile:
    if len(accounts) != 1:
        raise StatementUnread(line=0, field="account")
    if len({line.entry for line in lines}) != len(lines):
        raise StatementUnread(line=0, field="entry")
    return BankFile(kind, "".join(accounts.pop().split()).upper()[:40], tuple(lines))


def _amount(text: str, line: int) -> Decimal:
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise StatementUnread(line=line, field="amount") from None
    if not amount.is_finite() or not -(10**18) < amount < 10**18:
        raise StatementUnread(line=line, field="amount")
    return amount


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise StatementUnread(line=line, field="booked_on") from None


def _csv(text: str) -> BankFile:
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise StatementUnread(line=1, field=", ".join(COLUMNS))
    lines, accounts = [], set()
    for place, row in enumerate(rows, start=2):
        if not (row["entry"] or "").strip() or not (row["account"] or "").strip():
            raise StatementUnread(line=place, field="entry")
        accounts.add(row["account"].strip())
        lines.append(
            Booked(
                row["entry"].strip()[:60], _day(row["booked_on"] or "", place),
                _amount(row["amount"] or "", place), (row["currency"] or "").strip()[:3],
                (row["text"] or "").strip()[:LONGEST],
            )
        )  # fmt: skip
    return _file("csv", accounts, lines)


def _mt940(text: str) -> BankFile:
    lines: list[Booked] = []
    accounts, currency = set(), ""
    for place, name, value in _fields(text):
        if name == "25":
            accounts.add(value.split("\n", 1)[0].strip())
        elif name in ("60F", "60M"):
            currency = value[7:10]
        elif name == "61":
            lines.append(_entry(value, currency, place))
        elif name == "86" and lines and not lines[-1].text:
            last = lines[-1]
            told = " ".join(value.split())[:LONGEST]
            lines[-1] = Booked(last.entry, last.booked_on, last.amount, last.currency, told)
    return _file("mt940", accounts, lines)


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and value of each field, to the next one or to the end of the block."""
    found = list(FIELD.finditer(text))
    for one, following in zip(found, [*found[1:], None], strict=True):
        value = text[one.end() : following.start() if following else len(text)]
        yield text.count("\n", 0, one.start()) + 1, one[1], value.split("\n-", 1)[0].strip("\n")


def _entry(value: str, currency: str, place: int) -> Booked:
    """A field 61; the bank's own reference names it, and the day with the owner's where it gives none."""
    found = ENTRY.match(value)
    if found is None:
        raise StatementUnread(line=place, field="61")
    day = found["day"]
    booked = _day(f"20{day[:2]}-{day[2:4]}-{day[4:]}", place)
    amount = _amount(found["amount"], place)
    is_out = found["sign"] in ("D", "RC")
    entry = (found["bank"] or "").strip() or f"{day}-{found['own'].strip()}-{found['sign']}{amount}"
    return Booked(entry[:60], booked, -amount if is_out else amount, currency, "")


def _camt(data: bytes) -> BankFile:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root: Xml = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise StatementUnread(line=error.lineno or 0, field="xml") from None
    if root.getroottree().docinfo.doctype:
        raise StatementUnread(line=1, field="doctype")
    accounts = {_first(one, "Acct/Id/IBAN") or _first(one, "Acct/Id/Othr/Id") for one in _all(root, "Stmt")}
    return _file("camt053", accounts, [_booked(one) for one in _all(root, "Ntry")])


def _all(element: Xml, name: str) -> list[Xml]:
    return list(element.iter(f"{{*}}{name}"))


def _first(element: Xml, path: str) -> str:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else "".join(found.itertext()).strip()


def _booked(element: Xml) -> Booked:
    amount = element.find("{*}Amt")
    line = element.sourceline or 0
    if amount is None:
        raise StatementUnread(line=line, field="Amt")
    entry = _first(element, "AcctSvcrRef") or _first(element, "NtryRef")
    if not entry:
        raise StatementUnread(line=line, field="AcctSvcrRef")
    told = " ".join(
        "".join(one.itertext()) for one in (*_all(element, "Ustrd"), *_all(element, "EndToEndId"))
    )
    day = _day(_first(element, "BookgDt/Dt") or _first(element, "BookgDt/DtTm"), line)
    figure = _amount(amount.text or "", line)
    is_out = _first(element, "CdtDbtInd") == "DBIT"
    return Booked(entry[:60], day, -figure if is_out else figure, amount.get("Ccy", "")[:3], told[:LONGEST])
