"""Sentences of account, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "account.closed": "Le compte de {name} est fermé. Rouvrez-le d’abord.",
    "account.link_over": (
        "Ce lien a déjà servi, a été remplacé, ou date de plus de trois jours. Demandez-en un autre à un "
        "administrateur des comptes."
    ),
    "account.name_taken": "Le nom {username} est déjà pris. Choisissez-en un autre.",
    "account.no_posting": (
        "Aucune affectation n’est en cours à votre nom aujourd’hui. Demandez-en une à un administrateur des "
        "comptes."
    ),
    "account.own": "Un autre administrateur décide de votre compte. Demandez-le-lui.",
}
