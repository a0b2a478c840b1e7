"""How a name is written: signs, accents, dots, particles; what remains are its words."""

from __future__ import annotations

import re

from amont.kernel.letters import plain

APOSTROPHES = "'’‘ʼ`´"
# N'DIAYE, N-GUEMA, M'BALLA: the particle is a sound of the word, however it is set apart.
PARTICLE = re.compile(rf"\b([NM])[{APOSTROPHES}-] ?(?=[A-Z])")
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?|\b[A-Z]\.[A-Z]\b")
SET_APART = re.compile(rf"[{APOSTROPHES}.-]")
WORD = re.compile(r"[A-Z0-9]+")


def words_of(text: str) -> tuple[str, ...]:
    """Words of a name, in order; S.A.R.L is one word, N'DIAYE too."""
    joined = plain(text).replace("&", " ET ")
    if SET_APART.search(joined):
        joined = INITIALS.sub(lambda found: found.group().replace(".", ""), PARTICLE.sub(r"\1", joined))
    return tuple(WORD.findall(joined))
