"""Charges, ceilings and reliefs of a pack: the form alone. What they mean is said by the engine of duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from amont.formats.packs.criteria import read_names
from amont.formats.packs.dated import DATED_KEYS, Dated, read_dated
from amont.formats.packs.documents import DocumentError, Node
from amont.kernel.charges import (
    MODES,
    PREFERENCES,
    VALUES,
    Ceiling,
    ChargeKind,
    ChargeRule,
    Depreciation,
    Each,
    Join,
    Rate,
    RateOf,
    Relief,
    Rounding,
)
from amont.kernel.items import BY_NAME, Kind

MOST_PCT, MOST_AMOUNT = 10_000, 1_000_000_000
OF_TARIFF = tuple(one.value for one in RateOf if one is not RateOf.CHARGE)
_WAYS = ("rate_pct", "rate_of", "per_unit", "amount")  # how much a charge is; `rate_pct` and `per_unit` join
_KEYS = (
    "code",
    "names",
    "kind",
    "base",
    "alternatives",
    *_WAYS,
    "unit",
    "join",
    "each",
    "modes",
    "flag",
    "waived_for",
    "rounding",
    "note",
    *DATED_KEYS,
)


class BaseUnknown(DocumentError):
    """A base names neither a value nor a charge written above. Facts: value, allowed."""

    code = "pack.base_unknown"


class RateUnclear(DocumentError):
    """A charge says no rate, or several that cannot hold together. Facts: allowed."""

    code = "pack.rate_unclear"


class StepsReversed(DocumentError):
    """The years of a depreciation do not go up. Facts: value."""

    code = "pack.steps"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge as written, its dates apart."""

    rule: ChargeRule
    dated: Dated

    @property
    def code(self) -> str:
        """The charge's own code."""
        return self.rule.code

    @property
    def names(self) -> Mapping[str, str]:
        """By language."""
        return self.rule.names

    @property
    def base(self) -> str:
        """What the rate is applied to, in one line."""
        return " + ".join(self.rule.base)

    @property
    def rate_pct(self) -> Decimal | None:
        """In percent, exact as written; None where the tariff line has the rate, or there is none."""
        share = self.rule.rate.share
        return None if share is None else share.scaleb(2)


def read_charges(nodes: Iterable[Node]) -> tuple[Charge, ...]:
    """Charges in the order in which they are computed. A base names values and charges written above."""
    found: list[Charge] = []
    for node in nodes:
        found.append(_read_charge(node, above=[one.code for one in found]))
    return tuple(found)


def read_ceiling(node: Node, *, codes: Sequence[str]) -> Ceiling:
    """The most that some charges may make together."""
    node.only("charges", "most_pct", *DATED_KEYS)
    dated = read_dated(node)
    return Ceiling(
        codes=_chosen(node, "charges", codes),
        most=_exact(node, "most_pct", high=MOST_PCT).scaleb(-2),
        begins=dated.begins,
        ends=dated.ends,
        source=dated.source,
        evidence=dated.evidence.value,
    )


def read_relief(node: Node, *, codes: Sequence[str]) -> tuple[Relief, Dated]:
    """A title of relief and what it waives: `all`, or kinds and codes of charges."""
    node.only("code", "names", "waives", *DATED_KEYS)
    dated = read_dated(node)
    kinds = [kind.value for kind in ChargeKind if kind is not ChargeKind.BAND]
    waived = _chosen(node, "waives", ("all", *kinds, *codes))
    relief = Relief(
        code=node.text("code"),
        names=read_names(node, "names"),
        kinds=() if "all" in waived else tuple(ChargeKind(one) for one in waived if one in kinds),
        codes=() if "all" in waived else tuple(one for one in waived if one not in kinds),
        begins=dated.begins,
        ends=dated.ends,
        source=dated.source,
        evidence=dated.evidence.value,
    )
    return relief, dated


def read_depreciation(node: Node) -> tuple[Depreciation, Dated]:
    """What vehicles lose with age; steps go up. Raises StepsReversed."""
    node.only("code", "names", "steps", *DATED_KEYS)
    dated = read_dated(node)
    steps: list[tuple[int, Decimal]] = []
    for step in node.groups("steps"):
        step.only("years", "off_pct")
        years = step.whole("years", low=0, high=100)
        if steps and years <= steps[-1][0]:
            raise StepsReversed(**step.facts("years"), value=years)
        steps.append((years, _exact(step, "off_pct", high=100).scaleb(-2)))
    depreciation = Depreciation(
        code=node.text("code"),
        names=read_names(node, "names"),
        steps=tuple(steps),
        begins=dated.begins,
        ends=dated.ends,
        source=dated.source,
        evidence=dated.evidence.value,
    )
    return depreciation, dated


