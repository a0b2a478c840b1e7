"""Sentences of provider, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "provider.code_unfit": (
        "Le code « {given} » ne convient pas, ou il est déjà pris. Écrivez 2 à 20 petites lettres, chiffres "
        "ou traits d’union, une lettre d’abord."
    ),
    "provider.second_person": "Vous avez ajouté {label} : un autre administrateur l’approuve.",
    "provider.secret_weak": "Ce secret se devine. Il en faut un de {fewest} signes au moins.",
}
