"""Arrays of a simulated country as tables: canonical items, truth, operators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from amont.simulation.arrays import Flags, Floats, Ints, joined
from amont.simulation.calendar import year_of
from amont.simulation.cargo import Consignments, Lines, Trade
from amont.simulation.country import CURRENCIES
from amont.simulation.inspections import Results
from amont.simulation.names import company_names
from amont.simulation.offences import Declared, Truth
from amont.simulation.plan import World
from amont.simulation.risks import KINDS, Risks, propensity
from amont.simulation.traders import HONESTY, OPEN


@dataclass(frozen=True, slots=True)
class Month:
    """All that one month gave."""

    rows: Consignments
    items: Lines
    said: Declared
    truth: Truth
    done: Results


def frames(done: list[Month], *, trade: Trade, risk: Risks, operators: bool) -> World:
    """The tables of the whole period, sorted by day, reference and item."""
    whole = _whole(done)
    serial, year = _serials(whole.rows)
    of = whole.items.declaration
    rows = whole.rows
    order = np.lexsort((whole.items.number, serial[of], rows.office[of], rows.day[of]))
    reference = _references(trade, rows=rows, serial=serial, year=year).gather(of[order])
    items = pl.DataFrame(
        {"reference": reference}
        | _item_columns(whole, order=order)
        | _header_columns(trade, rows=rows, of=of[order])
        | _goods_columns(trade, whole=whole, order=order)
        | _outcome_columns(whole.done, order=order)
    )
    truth = _truth(trade, whole=whole, order=order, reference=reference)
    return World(items, truth, _operators(trade, risk=risk, operators=operators))


def _whole(done: list[Month]) -> Month:
    """All months as one, declarations numbered through."""
    before = 0
    for month in done:
        month.items.declaration = month.items.declaration + before
        before += len(month.rows.day)
    return Month(
        joined([month.rows for month in done]),
        joined([month.items for month in done]),
        joined([month.said for month in done]),
        joined([month.truth for month in done]),
        joined([month.done for month in done]),
    )


def _serials(rows: Consignments) -> tuple[Ints, Ints]:
    """Number of each declaration in its office and year, of one width so that text sorts as numbers."""
    year = year_of(rows.day)
    desk = rows.office * 10_000 + year
    order = np.argsort(desk, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(desk[order]) > 0])
    counts = np.diff(np.r_[starts, len(order)])
    serial = np.empty(len(order), dtype=np.int64)
    serial[order] = np.arange(len(order)) - np.repeat(starts, counts)
    first = 10_000
    while first * 9 <= counts.max():
        first *= 10
    return serial + first + 1, year


def _references(trade: Trade, *, rows: Consignments, serial: Ints, year: Ints) -> pl.Series:
    parts = pl.DataFrame(
        {"office": _named(trade.country.offices.code, places=rows.office), "year": year, "serial": serial}
    )
    return parts.select(pl.format("{}{}C{}", "year", "office", "serial").alias("reference")).to_series()


def _named(words: list[str], *, places: Ints) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(places)


def _numbered(letter: str, *, places: Ints, width: int) -> pl.Series:
    words = [f"{letter}{place:0{width}d}" for place in range(int(places.max()) + 1)]
    return _named(words, places=places)


def _days(days: Ints, *, known: Flags | None = None) -> pl.Series:
    series = pl.Series(days.astype(np.int32)).cast(pl.Date)
    return series if known is None else _blank(series, known=known)


def _blank(series: pl.Series, *, known: Flags) -> pl.Series:
    """The same values, empty where not known."""
    return series.set(pl.Series(~known), None)


def _item_columns(whole: Month, *, order: Ints) -> dict[str, pl.Series]:
    said = whole.said
    return {
        "item": pl.Series(whole.items.number[order]),
        "packages": pl.Series(whole.items.packages[order].astype(np.float64)),
        "net_kg": pl.Series(said.net_kg[order]),
        "gross_kg": pl.Series(said.gross_kg[order]),
        "quantity": pl.Series(said.quantity[order]),
        "item_price": pl.Series(said.item_price[order]),
        "customs_value": pl.Series(said.value[order].astype(np.float64)),
        "duty_rate_pct": pl.Series(said.rate[order].astype(np.float64)),
        "duties": pl.Series(said.duties[order].astype(np.float64)),
    }


def _header_columns(trade: Trade, *, rows: Consignments, of: Ints) -> dict[str, pl.Series]:
    country = trade.country
    origins = country.origins
    mode = country.offices.mode[rows.office]
    return {
        "declared_on": _days(rows.day[of]),
        "office": _named(country.offices.code, places=rows.office[of]),
        "declaration_type": _named(["IM4"], places=np.zeros(len(of), dtype=np.int64)),
        "procedure": _named(["4000", "4071"], places=rows.warehouse[of].astype(np.int64)),
        "payment_mode": _named(["CASH", "CREDIT"], places=rows.credit[of].astype(np.int64)),
        "transport_mode": _named([str(number) for number in range(5)], places=mode[of]),
        "importer": _numbered("I", places=rows.importer[of], width=6),
        "declarant": _numbered("D", places=rows.declarant[of], width=4),
        "seller": _numbered("S", places=rows.seller[of], width=6),
        "carrier": _numbered("C", places=rows.carrier[of], width=2),
        "departure": _named(origins.code, places=rows.departure[of]),
        "loading_place": _named(origins.port, places=rows.departure[of]),
        "container": _named(["0", "1"], places=rows.container[of].astype(np.int64)),
        "currency": _named(list(CURRENCIES), places=origins.currency[rows.origin[of]]),
    }


def _goods_columns(trade: Trade, *, whole: Month, order: Ints) -> dict[str, pl.Series]:
    goods = trade.country.goods
    heading, claimed = whole.items.heading[order], whole.items.preference[order]
    asked = pl.Series(claimed)
    return {
        "hs_code": _named(goods.hs_code, places=heading),
        "description": _named(goods.description, places=heading),
        "unit": _named(goods.unit, places=heading),
        "origin": _named(trade.country.origins.code, places=whole.items.origin[order]),
        "origin_indicator": _named(["MARK", "CERT"], places=claimed.astype(np.int64)),
        "preference": _blank(_named(["ECOWAS"], places=np.zeros(len(order), dtype=np.int64)), known=claimed),
        "tax_type": asked.replace_strict({True: "PREF", False: "FULL"}, return_dtype=pl.String),
    }


def _outcome_columns(done: Results, *, order: Ints) -> dict[str, pl.Series]:
    known = done.inspected[order]
    return {
        "inspected": pl.Series(known.astype(np.int64)),
        "offence": _blank(pl.Series(done.found[order]), known=known),
        "critical": _blank(pl.Series(done.critical[order]), known=known),
        "duty_recovered": _blank(pl.Series(done.recovered[order].astype(np.float64)), known=known),
        "resulted_on": _days(done.resulted_on[order], known=known),
    }


def _truth(trade: Trade, *, whole: Month, order: Ints, reference: pl.Series) -> pl.DataFrame:
    truth, country = whole.truth, trade.country
    return pl.DataFrame(
        {
            "reference": reference,
            "item": whole.items.number[order],
            "is_offence": (truth.kind[order] < len(KINDS)).astype(np.int64),
            "kind": _named([*KINDS, "none"], places=truth.kind[order]),
            "critical": truth.critical[order],
            "duty_due": truth.duty_due[order].astype(np.float64),
            "duty_evaded": truth.duty_evaded[order].astype(np.float64),
            "probability": truth.probability[order],
            "true_value": truth.true_value[order].astype(np.float64),
            "was_inspected": whole.done.inspected[order].astype(np.int64),
            "true_rate_pct": truth.true_rate[order].astype(np.float64),
            "true_hs_code": _named(country.goods.hs_code, places=truth.true_heading[order]),
            "true_origin": _named(country.origins.code, places=truth.true_origin[order]),
        }
    )


def _operators(trade: Trade, *, risk: Risks, operators: bool) -> pl.DataFrame:
    """Importers: who stands behind them, and their chance of an offence on goods of no particular risk."""
    state = trade.lives
    count = len(state.born)
    effect: Floats = state.effect if operators else np.zeros_like(state.effect)
    honesty = (
        _named(list(HONESTY), places=state.honesty)
        if operators
        else _named(["ordinary"], places=np.zeros(count, dtype=int))
    )
    return pl.DataFrame(
        {
            "importer": _numbered("I", places=np.arange(count), width=6),
            "name": company_names(trade.country.words, after=state.after),
            "manager": _numbered("G", places=state.manager, width=6),
            "born": _days(state.born),
            "closed": _days(np.minimum(state.closed, OPEN), known=state.closed < OPEN),
            "honesty": honesty,
            "propensity": propensity(risk, effect=effect),
        }
    )
