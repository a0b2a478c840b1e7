"""Sentences of posting, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "posting.days": (
        "Le dernier jour, le {to_on:day}, précède le premier, le {from_on:day}. Corrigez l’un des deux."
    ),
    "posting.operator": (
        "Un déclarant agit pour un opérateur et n’a pas de bureau ; un agent n’a pas d’opérateur. Corrigez "
        "l’un ou l’autre."
    ),
    "posting.own": (
        "Nul ne propose ni n’approuve sa propre affectation. Un autre administrateur doit le faire."
    ),
    "posting.role": "Ce rôle est celui du nœud lui-même : personne ne le tient. Choisissez-en un autre.",
    "posting.roles_apart": (
        "Cette personne tient, ou va tenir, un autre rôle les mêmes jours. Déclarant, administrateur et "
        "responsable de la sécurité ne se cumulent avec aucun autre : terminez d’abord l’autre affectation."
    ),
    "posting.second_person": (
        "Cette affectation doit être approuvée par une autre personne que celle qui l’a proposée."
    ),
}
