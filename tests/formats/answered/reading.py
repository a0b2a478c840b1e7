"""Answers read back with other means than those that wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from amont.formats.answered import Answer, Owed, Reported
from amont.formats.edifact import Segment, segments
from amont.formats.edifact.error_codes import short_code
from amont.kernel.findings import Severity

GRAVITY = {"Error": Severity.REFUSE, "Hold": Severity.HOLD, "Warning": Severity.NOTE}


def read_xml(data: bytes) -> Answer:
    root: Any = etree.fromstring(data)

    def text(path: str) -> str:
        return str(root.findtext(path) or "")

    def day(path: str) -> date | None:
        return date.fromisoformat(text(path)) if text(path) else None

    due = day("Assessment_segment/Due_date")
    owed = due and Owed(
        text("Assessment_segment/Assessment_number"),
        Decimal(text("Assessment_segment/Amount_due")),
        text("Assessment_segment/Currency_code"),
        due,
        text("Assessment_segment/Receipt_number"),
        day("Assessment_segment/Receipt_date"),
    )
    return Answer(
        reference=text("Identification/Reference_number"),
        version=int(text("Identification/Version")),
        state=text("Result_segment/Status"),
        at=datetime.fromisoformat(text("Result_segment/Date_of_answer")),
        office=text("Identification/Customs_clearance_office_code"),
        declarant=text("Identification/Declarant_code"),
        lane=text("Result_segment/Selectivity_lane"),
        registered_on=day("Result_segment/Registration_date"),
        findings=tuple(_reported(one) for one in root.findall("Error_segment")),
        owed=owed or None,
        release=text("Release_segment/Release_number"),
        released_on=day("Release_segment/Release_date"),
    )


def _reported(segment: Any) -> Reported:
    def text(name: str) -> str:
        return str(segment.findtext(f"Error_{name}") or "")

    line = int(text("line")) if text("line") else None
    return Reported(
        text("code"), GRAVITY[text("gravity")], text("path"), text("value"), line, text("description")
    )


def carried(answer: Answer) -> Answer:
    """What a CUSRES has places for: short codes, the item and its element, the words of five; no gravity."""
    return replace(
        answer,
        findings=tuple(
            Reported(
                short_code(one.code),
                Severity.NOTE,
                _place(one.path),
                "",
                one.line,
                one.sentence if at < 5 else "",
            )
            for at, one in enumerate(answer.findings)
        ),
    )


def _place(path: str) -> str:
    return {"Item[3]/Valuation_item/Weight_itm/Gross_weight_itm": "3/Gross_weight_itm", "Item[2]": "2"}.get(
        path, path
    )


def read_cusres(data: bytes) -> Answer:
    found = list(segments(data))
    after = {one[1][0]: (one, list(_behind(found, at))) for at, one in enumerate(found) if one.tag == "RFF"}
    first = {one.tag: one for one in reversed(found)}
    marks = {one[1][0]: one[1][3] for one in found if one.tag == "GIS"}
    texts = [" ".join(one[4]) for one in found if one.tag == "FTX"]
    points = [one[1] for one in found if one.tag == "ERP"]
    codes = [one[1][0] for one in found if one.tag == "ERC"]
    release = after.get("RE")
    return Answer(
        reference=first["BGM"][2][0],
        version=int(after["ABT"][0][1][3]),
        state=marks["STA"],
        at=_instant(first["DTM"][1][1]),
        office=first["LOC"][2][0] if "LOC" in first else "",
        declarant=first["NAD"][2][0] if "NAD" in first else "",
        lane=marks.get("LAN", ""),
        registered_on=_day(after["ABT"][1]),
        findings=tuple(
            Reported(
                code,
                Severity.NOTE,
                (*point, "", "")[1],
                "",
                int(point[2]) if len(point) > 2 else None,
                texts[at] if at < len(texts) else "",
            )
            for at, (point, code) in enumerate(zip(points, codes, strict=True))
        ),
        owed=_owed(after),
        release=release[0][1][1] if release else "",
        released_on=_day(release[1]) if release else None,
    )


def _owed(after: dict[str, tuple[Segment, list[Segment]]]) -> Owed | None:
    if "ZZZ" not in after:
        return None
    notice, behind = after["ZZZ"]
    money = next(one for one in behind if one.tag == "MOA")[1]
    receipt = after.get("PQ")
    due = _day(behind)
    assert due is not None
    return Owed(
        notice[1][1],
        Decimal(money[1]),
        money[2],
        due,
        receipt[0][1][1] if receipt else "",
        _day(receipt[1]) if receipt else None,
    )


def _behind(found: list[Segment], at: int) -> Iterator[Segment]:
    for one in found[at + 1 :]:
        if one.tag not in ("DTM", "MOA"):
            return
        yield one


def _day(behind: list[Segment]) -> date | None:
    for one in behind:
        if one.tag == "DTM":
            return date.fromisoformat(one[1][1])
    return None


def _instant(text: str) -> datetime:
    form = "%Y%m%d%H%M%S" if len(text) == 14 else "%Y%m%d%H%M"
    return datetime.strptime(text, form).replace(tzinfo=UTC)
