"""Sentences of wording, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "wording.changed": (
        "Le modèle des mots des marchandises a été abîmé ou changé depuis son écriture. Reprenez l’original."
    ),
    "wording.not_a_model": (
        "Ce fichier n’est pas un modèle des mots des marchandises ({detail}). Reprenez l’original ou "
        "apprenez-le de nouveau."
    ),
    "wording.too_few": (
        "Les déclarations sont trop peu nombreuses pour apprendre les mots des marchandises : {rows:integer} "
        "libellés et {headings:integer} positions ; il faut au moins {least:integer} libellés et deux "
        "positions. Chargez davantage de déclarations."
    ),
}
