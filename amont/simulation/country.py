"""The invented country as arrays: headings, families of goods, origins, offices. Tables are package files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from amont.simulation.arrays import Flags, Floats, Ints
from amont.simulation.plan import CountryUnknown

KNOWN = ("demo",)
SEASONS = ("", "lean", "rains", "harvest", "school", "yearend", "ramadan", "hot")
CURRENCIES = ("EUR", "USD", "CNY")
SEA, ROAD, AIR = 1, 3, 4

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Goods:
    """Headings, [H]. steeper: headings of the same family with a higher band, [H, m], -1 where none."""

    hs_code: list[str]
    description: list[str]
    unit: list[str]
    family: Ints
    band: Ints
    usd_kg: Floats
    package_kg: Floats
    unit_kg: Floats
    share: Floats
    season: Ints
    steeper: Ints


@dataclass(frozen=True, slots=True)
class Families:
    """Families of goods, [F]. kg: usual mass of an item. origins: chances, [F, O]. office: needed, or -1."""

    kg: Floats
    tare: Floats
    noise: Floats
    container: Floats
    air: Floats
    office: Ints
    cover: Floats
    origins: Floats


@dataclass(frozen=True, slots=True)
class Origins:
    """Countries, [O]. hub: 1 a neighbour's, 2 a far entrepot, 0 none. community: free with a certificate."""

    code: list[str]
    port: list[str]
    currency: Ints
    level: Floats
    hub: Ints
    community: Flags
    land: Flags


@dataclass(frozen=True, slots=True)
class Offices:
    """Offices of clearance. zeal: inspects more or less than the others, log-odds."""

    code: list[str]
    share: Floats
    mode: Ints
    zeal: Floats


@dataclass(frozen=True, slots=True)
class Country:
    """All tables of one invented country."""

    goods: Goods
    families: Families
    origins: Origins
    offices: Offices
    words: dict[str, list[str]]


def country(name: str) -> Country:
    """The tables of country `name`. Raises CountryUnknown."""
    if name not in KNOWN:
        raise CountryUnknown(given=name, known=", ".join(KNOWN))
    goods, families, origins, offices, names = (
        list(_rows(name, table=table)) for table in ("goods", "families", "origins", "offices", "names")
    )
    codes = [row["code"] for row in origins]
    desks = [row["code"] for row in offices]
    words: dict[str, list[str]] = {}
    for row in names:
        words.setdefault(row["kind"], []).append(row["word"])
    return Country(
        _goods(goods, families=[row["family"] for row in families]),
        _families(families, codes=codes, desks=desks),
        _origins(origins),
        Offices(
            desks,
            _floats(offices, column="share"),
            np.array([int(row["mode"]) for row in offices]),
            _floats(offices, column="zeal"),
        ),
        words,
    )


def family_shares(country: Country) -> Floats:
    """Weight of each family of goods in trade, [F]."""
    goods = country.goods
    weights = np.bincount(goods.family, goods.share, minlength=len(country.families.kg))
    return np.asarray(weights, dtype=np.float64)


def _rows(name: str, *, table: str) -> Iterator[Row]:
    text = files(f"amont.simulation.{name}").joinpath(f"{table}.csv").read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _floats(rows: list[Row], *, column: str) -> Floats:
    return np.array([float(row[column]) for row in rows])


def _goods(rows: list[Row], *, families: list[str]) -> Goods:
    family = np.array([families.index(row["family"]) for row in rows])
    band = np.array([int(row["band"]) for row in rows])
    near = (family[:, None] == family) & (band[:, None] < band)
    steeper = np.full((len(rows), int(near.sum(axis=1).max())), -1)
    for place, mask in enumerate(near):
        found = np.flatnonzero(mask)
        steeper[place, : len(found)] = found
    return Goods(
        [row["hs_code"] for row in rows],
        [row["description"] for row in rows],
        [row["unit"] for row in rows],
        family,
        band,
        _floats(rows, column="usd_kg"),
        _floats(rows, column="package_kg"),
        _floats(rows, column="unit_kg"),
        _floats(rows, column="share"),
        np.array([SEASONS.index(row["season"]) for row in rows]),
        steeper,
    )


def _families(rows: list[Row], *, codes: list[str], desks: list[str]) -> Families:
    origins = np.zeros((len(rows), len(codes)))
    for place, row in enumerate(rows):
        for pair in row["origins"].split():
            code, weight = pair.split(":")
            origins[place, codes.index(code)] = float(weight)
    return Families(
        _floats(rows, column="kg"),
        _floats(rows, column="tare"),
        _floats(rows, column="noise"),
        _floats(rows, column="container"),
        _floats(rows, column="air"),
        np.array([desks.index(row["office"]) if row["office"] else -1 for row in rows]),
        _floats(rows, column="cover"),
        origins / origins.sum(axis=1, keepdims=True),
    )


def _origins(rows: list[Row]) -> Origins:
    return Origins(
        [row["code"] for row in rows],
        [row["port"] for row in rows],
        np.array([CURRENCIES.index(row["currency"]) for row in rows]),
        _floats(rows, column="level"),
        np.array([int(row["hub"]) for row in rows]),
        _floats(rows, column="community") > 0,
        _floats(rows, column="land") > 0,
    )
