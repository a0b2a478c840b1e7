"""Sentences of export, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "export.too_many_rows": (
        "Plus de {most:integer} lignes : c’est trop pour un classeur. Exportez en CSV, ou précisez les "
        "filtres."
    ),
}
