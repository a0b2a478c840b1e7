"""Sentences of signature, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "signature.missing": "Cet acte se signe avec votre clé d’accès. Relisez-le, puis signez.",
    "signature.no_passkey": "Cet acte se signe avec une clé d’accès. Ajoutez-en une à votre compte.",
    "signature.refused": (
        "La signature ne répond pas à cet acte, ou vient trop tard. Rouvrez la page et signez de nouveau."
    ),
}
