"""Codes of the reasons a score tells, written whole: one search finds the sentence, the law and the test."""

from amont.engine.profiles.keys import Group

# Controls known of the group find more offences than the average.
HISTORY: dict[Group, str] = {
    Group.IMPORTER: "importer.history",
    Group.DECLARANT: "declarant.history",
    Group.SELLER: "seller.history",
    Group.CARRIER: "carrier.history",
    Group.OFFICE: "office.history",
    Group.GOODS: "goods.history",
    Group.ORIGIN: "origin.history",
    Group.ROUTE: "route.history",
    Group.TARIFF: "tariff.history",
    Group.MASS: "mass.history",
    Group.PRICE: "price.history",
    Group.REPEAT: "repeat.history",
    Group.PAPERS: "papers.history",
}

# No control of the group is known yet.
UNKNOWN: dict[Group, str] = {
    Group.IMPORTER: "importer.unknown",
    Group.DECLARANT: "declarant.unknown",
    Group.SELLER: "seller.unknown",
    Group.CARRIER: "carrier.unknown",
    Group.OFFICE: "office.unknown",
    Group.GOODS: "goods.unknown",
    Group.ORIGIN: "origin.unknown",
    Group.ROUTE: "route.unknown",
    Group.TARIFF: "tariff.unknown",
    Group.MASS: "mass.unknown",
    Group.PRICE: "price.unknown",
    Group.REPEAT: "repeat.unknown",
    Group.PAPERS: "papers.unknown",
}

# What is declared resembles files in which an offence was found.
DECLARED: dict[Group, str] = {
    Group.MASS: "mass.declared",
    Group.PRICE: "price.declared",
    Group.TARIFF: "tariff.declared",
    Group.ROUTE: "route.declared",
}

# How often the like was declared before.
HABIT: dict[Group, str] = {
    Group.IMPORTER: "importer.habit",
    Group.DECLARANT: "declarant.habit",
    Group.SELLER: "seller.habit",
    Group.ORIGIN: "origin.habit",
}
