"""The service signs of an interchange, how they are found, and text brought to one form.

Inside, every segment is in the usual signs: ``+`` between elements, ``:`` between components. Where such a
sign stands for itself a mark stands in its place, which `plain` takes back; so plain splits do for all.
Source: ISO 9735-1 (UN/EDIFACT syntax rules), service string advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Marks are control signs of one byte, which no received text keeps (see `encoding`) and which are not ASCII:
# so `isascii`, which costs nothing, tells nearly all segments without any.
RELEASED_COLON = "\x83"
GLUED = "\x84"  # a terminator that ends nothing, see `tokens`
WIDER = "\x86"  # a release before another sign
SERVICE_LENGTH = 64  # signs after UNA that may be needed to tell it, with blanks

_LITERALS = {"?": "\x80", "'": "\x81", "+": "\x82", ":": "\x83"}
_UNUSUAL = {"?": "\x90", "'": "\x91", "+": "\x92", ":": "\x93"}
_BACK = {mark: sign for sign, mark in _LITERALS.items()} | {GLUED: "'", WIDER: ""}
_BACK_TABLE = str.maketrans(_BACK | {mark: sign for sign, mark in _UNUSUAL.items()})

_FIVE = re.compile(r"UNA([^\w\s])([^\w\s])([.,])(.)([^\w\s])\s*(?=UN[BGH])", re.DOTALL)
_SIX = re.compile(r"UNA(.)(.)(.)(.)(.)(.)\s*(?=UN[BGH])", re.DOTALL)
_FOUR = re.compile(r"UNA([^\w\s])([^\w\s])([.,])([^\w\s]?)[^\w\n]*\s*(?=UN[BGH])")
_FIRST = re.compile(r"(?:UN[BGH]|BGM)([^A-Za-z0-9 \t\r\n'])")
_LEVEL = re.compile(r"UNB.UNO[A-Z]([^A-Za-z0-9\s])", re.DOTALL)
_SECOND = r"(.)([ \t\r\n]*)(?:UN[GHT]|BGM|DTM|RFF|NAD|TDT|LOC|CNI|EQD|FTX|GIS)"


@dataclass(frozen=True, slots=True)
class Signs:
    """Service signs. release: "" for none."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    terminator: str = "'"

    @property
    def are_usual(self) -> bool:
        """Nothing to bring to the usual form."""
        return (self.component, self.element, self.release, self.terminator) == (":", "+", "?", "'")


@dataclass(frozen=True, slots=True)
class Advice:
    """Signs found, how many signs of text told them, and whether the service string was short."""

    signs: Signs
    length: int = 0
    is_short: bool = False


def advice(text: str) -> Advice | None:
    """What a text that begins with UNA says; None when it says nothing that can be used."""
    if five := _FIVE.match(text):
        return Advice(_signs(*five.groups()), five.end(), is_short=True)
    if six := _SIX.match(text):
        component, element, decimal, release, _, terminator = six.groups()
        if element.isalnum() or component.isalnum() or element == component:
            return None
        return Advice(_signs(component, element, decimal, release, terminator), six.end())
    if four := _FOUR.match(text):
        component, element, decimal, release = four.groups()
        found = without_advice(text[four.end() :])
        terminator = found.terminator if found else "'"
        return Advice(_signs(component, element, decimal, release or "?", terminator), four.end(), True)
    return None


def _signs(component: str, element: str, decimal: str, release: str, terminator: str) -> Signs:
    return Signs(
        component,
        element,
        decimal if decimal in ".," else ".",
        "" if release.isspace() else release,
        "\n" if terminator in "\r\n" else terminator,
    )


def without_advice(text: str) -> Signs | None:
    """Signs of a text that begins with its first segment, from how that segment is written."""
    first = _FIRST.match(text)
    if not first:
        return None
    element = first[1]
    level = _LEVEL.match(text)
    component = level[1] if level and level[1] != element else (":" if element != "\x1d" else "\x1f")
    second = re.search(_SECOND + re.escape(element), text, re.DOTALL)
    terminator = _terminator(second, text, element)
    release = "?" if element != "\x1d" else ""
    return Signs(component, element, ".", release, terminator)


