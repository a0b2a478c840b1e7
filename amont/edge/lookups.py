"""Looking for words whatever their accents and capitals: `description__bare__contains=bare("déchets")`."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Transform

from amont.kernel.letters import plain

WITH_ACCENT = [sign for sign in map(chr, range(0xC0, 0x180)) if len(plain(sign)) == 1]
BARE = {sign: plain(sign) for sign in WITH_ACCENT if plain(sign) != sign}
TABLE = str.maketrans(BARE)


def bare(text: str) -> str:
    """Capitals without accents, as the column is compared; ligatures stay."""
    return text.upper().translate(TABLE)


@CharField.register_lookup
class Bare(Transform):
    """The column in capitals without accents."""

    lookup_name = "bare"
    function = "TRANSLATE"

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        """Said twice to the database: small letters with accents have capitals with accents."""
        told, parameters = compiler.compile(self.lhs)
        return f"TRANSLATE(UPPER({told}), %s, %s)", [*parameters, "".join(BARE), "".join(BARE.values())]
