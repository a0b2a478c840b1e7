"""TDT segments: what carries. Source: UN/EDIFACT D95B, TDT; code lists 1131, 8051, 8067."""

from __future__ import annotations

import re

from amont.formats.edifact.context import Context
from amont.formats.edifact.signs import plain
from amont.formats.edifact.values import code
from amont.formats.manifest.checks import doubt_of_imo
from amont.formats.manifest.numbers import imo_digit
from amont.formats.manifest.records import Party, Transport

_MAIN = frozenset({"20", "", "11", "12", "21"})
_CALL_SIGN = re.compile(r"(?=.*[A-Z])[A-Z0-9]{3,8}")
_OVERLAND = frozenset({"2", "3", "4"})  # rail, road, air: the number is that of the vehicle
_IMO_LIST, _CALL_SIGN_LIST, _LLOYDS = "146", "103", "11"


def is_main(elements: list[str]) -> bool:
    """The main carriage, not what brings the goods to it or takes them on."""
    return (code(elements[1]) if len(elements) > 1 else "") in _MAIN


def transport_of(elements: list[str], context: Context) -> Transport:
    """The means of transport of a TDT segment split at its elements."""
    elements = elements + [""] * (9 - len(elements))
    mode = code(elements[3])
    carrier = elements[5].split(":") + ["", "", ""]
    number, listed, agency, name, flag = (elements[8].split(":") + [""] * 5)[:5]
    number = code(number)
    imo, call_sign, registration = _numbers(number, listed, agency, mode)
    if imo and (doubt := doubt_of_imo(imo)):
        context.doubt(doubt.code, value=imo, element=8, component=1, facts=doubt.facts)
        if doubt.code == "manifest.imo_form" and _CALL_SIGN.fullmatch(imo):
            imo, call_sign = "", imo
    return Transport(
        mode=mode,
        name=plain(name),
        imo=imo,
        call_sign=call_sign,
        registration=registration,
        nationality=code(flag),
        carrier=Party(name=plain(carrier[3]), code=code(carrier[0])),
    )


def _numbers(number: str, listed: str, agency: str, mode: str) -> tuple[str, str, str]:
    """IMO number, call sign, registration: which of them the number is."""
    if listed == _CALL_SIGN_LIST:
        return "", number, ""
    if mode in _OVERLAND:
        return "", "", number
    if listed == _IMO_LIST or agency == _LLOYDS or (imo_digit(number) or "?") == number[6:]:
        return number, "", ""
    return ("", number, "") if _CALL_SIGN.fullmatch(number) else ("", "", number)