def _terminator(second: re.Match[str] | None, text: str, element: str) -> str:
    """What stands before the second segment; the usual one where that tells nothing."""
    if element == "\x1d":
        return "\x1c"
    if second is None:
        return "\n" if "'" not in text and "\n" in text else "'"
    if "\n" in second[2] and (second[1].isalnum() or "'" not in text):
        return "\n"
    return second[1] if not second[1].isalnum() and second[1] not in " \t\r\n" else "'"


def line_width(text: str, signs: Signs) -> int:
    """The width at which a sender cuts his lines whatever stands there; 0 when lines mean nothing.

    At least four lines of one width, of which one ends inside a segment and one inside a word.
    """
    if signs.terminator == "\n" or "\n" not in text:
        return 0
    lines = [line.rstrip("\r") for line in text.split("\n")[:-1]]
    if len(lines) < 4 or len(lines[0]) < 32 or len({len(line) for line in lines}) > 1:
        return 0
    return 0 if all(line.endswith(signs.terminator) for line in lines) else len(lines[0])


def last_terminator(text: str, signs: Signs, end: int) -> int:
    """Place of the last terminator before `end` that is not released, -1 when there is none."""
    at = text.rfind(signs.terminator, 0, end)
    while at > 0 and signs.release and text[at - 1] == signs.release:
        first = at
        while first > 0 and text[first - 1] == signs.release:
            first -= 1
        if (at - first) % 2 == 0:
            return at
        at = text.rfind(signs.terminator, 0, at)
    return at


def usual_form(text: str, signs: Signs) -> str:
    """The same segments in the usual signs, with control signs for what stands for itself."""
    if signs.are_usual:
        return _marked(text.split("?")) if "?" in text else text
    return _other_form(signs)(text)


def _marked(parts: list[str]) -> str:
    """Text split at its release signs, put together with marks for what they release."""
    marks = _LITERALS
    out = [parts[0]]
    rest = iter(parts[1:])
    for part in rest:
        if not part:  # two of them
            after = next(rest, None)
            out.append("?" if after is None else marks["?"] + after)
        elif part[0] in marks:
            out.append(marks[part[0]] + part[1:])
        else:
            out.append("?" + part)
    return "".join(out)


def _other_form(signs: Signs) -> Callable[[str], str]:
    service = {signs.element: "+", signs.component: ":", signs.terminator: "'"}
    special = "".join(dict.fromkeys("?'+:" + "".join(service)))
    release = f"{re.escape(signs.release)}([\\s\\S])|" if signs.release else "($^)|"
    pattern = re.compile(f"{release}[{re.escape(special)}]")

    def changed(found: re.Match[str]) -> str:
        if found[1] is None:
            return service.get(found[0]) or _UNUSUAL[found[0]]
        if found[1] == signs.release or found[1] in service:
            return _LITERALS.get(found[1]) or WIDER + found[1]
        return (_UNUSUAL.get(signs.release) or signs.release) + (_UNUSUAL.get(found[1]) or found[1])

    return lambda text: pattern.sub(changed, text)


def plain(text: str) -> str:
    """What a value says, blanks collapsed."""
    if not text.isascii():
        text = uncollapsed(text)
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return " ".join(text.split())
    return text


def uncollapsed(text: str) -> str:
    """What a value says, blanks as they are."""
    if text.isascii():
        return text
    text = text.replace("\x81", "'").replace("\x80", "?").replace("\x82", "+").replace("\x83", ":")
    return text if text.isascii() or text.isprintable() else text.translate(_BACK_TABLE)


def written(text: str) -> str:
    """A segment in the usual form as a file would have it."""
    text = text.strip(" ").replace("?", "??")  # those that release nothing
    if text.isascii():
        return text
    for sign, mark in (*_LITERALS.items(), *_UNUSUAL.items()):
        text = text.replace(mark, "?" + sign)
    return text.replace(GLUED, "?'").replace(WIDER, "")


def escaped_length(text: str) -> int:
    """How long a value is in the file."""
    if text.isascii():
        return len(text)
    return len(text) + text.count("\x80") + text.count("\x81") + text.count("\x82") + text.count("\x83")
