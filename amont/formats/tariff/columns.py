"""Columns of a tariff: our names, what they hold, and the headings that others write (see docs/tariff.md).

Headings of ECOWAS: those of its common tariff (SH 2022) as tables of it are published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from amont.kernel.letters import plain

_SIGNS = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One of our columns. others: headings that mean the same, the surest first."""

    name: str
    meaning: str
    others: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading it is known by, ours first."""
        return (self.name, *self.others)


COLUMNS = (
    Column(
        "code",
        "2, 4, 6, 8 or 10 digits; points and blanks do not count; needed",
        ("code_sh", "hs_code", "tariff_code", "code_tarifaire", "position_tarifaire", "nomenclature",
         "national_code", "codigo", "codigo_pautal", "code10"),
    ),
    Column("name_fr", "what the goods are, in French",
           ("designation_complete", "designation", "libelle", "designation_des_produits", "description_fr")),
    Column("name_en", "in English", ("name", "description", "description_en")),
    Column("name_pt", "in Portuguese", ("designacao", "descricao", "description_pt")),
    Column("heading", "code of the heading above, where it has no line of its own", ("position",)),
    Column("heading_name_fr", "what that heading says, in French", ("designation_position",)),
    Column("unit", "statistical or supplementary unit: of Rec. 20, or u, kg, l, m, m2, m3, 2u, carat, kWh",
           ("unite_statistique", "unite", "unite_supplementaire", "supplementary_unit", "statistical_unit",
            "unidade")),
    Column("rate_pct", "duty in % of the customs value; 0, free or franchise for none; empty: not said",
           ("droit_douane_pct", "droit_de_douane", "droit_douane", "dd", "duty", "duty_rate", "rate", "taux",
            "direito")),
    Column("amount", "specific duty: so much for each unit", ("specific_amount", "montant_specifique")),
    Column("currency", "currency of that amount, three letters", ("devise", "moeda")),
    Column("per_unit", "the unit it is counted by, as in unit", ("par_unite", "por_unidade")),
    Column("combine", "where both are said: sum (as when empty), highest, lowest", ("combinaison",)),
    Column("statistical_fee", "is the statistical fee due: yes or no, or its rate",
           ("redevance_statistique_pct", "redevance_statistique", "rs")),
    Column("prohibited", "import, export or both", ("prohibition", "proibicao")),
    Column("papers", "codes of the documents to show, parted by ;", ("documents", "documents_exiges")),
    Column("preferences", "rates by preference: CEDEAO=0; ZLECAF=5", ("preference",)),
    Column("other_rates",
           "other rates of the line: excise=50; adjustment=10; supplementary=5; vehicle=3; "
           "trigger=335 XOF/KGM; 10 + 200 XOF/LTR adds a share and an amount",
           ("autres_taux", "outras_taxas")),
    Column("from_on", "first day in force, when it is not that of the whole table", ("valid_from", "debut")),
    Column("until_on", "last day in force, included", ("to_on", "valid_to", "fin")),
    Column("source", "where the line is written, when it is not that of the whole table"),
    Column("evidence", "how sure it is, A to D, when it is not that of the whole table"),
    Column("change", "X: the line is ended", ("status",)),
    Column("completed", "1: whoever made the table completed the code; the line is then to be confirmed",
           ("code_complete_par_nous",)),
)  # fmt: skip
UNUSED = ("niveau", "level", "ligne_source")  # known, and of no use here


def folded(heading: str) -> str:
    """A heading as it is compared: capitals without accents, signs as one low line."""
    return _SIGNS.sub("_", plain(heading)).strip("_").lower()


_PLACES = {folded(one): (column.name, rank) for column in COLUMNS for rank, one in enumerate(column.headings)}


def places_of(cells: Sequence[str]) -> dict[str, int]:
    """Our columns and where they stand; of two headings for one column, the surest."""
    found: dict[str, tuple[int, int]] = {}
    for number, cell in enumerate(cells):
        name, rank = _PLACES.get(folded(cell), ("", 0))
        if name and (name not in found or rank < found[name][0]):
            found[name] = rank, number
    return {name: number for name, (_rank, number) in found.items()}


def known(cells: Sequence[str]) -> int:
    """How many cells are headings of ours."""
    return len(places_of(cells))


def strangers(cells: Sequence[str]) -> list[str]:
    """Headings that say nothing here."""
    return [one for one in cells if one.strip() and folded(one) not in {*_PLACES, *UNUSED}]
