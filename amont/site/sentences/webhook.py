"""Sentences of webhook, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "webhook.events_unknown": "Choisissez au moins un événement parmi : {known}.",
    "webhook.second_person": "Vous avez proposé l’avis « {label} » : un autre administrateur l’approuve.",
    "webhook.url_private": (
        "{host} se trouve dans un réseau interne. Donnez l’adresse d’une machine joignable de l’extérieur."
    ),
    "webhook.url_unfit": (
        "L’adresse {url} ne peut pas être appelée. Donnez une adresse complète qui commence par https://, "
        "sans nom ni mot de passe."
    ),
}
