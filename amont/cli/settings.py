"""Country packs and mappings by name or by file, and what they make of the policy of the day."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from amont.engine.screen.policy import Hold, Policy
from amont.engine.selectivity.criteria import criterion_from
from amont.engine.selectivity.thresholds import ANY_OFFICE, Shares
from amont.formats.packs import Pack, Selectivity, load_pack
from amont.formats.tabular import Mapping, builtin, load_mapping
from amont.kernel.errors import AmontError
from amont.kernel.items import BY_NAME

PACKS = Path(__file__).resolve().parents[2] / "countries"
HOLD_COLUMNS = ("field", "value", "ground")


class FileAbsent(AmontError):
    """No such file, or it may not be read. Facts: name, ground."""

    code = "cli.file_absent"


class PackUnknown(AmontError):
    """No country pack has this name. Facts: name, known."""

    code = "cli.pack_unknown"


class HoldsUnreadable(AmontError):
    """The list of holds lacks a column, or names a field we do not have. Facts: name, detail."""

    code = "cli.holds_unreadable"


def file_bytes(path: Path) -> bytes:
    """A whole small file. FileAbsent."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileAbsent(name=str(path), ground=error.strerror or str(error)) from error


def mapping_of(name: str) -> Mapping:
    """A built-in mapping by name, else a mapping file."""
    path = Path(name)
    if path.suffix.lower() in (".yaml", ".yml") or path.is_file():
        return load_mapping(file_bytes(path))
    return builtin(name)


def pack_of(name: str) -> Pack:
    """A country pack by name (in AMONT_COUNTRIES, else beside the program), else a pack file. PackUnknown."""
    path = Path(name)
    if path.suffix.lower() in (".yaml", ".yml"):
        return load_pack(file_bytes(path), name=path.stem)
    known = known_packs()
    if name not in known:
        raise PackUnknown(name=name, known=", ".join(known))
    return load_pack((_folder() / f"{name}.yaml").read_bytes(), name=name)


def known_packs() -> list[str]:
    """Names of the country packs at hand."""
    return sorted(one.stem for one in _folder().glob("*.yaml"))


def _folder() -> Path:
    return Path(os.environ.get("AMONT_COUNTRIES", PACKS))


def policy_of(pack: Pack | None, *, on: date) -> Policy:
    """What a country pack decides on a day; without a pack, or where it is silent, the default proposal."""
    if pack is None:
        return Policy()
    policy = Policy(criteria=tuple(criterion_from(criterion.raw) for criterion in pack.criteria))
    settings = pack.on(on).selectivity
    if settings is None:
        return policy
    return replace(policy, shares=_shares(settings), new_below=settings.new_operator_below)


def _shares(settings: Selectivity) -> dict[str, Shares]:
    usual = Shares()
    common = {
        "random": settings.random,
        "explore": settings.explore,
        "critical": usual.critical if settings.critical is None else settings.critical,
        "duty": usual.duty if settings.duty is None else settings.duty,
        "new_operator": _new_operator(settings, usual),
    }
    named = {ANY_OFFICE: settings.shares, **settings.offices}
    return {
        office: Shares(inspect=one.inspect, documents=one.documents, audit=one.audit, **common)
        for office, one in named.items()
    }


def _new_operator(settings: Selectivity, usual: Shares) -> float:
    """Share of new operators' declarations that is inspected; the documents of the others are checked."""
    if settings.new_operator_lane == "red":
        return 1.0
    return usual.new_operator if settings.new_operator_inspect is None else settings.new_operator_inspect


def with_shares(policy: Policy, **given: float | None) -> Policy:
    """The policy with the shares that were given on the command line, for every office."""
    wanted = {name: value for name, value in given.items() if value is not None}
    if not wanted:
        return policy
    return replace(policy, shares={office: _fitted(one, wanted) for office, one in policy.shares.items()})


def _fitted(shares: Shares, wanted: dict[str, float]) -> Shares:
    """Shares as wanted; documents and audit give way where more is inspected than they leave."""
    inspect = wanted.get("inspect", shares.inspect)
    documents = min(shares.documents, max(0.0, 1 - inspect))
    audit = min(shares.audit, max(0.0, 1 - inspect - documents))
    return replace(shares, **{"documents": documents, "audit": audit, **wanted})


def holds_of(path: Path) -> tuple[Hold, ...]:
    """Holds from a CSV with the columns field, value, ground. HoldsUnreadable."""
    try:
        table = pl.read_csv(file_bytes(path), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise HoldsUnreadable(name=str(path), detail=type(error).__name__) from error
    missing = [name for name in HOLD_COLUMNS if name not in table.columns]
    if missing:
        raise HoldsUnreadable(name=str(path), detail=", ".join(missing))
    unknown = sorted({name for name in table["field"].to_list() if name not in BY_NAME})
    if unknown:
        raise HoldsUnreadable(name=str(path), detail=", ".join(map(str, unknown)))
    return tuple(Hold(*row) for row in table.select(HOLD_COLUMNS).fill_null("").iter_rows())
