"""The reader of a country pack and what is in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from amont.formats.packs.charges import (
    Charge,
    read_ceiling,
    read_charges,
    read_depreciation,
    read_relief,
)
from amont.formats.packs.criteria import Criterion, read_criterion, read_names
from amont.formats.packs.dated import (
    DATED_KEYS,
    Dated,
    Overlap,
    ReversedInterval,
    check_no_overlap,
    in_force,
    read_dated,
)
from amont.formats.packs.documents import KeyTwice, Node, read_document
from amont.formats.packs.limits import Limit, read_limit
from amont.kernel.charges import Ceiling, ChargeKind, Depreciation, Law, Relief

__all__ = [
    "Charge",
    "Criterion",
    "Dated",
    "InForce",
    "Limit",
    "Office",
    "OfficeShares",
    "Overlap",
    "Pack",
    "ReversedInterval",
    "Selectivity",
    "load_pack",
]

NEW_OPERATOR_LANES = ("red", "yellow")
OFFICE_KINDS = ("seaport", "airport", "land", "inland", "post", "headquarters")
_TOP_KEYS = (
    "country",
    "names",
    "currency",
    "value_rounding",
    "offices",
    "charges",
    "ceilings",
    "reliefs",
    "depreciation",
    "limits",
    "selectivity",
    "criteria",
)
VALUE_ROUNDINGS = ("whole", "parts")
_SHARES = ("inspect", "documents", "audit")


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the administration. kind: one of OFFICE_KINDS."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class OfficeShares:
    """Shares of the declarations of an office, 0..1, that its people can inspect, read and audit."""

    inspect: float
    documents: float
    audit: float


@dataclass(frozen=True, slots=True)
class Selectivity:
    """How much is controlled and how.

    shares: of all declarations, unless `offices` has its own for the office.
    random, explore: shares 0..1 of the inspections (not of the declarations).
    critical, duty: shares, of the inspections chosen by score, for safety and expected duty; None: unsaid.
    new_operator_below: an operator with fewer earlier declarations is new and goes to `new_operator_lane`.
    new_operator_inspect: share of the new operators' declarations that is inspected instead; None: unsaid.
    """

    shares: OfficeShares
    random: float
    explore: float
    critical: float | None
    duty: float | None
    new_operator_below: int
    new_operator_lane: str
    new_operator_inspect: float | None
    offices: Mapping[str, OfficeShares]
    dated: Dated

    def shares_of(self, office: str) -> OfficeShares:
        return self.offices.get(office, self.shares)


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds on one day. selectivity None: the pack says nothing for that day."""

    day: date
    charges: tuple[Charge, ...]
    selectivity: Selectivity | None
    criteria: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A country's data, all days together. Ask `on(day)`."""

    name: str
    country: str
    names: Mapping[str, str]
    currency: str
    offices: tuple[Office, ...]
    charges: tuple[Charge, ...]
    selectivity: tuple[Selectivity, ...]
    criteria: tuple[Criterion, ...] = field(default=())
    limits: tuple[Limit, ...] = field(default=())
    ceilings: tuple[Ceiling, ...] = field(default=())
    reliefs: tuple[Relief, ...] = field(default=())
    depreciations: tuple[Depreciation, ...] = field(default=())
    value_rounding: str = "whole"

    @property
    def law(self) -> Law:
        """What the engine of duties computes with; rates of the tariff alone are not computed."""
        rules = [charge.rule for charge in self.charges]
        return Law(
            country=self.country,
            currency=self.currency,
            charges=tuple(rule for rule in rules if rule.kind is not ChargeKind.BAND),
            ceilings=self.ceilings,
            reliefs=self.reliefs,
            depreciations=self.depreciations,
            rounds_parts=self.value_rounding == "parts",
        )

    def on(self, day: date) -> InForce:
        """What is in force on the day that governs (acceptance of the declaration)."""
        settings = in_force(self.selectivity, day=day, dated=lambda entry: entry.dated)
        return InForce(
            day=day,
            charges=in_force(self.charges, day=day, dated=lambda entry: entry.dated),
            selectivity=settings[0] if settings else None,
            criteria=tuple(
                dict(criterion.raw)
                for criterion in in_force(self.criteria, day=day, dated=lambda entry: entry.dated)
            ),
        )


