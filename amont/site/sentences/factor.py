"""Sentences of factor, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "factor.codes_drawn": "codes de secours préparés",
    "factor.passkey_added": "clé d’accès ajoutée",
    "factor.passkey_removed": "clé d’accès retirée",
    "factor.totp_added": "application de codes ajoutée",
    "factor.totp_removed": "application de codes retirée",
}
