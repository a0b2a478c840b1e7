"""The columns of a file of declarations, for whoever prepares one: name, meaning, box of the document."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from amont.kernel.items import FIELDS, Kind
from amont.site.pages.sheet.wording import COLUMNS

KEYS = {
    "reference": gettext_lazy("Référence de la déclaration, la même à chaque ligne de ses articles"),
    "item": gettext_lazy("Numéro de l’article dans la déclaration, à partir de 1"),
    "version": gettext_lazy("Version de la déclaration\u00a0; 1 si la colonne manque"),
    "replaces": gettext_lazy("Référence de la déclaration annulée que celle-ci remplace"),
}
WRITTEN = {
    Kind.TEXT: gettext_lazy("texte"),
    Kind.CODE: gettext_lazy("code"),
    Kind.DAY: gettext_lazy("jour, 2026-11-23 ou 23/11/2026"),
    Kind.NUMBER: gettext_lazy("nombre"),
    Kind.INTEGER: gettext_lazy("nombre entier"),
}


def columns_of_a_file() -> Iterator[dict[str, object]]:
    """In the order of the source. What a control finds is never read from a file that is handed in."""
    said = KEYS | COLUMNS
    for field in FIELDS:
        if not field.outcome:
            yield {
                "name": field.name,
                "said": said[field.name],
                "box": field.box,
                "written": WRITTEN[field.kind],
            }
