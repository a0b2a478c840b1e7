"""Names of the codes of a bill, beside the codes: places and kinds of package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amont.cargo.models import Bill
from amont.edge.routes import Request
from amont.formats.code_lists import PACKAGES, PLACES
from amont.reference.queries import code_names

Names = Mapping[tuple[str, str], str]


def names_on(row: Bill, goods: list[dict[str, Any]], request: Request) -> Names:
    """(list, code) -> name in the language of the reader; codes of no list are absent. One query."""
    places = (row.loading, row.unloading, row.destination)
    kinds = [row.package_kind, *(str(one.get("package_kind") or "") for one in goods)]
    asked = [(PLACES, code) for code in places if code] + [(PACKAGES, code) for code in kinds if code]
    found = code_names(asked, request.today)
    return {key: request.words.own(names) for key, names in found.items()}


def with_kinds(goods: list[dict[str, Any]], names: Names) -> list[dict[str, Any]]:
    """Goods, each with the name of its kind of package."""
    return [
        {**one, "package_name": names.get((PACKAGES, str(one.get("package_kind") or "")), "")}
        for one in goods
    ]


def said(code: str, name: str) -> str:
    """A code and its name on one line."""
    return " · ".join(filter(None, (code, name)))
