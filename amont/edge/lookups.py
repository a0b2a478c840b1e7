"""Looking for words whatever their accents and capitals: `description__bare__contains=bare("déchets")`."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Transform

from amont.kernel.letters import plain

# Of French, Portuguese, Spanish, English: a longer table is gone through sign by sign.
WITH_ACCENT = [sign for sign in map(chr, range(0xC0, 0x100)) if len(plain(sign)) == 1]
BARE = {sign: plain(sign) for sign in WITH_ACCENT if plain(sign) != sign}
TABLE = str.maketrans(BARE)


def bare(text: str) -> str:
    """Capitals without accents, as the column is compared; ligatures stay."""
    return text.upper().translate(TABLE)


@CharField.register_lookup
class Bare(Transform):
    """The column in capitals without accents. Texts of plain letters, nearly all, are not gone through."""

    lookup_name = "bare"

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        """Small letters stand in the table too: not every database knows their capitals."""
        told, given = compiler.compile(self.lhs)
        parameters = [*given, *given, *given, *given, "".join(BARE), "".join(BARE.values())]
        return (
            f"CASE WHEN OCTET_LENGTH({told}) = CHAR_LENGTH({told}) THEN UPPER({told}) "
            f"ELSE TRANSLATE(UPPER({told}), %s, %s) END"
        ), parameters