def load_pack(text: bytes, *, name: str) -> Pack:
    """Read a pack. Raises DocumentError (code `document.*` or `pack.*`) with the path of the key at fault."""
    top = read_document(text, document=name)
    top.only(*_TOP_KEYS)
    offices = tuple(_read_office(node) for node in top.groups("offices"))
    codes = _distinct_codes(offices, document=name)
    charges = read_charges(top.groups("charges"))
    charged = tuple(dict.fromkeys(charge.code for charge in charges))
    reliefs = [read_relief(node, codes=charged) for node in top.groups("reliefs")]
    depreciations = [read_depreciation(node) for node in top.groups("depreciation")]
    pack = Pack(
        name=name,
        country=top.text("country"),
        names=read_names(top, "names"),
        currency=top.text("currency"),
        offices=offices,
        charges=charges,
        selectivity=tuple(_read_selectivity(node, offices=codes) for node in top.groups("selectivity")),
        criteria=tuple(read_criterion(node) for node in top.groups("criteria")),
        limits=tuple(read_limit(node) for node in top.groups("limits")),
        ceilings=tuple(read_ceiling(node, codes=charged) for node in top.groups("ceilings")),
        reliefs=tuple(relief for relief, _ in reliefs),
        depreciations=tuple(depreciation for depreciation, _ in depreciations),
        value_rounding=top.choice("value_rounding", VALUE_ROUNDINGS, default="whole"),
    )
    check_no_overlap(
        pack.charges, key=lambda entry: entry.code, dated=lambda entry: entry.dated, document=name
    )
    coded = [(one.code, dated) for one, dated in reliefs]
    aged = [(one.code, dated) for one, dated in depreciations]
    for pairs in (coded, aged):
        check_no_overlap(pairs, key=lambda pair: pair[0], dated=lambda pair: pair[1], document=name)
    check_no_overlap(
        pack.selectivity, key=lambda entry: "selectivity", dated=lambda entry: entry.dated, document=name
    )
    check_no_overlap(
        pack.criteria, key=lambda entry: entry.id, dated=lambda entry: entry.dated, document=name
    )
    check_no_overlap(pack.limits, key=lambda entry: entry.key, dated=lambda entry: entry.dated, document=name)
    return pack


def _read_office(node: Node) -> Office:
    node.only("code", "name", "kind")
    return Office(node.text("code"), node.text("name"), node.choice("kind", OFFICE_KINDS))


def _distinct_codes(offices: tuple[Office, ...], *, document: str) -> tuple[str, ...]:
    codes = tuple(office.code for office in offices)
    for number, code in enumerate(codes):
        if code in codes[:number]:
            raise KeyTwice(document=document, path=f"offices[{number}].code", value=code)
    return codes


def _read_selectivity(node: Node, *, offices: tuple[str, ...]) -> Selectivity:
    node.only(*_SHARES, "random", "explore", "critical", "duty", "new_operator", "offices", *DATED_KEYS)
    operator = node.group("new_operator")
    operator.only("below", "lane", "inspect")
    shares = _read_shares(node, default=None)
    random = node.number("random", low=0, high=1)
    critical = node.number("critical", low=0, high=1) if node.has("critical") else None
    return Selectivity(
        shares=shares,
        random=random,
        explore=node.number("explore", low=0, high=_room(random)),
        critical=critical,
        duty=node.number("duty", low=0, high=_room(critical or 0)) if node.has("duty") else None,
        new_operator_below=operator.whole("below", low=0, high=1_000_000),
        new_operator_lane=operator.choice("lane", NEW_OPERATOR_LANES),
        new_operator_inspect=operator.number("inspect", low=0, high=1) if operator.has("inspect") else None,
        offices=_read_overrides(node, shares=shares, offices=offices),
        dated=read_dated(node),
    )


def _room(*shares: float) -> float:
    """What is left of the whole; rounded because 1 - 0.9 is less than 0.1 in binary."""
    return max(round(1 - sum(shares), 9), 0.0)


def _read_shares(node: Node, *, default: OfficeShares | None) -> OfficeShares:
    """Three shares whose sum cannot pass 1."""
    usual = (None, None, None) if default is None else (default.inspect, default.documents, default.audit)
    inspect = node.number("inspect", low=0, high=1, default=usual[0])
    documents = node.number("documents", low=0, high=_room(inspect), default=usual[1])
    audit = node.number("audit", low=0, high=_room(inspect, documents), default=usual[2])
    return OfficeShares(inspect, documents, audit)


def _read_overrides(node: Node, *, shares: OfficeShares, offices: tuple[str, ...]) -> dict[str, OfficeShares]:
    """Own shares of some offices; a share left out is the country's."""
    if not node.has("offices"):
        return {}
    group = node.group("offices")
    group.only(*offices)
    own = {code: group.group(code) for code in group.values}
    for override in own.values():
        override.only(*_SHARES)
    return {code: _read_shares(override, default=shares) for code, override in own.items()}
