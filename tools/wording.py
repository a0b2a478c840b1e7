"""How our sentences are written: typography, holes, words we do not use; and what a translation must keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amont.site.holes import holes_of
from tools.texts import HOLE, Message

NBSP = "\u00a0"
BARE_SIGN = re.compile(r"(?<!\u00a0)[:;!?»](?=\s|$)|«(?!\u00a0)|(?<=[\w}]) ?%(?!\()")
STRAIGHT = re.compile(r"(?<=\w)'(?=[\w{%«])")
BANNED = re.compile(r"\b(invalides?|veuillez|désolée?s?|null|token|parser?|serveur|ID)\b|!", re.IGNORECASE)
LONE_PERCENT = re.compile(r"%(?!\(\w+\)s|%)")
DOUBLED = "%%"


def polished(text: str, *, language: str) -> str:
    """Our typography: curly apostrophes, no-break spaces inside « » and in French before : ; ! ? %."""
    text = STRAIGHT.sub("’", text.strip())
    text = re.sub(rf"\{{(\w+)_{language}\}}", r"{\1}", text)  # a hole takes its reader's language by itself
    if language in ("fr", "pt"):
        text = re.sub(r"«[ \u202f]", f"«{NBSP}", re.sub(r"[ \u202f]»", f"{NBSP}»", text))
    return re.sub(r"[ \u202f]([:;!?]|%(?!\())", f"{NBSP}\\1", text) if language == "fr" else text


def near(text: str) -> str:
    """The text without its typography: how a delivery finds the page that says nearly the same."""
    return " ".join(text.replace("’", "'").replace(DOUBLED, "%").split())


def doubled(text: str) -> str:
    """Every % that opens no hole written twice, as pages that fill holes ask."""
    return LONE_PERCENT.sub(DOUBLED, text.replace(DOUBLED, "%"))


def fills_holes(message: Message) -> bool:
    """Its % are marks: some open a hole, or all are doubled."""
    return any(DOUBLED in part or HOLE.search(part) for part in message)


def faults_of(french: Message) -> Iterator[str]:
    """What is wrong with the typography of a French text."""
    for part in french:
        if BARE_SIGN.search(part):
            yield "fr: a no-break space is missing"
        if STRAIGHT.search(part):
            yield "fr: an apostrophe is written ’"
        if HOLE.search(part) and lone_percents(part):
            yield "fr: a % stands alone; write it twice"


def banned_words(french: Message) -> Iterator[str]:
    """What a page does not say; a command may name the signs of its own language."""
    for part in french:
        yield from (f"fr: {word[0]!r} is not our word" for word in BANNED.finditer(part))


def differences(french: Message, other: Message, *, language: str) -> Iterator[str]:
    """What a translation lost or added."""
    if not other[0] or bool(other[1]) != bool(french[1]):
        yield f"no {language}"
        return
    for mine, theirs in zip(french, other, strict=True):
        if holes(mine) != holes(theirs):
            yield f"holes differ in {language}: {shown(mine)} and {shown(theirs)}"
        elif lone_percents(mine) != lone_percents(theirs):
            yield f"a % stands alone in fr or in {language}; write it twice in both"


def lone_percents(text: str) -> bool:
    """A % that is neither a hole nor doubled."""
    return bool(LONE_PERCENT.search(text.replace(DOUBLED, "")))


def holes(text: str) -> tuple[tuple[str, str], ...]:
    """(name, format) of each hole, in braces or after %; a broken brace is a hole no other text has."""
    marks = tuple(sorted({(name, DOUBLED) for name in HOLE.findall(text)}))
    try:
        return holes_of(HOLE.sub("", text)) + marks
    except ValueError as broken:
        return ((f"unbalanced brace: {broken}", text),)


def shown(text: str) -> str:
    """The holes of a text, for a person."""
    return ", ".join(name + (f":{spec}" if spec.isalpha() else "") for name, spec in holes(text)) or "none"
