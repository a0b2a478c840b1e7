"""Deliveries of sentences and texts: CSV with code,fr,en,pt and, for plurals, fr_many,en_many,pt_many.

A row without code is a text of a page. What cannot be used is told with its file and row, and left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.texts import Message
from tools.wording import doubled, fills_holes, near, polished

LANGUAGES = ("fr", "en", "pt")


@dataclass(frozen=True)
class Row:
    """One row, polished. place: file and row. said: language -> singular and plural."""

    place: str
    code: str
    said: dict[str, Message]

    @property
    def name(self) -> str:
        """How a person finds it."""
        return self.code or f"{self.place}: {self.said['fr'][0]!r}"


def rows_of(paths: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """The rows of some deliveries, in order; and what was left out, and why."""
    rows: list[Row] = []
    odd: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.DictReader(file, restkey="", restval=""), start=2):
                row = row_of(f"{path.name}:{number}", cells)
                fault = fault_of(row, cells)
                if fault:
                    odd.append(f"{row.place}: {fault}")
                else:
                    rows.append(row)
    return rows, odd


def row_of(place: str, cells: dict[str, str]) -> Row:
    """The cells of one row, in our typography."""
    said = {
        name: (
            polished(cells.get(name) or "", language=name),
            polished(cells.get(f"{name}_many") or "", language=name),
        )
        for name in LANGUAGES
    }
    return Row(place, (cells.get("code") or "").strip(), said)


def fault_of(row: Row, cells: dict[str, str]) -> str:
    """Why a row cannot be used, or nothing."""
    if "" in cells:
        return "more cells than columns; quote the texts that hold a comma"
    for language in LANGUAGES:
        one, many = row.said[language]
        if not one or bool(many) != bool(row.said["fr"][1]):
            return f"no {language} for {row.code or row.said['fr'][0]!r}"
    if row.code and not all(part.isidentifier() for part in row.code.split(".")):
        return f"{row.code!r} is no code"
    if row.code and row.said["fr"][1]:
        return f"{row.code}: a sentence of a code has no plural"
    return ""


class Finder:
    """Which text in use a row translates: the very one, or the one that differs by its typography alone."""

    def __init__(self, used: Iterable[Message]) -> None:
        self._exact = {message[0]: message for message in used}
        self._near = {near(one): message for one, message in self._exact.items()}

    def message(self, row: Row) -> Message | None:
        """None when no text in use reads like the row."""
        one = row.said["fr"][0]
        return self._exact.get(one) or self._near.get(near(one))


def fitted(row: Row, message: Message, *, language: str) -> Message:
    """The translation as `message` asks for it: with or without plural, its % doubled or not."""
    one, many = row.said[language]
    if fills_holes(message):
        one, many = doubled(one), doubled(many)
    return one, many if message[1] else ""


def disagreements(rows: Iterable[Row]) -> Iterator[str]:
    """Rows that give a code two sentences, or a text two translations; the first of them counts."""
    sentences: dict[str, Row] = {}
    texts: dict[Message, Row] = {}
    for row in rows:
        first = sentences.setdefault(row.code, row) if row.code else row
        if first.said["fr"] != row.said["fr"]:
            yield f"{row.place}: {row.code} is said otherwise in {first.place}"
        first = texts.setdefault(row.said["fr"], row)
        for language in LANGUAGES[1:]:
            if first.said[language] != row.said[language]:
                mine, theirs = row.said[language][0], first.said[language][0]
                yield f"{row.name}: {language} differs from {first.name}: {theirs!r} {mine!r}"
