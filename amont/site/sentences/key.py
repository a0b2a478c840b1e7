"""Sentences of key, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "key.acts": "Donnez à la clé au moins un acte, parmi ceux de son rôle.",
    "key.approved": "La clé « {label} » n’attend aucun accord.",
    "key.life": "Une clé vit de maintenant à un an au plus. Choisissez une durée plus courte.",
    "key.over": "La clé « {label} » est retirée, échue ou déjà remplacée. Faites-en une autre.",
    "key.pace": (
        "Une clé fait de 1 à {most:integer} demandes par minute. Choisissez un nombre entre les deux."
    ),
    "key.role": (
        "Une clé agit comme déclarant pour un opérateur, ou comme chef de visite ou analyste dans un bureau. "
        "Choisissez l’un des trois."
    ),
    "key.second_person": "Vous avez fait la clé « {label} » : un autre administrateur l’approuve.",
}
