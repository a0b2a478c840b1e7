"""Which histories are kept: operators, goods, origins, routes, and their main crosses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What a profile speaks of. Reasons and model cards speak by group."""

    IMPORTER = "importer"
    DECLARANT = "declarant"
    SELLER = "seller"
    CARRIER = "carrier"
    OFFICE = "office"
    GOODS = "goods"
    ORIGIN = "origin"
    ROUTE = "route"
    TARIFF = "tariff"
    MASS = "mass"
    PRICE = "price"
    REPEAT = "repeat"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Key:
    """One history: the parts crossed, and the group it speaks of.

    recency: days since the last offence are kept too.
    critical: findings that threaten safety are counted too.
    """

    parts: tuple[str, ...]
    group: Group
    recency: bool = False
    critical: bool = False

    @property
    def name(self) -> str:
        return "*".join(self.parts)


OPERATOR_KEYS: tuple[Key, ...] = (
    Key(("importer",), Group.IMPORTER, recency=True, critical=True),
    Key(("declarant",), Group.DECLARANT, recency=True, critical=True),
    Key(("seller",), Group.SELLER, recency=True, critical=True),
    Key(("carrier",), Group.CARRIER),
    Key(("importer", "hs4"), Group.IMPORTER, recency=True),
    Key(("importer", "origin"), Group.IMPORTER),
    Key(("importer", "declarant"), Group.IMPORTER),
    Key(("declarant", "hs2"), Group.DECLARANT),
    Key(("seller", "hs4"), Group.SELLER),
)

GOODS_KEYS: tuple[Key, ...] = (
    Key(("office",), Group.OFFICE, critical=True),
    Key(("office", "hs2"), Group.OFFICE),
    Key(("hs6",), Group.GOODS, critical=True),
    Key(("hs4",), Group.GOODS, critical=True),
    Key(("hs2",), Group.GOODS, critical=True),
    Key(("origin",), Group.ORIGIN, critical=True),
    Key(("hs6", "origin"), Group.ORIGIN, recency=True, critical=True),
    Key(("hs4", "origin"), Group.ORIGIN, critical=True),
    Key(("hs2", "origin"), Group.ORIGIN),
    Key(("departure",), Group.ROUTE, critical=True),
    Key(("hs6", "departure"), Group.ROUTE),
    Key(("departure", "border_office"), Group.ROUTE, critical=True),
    Key(("origin", "departure"), Group.ROUTE),
    Key(("duty_rate",), Group.TARIFF),
    Key(("tax_type",), Group.TARIFF),
    Key(("hs6", "tax_type"), Group.TARIFF),
    Key(("hs4", "tax_type"), Group.TARIFF),
    Key(("origin", "tax_type"), Group.TARIFF),
    Key(("hs6", "preference"), Group.TARIFF),
    Key(("hs6", "mass_band"), Group.MASS),
    Key(("hs4", "mass_band"), Group.MASS),
    Key(("hs2", "mass_band"), Group.MASS, critical=True),
    Key(("mass_band", "price_band"), Group.PRICE),
    Key(("hs4", "price_band"), Group.PRICE, critical=True),
)

PAPER_KEYS: tuple[Key, ...] = tuple(
    Key((part,), Group.PAPERS)
    for part in (
        "procedure", "import_type", "import_use", "payment_mode", "transport_mode",
        "origin_indicator", "container",
    )
)  # fmt: skip

KEYS: tuple[Key, ...] = OPERATOR_KEYS + GOODS_KEYS + PAPER_KEYS

# Habits: who was seen declaring what, whatever was found. An operator is new while its count is small.
HABIT_KEYS: tuple[Key, ...] = (
    Key(("importer",), Group.IMPORTER),
    Key(("importer", "hs4"), Group.IMPORTER),
    Key(("importer", "seller"), Group.SELLER),
    Key(("importer", "declarant"), Group.DECLARANT),
    Key(("hs6", "origin"), Group.ORIGIN),
)


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual level: a measure, and its keys from the widest to the finest, each drawn to the one before."""

    name: str
    group: Group
    chain: tuple[tuple[str, ...], ...]


USUALS: tuple[Usual, ...] = (
    Usual("value_per_kg", Group.PRICE, (("hs4",), ("hs6",), ("hs6", "origin"))),
    Usual("value_per_kg_own", Group.PRICE, (("importer",), ("importer", "hs4"))),
    Usual("value_per_unit", Group.PRICE, (("hs6", "unit"), ("hs6", "unit", "origin"))),
    Usual("kg_per_package", Group.MASS, (("hs4",), ("hs6",))),
    Usual("duty_rate", Group.TARIFF, (("hs4",), ("hs6",))),
)

PARTS: tuple[str, ...] = tuple(
    sorted(
        {part for key in KEYS + HABIT_KEYS for part in key.parts}
        | {part for usual in USUALS for parts in usual.chain for part in parts}
    )
)
