"""Sentences of role, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "role.administrator": "administrateur",
    "role.analyst": "analyste",
    "role.broker": "déclarant",
    "role.carrier": "transporteur",
    "role.cashier": "receveur ou caissier",
    "role.chief": "chef de visite",
    "role.director": "directeur",
    "role.gate": "agent de la sortie",
    "role.inspector": "inspecteur",
    "role.quay": "agent de prise en charge",
    "role.security": "responsable de la sécurité",
    "role.terminal": "terminal",
}