def _read_charge(node: Node, *, above: Sequence[str]) -> Charge:
    node.only(*_KEYS)
    dated = read_dated(node)
    kind = ChargeKind(node.choice("kind", [one.value for one in ChargeKind], default=ChargeKind.BAND.value))
    rule = ChargeRule(
        code=node.text("code"),
        names=read_names(node, "names"),
        kind=kind,
        base=_read_base(node, "base", kind=kind, above=above),
        begins=dated.begins,
        ends=dated.ends,
        source=dated.source,
        evidence=dated.evidence.value,
        rate_of=RateOf(node.choice("rate_of", OF_TARIFF)) if node.has("rate_of") else RateOf.CHARGE,
        rate=_read_rate(node),
        each=Each(node.choice("each", [one.value for one in Each], default=Each.ITEM.value)),
        modes=_chosen(node, "modes", MODES),
        flag=node.text("flag", default=""),
        waived_for=_chosen(node, "waived_for", PREFERENCES),
        alternatives=_read_alternatives(node, kind=kind, above=above),
        rounding=Rounding(
            node.choice("rounding", [one.value for one in Rounding], default=Rounding.HALF_UP.value)
        ),
        note=node.text("note", default=""),
    )
    return Charge(rule, dated)


def _read_rate(node: Node) -> Rate:
    """One way to say how much; a share and an amount for each unit may join. Raises RateUnclear."""
    said = [way for way in _WAYS if node.has(way)]
    if said == ["rate_of"]:
        return Rate()
    if len(said) != 1 and said != ["rate_pct", "per_unit"]:
        raise RateUnclear(**node.facts("rate_pct"), allowed=", ".join(_WAYS))
    if said == ["amount"]:
        return Rate(flat=_exact(node, "amount", high=MOST_AMOUNT))
    share = _exact(node, "rate_pct", high=MOST_PCT).scaleb(-2) if node.has("rate_pct") else None
    if not node.has("per_unit"):
        return Rate(share=share)
    join = node.choice("join", [one.value for one in Join], default=Join.SUM.value)
    return Rate(share, _exact(node, "per_unit", high=MOST_AMOUNT), node.text("unit"), Join(join))


def _read_base(node: Node, key: str, *, kind: ChargeKind, above: Sequence[str]) -> tuple[str, ...]:
    """A flat amount has no base; a band names one column of an item."""
    if kind is ChargeKind.BAND:
        amounts = [name for name, of in BY_NAME.items() if of.kind is Kind.NUMBER and not of.outcome]
        return (node.choice(key, amounts),)
    if node.has("amount") and not node.has(key):
        return ()
    allowed = (*VALUES, *dict.fromkeys(above))
    return _each_of(node, key, allowed, refusal=BaseUnknown)


def _read_alternatives(node: Node, *, kind: ChargeKind, above: Sequence[str]) -> dict[str, tuple[str, ...]]:
    if not node.has("alternatives"):
        return {}
    group = node.group("alternatives")
    return {name: _read_base(group, name, kind=kind, above=above) for name in group.values}


def _chosen(node: Node, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """A list of codes out of a closed list; empty when the key is absent."""
    return _each_of(node, key, allowed) if node.has(key) else ()


def _each_of(
    node: Node, key: str, allowed: Sequence[str], refusal: Callable[..., DocumentError] | None = None
) -> tuple[str, ...]:
    values = node.texts(key)
    for number, value in enumerate(values):
        if value not in allowed and refusal is not None:
            raise refusal(**node.facts(key), value=value, allowed=", ".join(allowed))
        if value not in allowed:
            numbered = node.numbered(key) if isinstance(node.value(key), list) else node
            numbered.choice(str(number) if numbered is not node else key, allowed)
    return values


def _exact(node: Node, key: str, *, high: float) -> Decimal:
    """A number as it is written, never through binary."""
    node.number(key, low=0, high=high)
    return Decimal(str(node.value(key)))
