"""Sentences of role, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "role.administrator": "administrateur",
    "role.analyst": "analyste",
    "role.broker": "déclarant",
    "role.chief": "chef de visite",
    "role.director": "directeur",
    "role.inspector": "inspecteur",
    "role.security": "responsable de la sécurité",
}
