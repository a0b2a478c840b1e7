"""Foreseen refusals: a stable code and the facts. The edge makes the sentence, in the reader's language."""

from __future__ import annotations


class AmontError(Exception):
    """A refusal we foresaw.

    code: stable name with dots, one sentence in each language hangs on it.
    facts: named values that fill the holes of that sentence.
    status: the HTTP status an interface would answer.
    """

    code = "amont.refused"
    status = 400

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} " + " ".join(f"{name}={value!r}" for name, value in self.facts.items())


class Unreadable(AmontError):
    """The bytes cannot be read at all: nothing of them goes further, and they are kept as received."""

    code = "file.unreadable"
