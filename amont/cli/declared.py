"""Files of declarations: what they hold, as the command tells it to people and machines."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from rich.console import Console
from rich.table import Table

from amont.cli import noticed
from amont.cli.language import WORDS, say
from amont.cli.reading import Readings
from amont.formats.asycuda import Recomputed, Total
from amont.formats.items import DocumentRead
from amont.kernel.items import BY_NAME, Kind
from amont.site.formats import number

SUMMED = ("packages", "net_kg", "gross_kg", "item_price", "customs_value", "duties")


def plain(found: Readings) -> dict[str, object]:
    """As a machine reads it: files with their kinds and counts, totals, findings."""
    items = found.items
    references = items["reference"].n_unique() if "reference" in items.columns else 0
    return {
        "files": [
            {
                "name": one.name,
                "kind": one.kind,
                "encoding": one.encoding,
                "delimiter": one.delimiter,
                "decimal": one.decimal,
                "rows": one.rows,
                "refused": one.refused,
                "held": one.held,
                "declarations": [_totals(read) for read in found.totals.get(one.name, [])],
            }
            for one in found.files
        ],
        "counts": {"items": items.height, "declarations": references, "held": int(found.held.sum())},
        "totals": {name: _sum(items, name) for name in SUMMED if name in items.columns},
        "findings": [noticed.plain(one) for one in found.findings],
        "finding_counts": [
            {"code": code, "severity": severity.name.lower(), "count": count}
            for (code, severity), count in sorted(found.counts.items())
        ],
    }


def _totals(read: DocumentRead) -> dict[str, object]:
    totals = read.totals
    named = {name: getattr(totals, name) for name in type(totals).__dataclass_fields__}
    return {
        "reference": read.reference,
        "totals": {
            name: {"declared": _number(total.declared), "recomputed": _number(total.counted)}
            for name, total in named.items()
            if isinstance(total, Total)
        },
        "fees": _number(read.fees),
        "taxes": [_tax(line) for line in read.taxes],
    }


def _tax(line: Recomputed) -> dict[str, object]:
    """A taxation line as printed, and what its own rate gives; null for a tax that is not ad valorem."""
    figures = {name: _number(getattr(line, name)) for name in ("base", "rate", "printed", "recomputed")}
    return {"item": line.item, "code": line.code, "mode": line.mode, **figures, "agrees": line.agrees}


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _sum(items: pl.DataFrame, name: str) -> float | None:
    if BY_NAME[name].kind is not Kind.NUMBER or items[name].null_count() == items.height:
        return None
    return float(items[name].sum())


def show(console: Console, found: Readings) -> None:
    """What people read: a row for each file, totals of documents, else sums, and what was noticed."""
    table = Table(title=say("read.title"))
    for code in ("file", "kind", "encoding", "rows", "refused", "held"):
        table.add_column(
            say(f"column.{code}"), justify="right" if code in ("rows", "refused", "held") else "left"
        )
    for one in found.files:
        table.add_row(one.name, one.kind, one.encoding, str(one.rows), str(one.refused), str(one.held))
    console.print(table)
    for one in found.files:
        for place, read in enumerate(found.totals.get(one.name, [])):
            totals = Table(title=say("read.totals", name=f"{one.name} {place + 1}"))
            for code in ("total", "declared", "recomputed"):
                totals.add_column(say(f"column.{code}"), justify="left" if code == "total" else "right")
            for name in type(read.totals).__dataclass_fields__:
                total = getattr(read.totals, name)
                if isinstance(total, Total) and (total.declared is not None or total.counted is not None):
                    totals.add_row(say(f"total.{name}"), _text(total.declared), _text(total.counted))
            console.print(totals)
            if read.taxes or read.fees is not None:
                console.print(_taxes(read, name=f"{one.name} {place + 1}"))
    sums = {name: _sum(found.items, name) for name in SUMMED if name in found.items.columns}
    if not found.totals and any(value is not None for value in sums.values()):
        added = Table(title=say("read.sums"))
        added.add_column(say("column.total"))
        added.add_column(say("column.recomputed"), justify="right")
        for name, value in sums.items():
            if value is not None:
                added.add_row(name, number(value, WORDS.language, decimals=2))
        console.print(added)
    noticed.show(console, found.findings, count=sum(found.counts.values()))


def _taxes(read: DocumentRead, *, name: str) -> Table:
    """By tax: its lines, what is printed and what the printed rates give, and how many lines do not agree."""
    table = Table(title=say("read.taxes", name=name))
    for code in ("charge", "rows", "printed", "recomputed", "disagreeing"):
        table.add_column(say(f"column.{code}"), justify="left" if code == "charge" else "right")
    by_code: dict[str, list[Recomputed]] = {}
    for line in read.taxes:
        by_code.setdefault(line.code, []).append(line)
    for code, lines in by_code.items():
        printed = sum((one.printed or Decimal(0) for one in lines), Decimal(0))
        own = [one.printed if one.recomputed is None else one.recomputed for one in lines]
        counted = sum((one or Decimal(0) for one in own), Decimal(0))
        wrong = sum(not one.agrees for one in lines)
        table.add_row(code, str(len(lines)), _text(printed), _text(counted), str(wrong))
    if read.fees is not None:
        table.add_row(say("read.fees"), "", _text(read.fees), "", "")
    return table


def _text(value: object) -> str:
    return "–" if value is None else str(_number(value))
