"""Bills as targeting asks for them: rows of cargo to columns, those of one voyage or of a whole past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import QuerySet

from amont.cargo.models import Bill, BillBox, BillVersion
from amont.engine.targeting.layout import BILLS, CONTAINERS, RESULTS, TEXT, TOLD, Column
from amont.screening.models import BillLabel

HOUR = 3600.0
OF_BILL = (
    "pk", "number", "nature", "manifest__office", "manifest_id", "shipper", "consignee", "consignee_code",
    "notify", "manifest__carrier", "manifest__carrier_code", "loading", "unloading", "description", "hs_code",
    "package_kind", "packages", "gross_kg", "manifest__expected_at", "manifest__arrived_at",
    "first__lodged_at", "last__lodged_at", "versions", "lane", "digest",
    "waiting", "operator", "manifest__operator",
)  # fmt: skip
OF_BOX = ("bill_id", "number", "kind", "filling", "goods_kg", "gross_kg", "tare_kg", "seals")


def bills_table(bills: QuerySet[Bill], *, known_at: Mapping[int, datetime] | None = None) -> pl.DataFrame:
    """One row for each bill, with more beside the columns of `layout`. Two queries.

    Beside: digest, lane, waiting; agent: operator who announced it.

    known_at: bill -> instant after which its arrival is not known yet; the expected one stands.
    """
    rows = [dict(zip(OF_BILL, row, strict=True)) for row in bills.values_list(*OF_BILL)]
    contents = _contents(bills)
    for one in rows:
        until = (known_at or {}).get(one["pk"])
        if until and one["manifest__arrived_at"] and one["manifest__arrived_at"] > until:
            one["manifest__arrived_at"] = None
    told = [_row(one, contents.get(one["pk"], {})) for one in rows]
    schema = {column.name: column.dtype for column in BILLS}
    beside = {"digest": TEXT, "lane": pl.Int8(), "waiting": pl.Boolean(), "agent": TEXT}
    return pl.DataFrame(told, schema=schema | beside)


def boxes_table(bills: QuerySet[Bill]) -> pl.DataFrame:
    """One row for each live container of these bills. One query."""
    boxes = BillBox.objects.filter(bill__in=bills.order_by().values("pk"), is_live=True).order_by("pk")
    rows = [
        {
            "bill": str(bill),
            "number": number,
            "kind": kind or None,
            "filling": filling or None,
            "goods_kg": _float(goods_kg),
            "gross_kg": _float(gross_kg),
            "tare_kg": _float(tare_kg),
            "seals": list(seals),
        }
        for bill, number, kind, filling, goods_kg, gross_kg, tare_kg, seals in boxes.values_list(*OF_BOX)
    ]
    return pl.DataFrame(rows, schema={column.name: column.dtype for column in CONTAINERS})


def with_told(bills: pl.DataFrame, told: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """The bills with what others say of them, column by column; what nobody says is unknown."""
    columns: Iterable[Column] = (*TOLD, *RESULTS)
    return bills.with_columns(
        pl.Series(column.name, told[column.name], dtype=column.dtype)
        for column in columns
        if column.name in told
    )


def _contents(bills: QuerySet[Bill]) -> dict[int, dict[str, Any]]:
    """What only the content of a bill says: freight, volume, transhipments, dangers. One query."""
    last = BillVersion.objects.filter(bill__in=bills.order_by().values("pk")).exclude(content={})
    found = last.order_by("bill_id", "-pk").distinct("bill_id").values_list(
        "bill_id", "content__freight", "content__volume_m3", "content__transhipments", "content__goods",
        "content__origin_port", "content__shipper__code",
    )  # fmt: skip
    names = ("freight", "volume_m3", "transhipments", "goods", "origin_port", "shipper_code")
    return {key: dict(zip(names, values, strict=True)) for key, *values in found}


def _row(one: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    arrives: datetime | None = one["manifest__arrived_at"] or one["manifest__expected_at"]
    first, last = one["first__lodged_at"], one["last__lodged_at"]
    goods = content.get("goods") or []
    return {
        "key": str(one["pk"]),
        "number": one["number"],
        "nature": one["nature"] or None,
        "office": one["manifest__office"],
        "voyage": str(one["manifest_id"]),
        "shipper": one["shipper"],
        "shipper_code": content.get("shipper_code") or None,
        "consignee": one["consignee"],
        "consignee_code": one["consignee_code"] or None,
        "notify": one["notify"] or None,
        "carrier": one["manifest__carrier"] or one["manifest__carrier_code"] or None,
        "loading": one["loading"] or None,
        "unloading": one["unloading"] or None,
        "origin_port": content.get("origin_port") or None,
        "transhipments": content.get("transhipments") or [],
        "description": one["description"],
        "hs_code": one["hs_code"] or None,
        "package_kind": one["package_kind"] or None,
        "packages": _float(one["packages"]),
        "gross_kg": _float(one["gross_kg"]),
        "volume_m3": _float(content.get("volume_m3") or _summed(goods, "volume_m3")),
        "freight": _freight(content.get("freight")),
        "arrives_on": arrives.date() if arrives else None,
        "announced_on": first.date(),
        "announced_at": (arrives - first).total_seconds() / HOUR if arrives else None,
        "limit_h": None,
        "amendments": one["versions"] - 1,
        "last_amended_h": (arrives - last).total_seconds() / HOUR
        if arrives and one["versions"] > 1
        else None,
        "dangerous": [
            danger["imo_class"]
            for line in goods
            for danger in line.get("danger", [])
            if danger.get("imo_class")
        ],
        "digest": one["digest"],
        "lane": one["lane"],
        "waiting": one["waiting"],
        "agent": one["operator"] or one["manifest__operator"] or None,
    }


def _freight(said: Any) -> float | None:
    """None where the bill states none."""
    return _float(said.get("value")) if isinstance(said, dict) else None


def _summed(goods: Sequence[Mapping[str, Any]], name: str) -> float | None:
    found = [_float(line.get(name)) for line in goods if line.get(name) is not None]
    return sum(one for one in found if one is not None) if found else None


def _float(value: Any) -> float | None:
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None


def with_results(table: pl.DataFrame, bills: QuerySet[Bill], *, day: date) -> pl.DataFrame:
    """The bills with what was found of each before a day, the gravest of its results. One query.

    resulted_on: the first day on which that was found; what was found later is not known yet.
    """
    rows = BillLabel.objects.filter(bill__in=bills.order_by().values("pk"), inspected=1, resulted_on__lt=day)
    schema = {column.name: column.dtype for column in (BILLS[0], *RESULTS)}
    found = pl.DataFrame(
        [
            (str(bill), offence, on)
            for bill, offence, on in rows.values_list("bill", "offence", "resulted_on")
        ],
        schema=schema,
        orient="row",
    )
    worst = found.sort("offence", "resulted_on", descending=[True, False]).unique("key", keep="first")
    return table.join(worst, on="key", how="left", maintain_order="left")


def known_until(day: date) -> QuerySet[Bill]:
    """Live bills announced before a day: what a voyage of that day is compared with."""
    return Bill.objects.live().filter(first__lodged_at__date__lt=day).order_by("pk")
