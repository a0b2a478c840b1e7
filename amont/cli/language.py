"""The reader's language, from the environment: French or Portuguese where it says so, else English."""

from __future__ import annotations

import os

from amont.kernel.lanes import Language
from amont.site.words import Words


def of_environment() -> Language:
    """AMONT_LANG, else the locale of the session (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("AMONT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            code = value[:2].lower()
            return Language(code) if code in list(Language) else Language.EN
    return Language.EN


WORDS = Words(of_environment())


def say(code: str, **facts: object) -> str:
    """A sentence of the command in the reader's language."""
    return WORDS.sentence(f"cli.{code}", facts)
