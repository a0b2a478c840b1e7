"""Sections and chapters of the harmonised system, in our own short words, for browsing.

Source: the structure (which chapters stand in which section) is that of the system itself, 2022.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from amont.formats.noted import LANGUAGES
from amont.reference.wording import bears, searched, terms_asked


@dataclass(frozen=True, slots=True)
class Section:
    """A section. number: Roman. chapters: code -> names, in order."""

    number: str
    names: Mapping[str, str]
    chapters: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """All of them, in order."""
    found: dict[str, tuple[dict[str, str], dict[str, Mapping[str, str]]]] = {}
    with Path(__file__).with_name("chapters.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = {language: row[language] for language in LANGUAGES}
            if row["chapter"]:
                found[row["section"]][1][row["chapter"]] = names
            else:
                found[row["section"]] = names, {}
    return tuple(Section(number, names, chapters) for number, (names, chapters) in found.items())


@lru_cache(maxsize=1)
def chapter_names() -> dict[str, Mapping[str, str]]:
    """Names of a chapter by its code."""
    return {code: names for one in sections() for code, names in one.chapters.items()}


def section_of(chapter: str) -> Section | None:
    """The section of a chapter; None for one that the system does not know."""
    return next((one for one in sections() if chapter in one.chapters), None)


def chapters_named(text: str) -> list[tuple[str, Mapping[str, str]]]:
    """Chapters whose own name, in any language, bears the words asked."""
    asked = terms_asked(text)
    return [(code, names) for code, names in chapter_names().items() if bears(searched([names]), asked)]
