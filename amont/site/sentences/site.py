"""Sentences of site, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "site.form_too_old": (
        "Ce formulaire a été ouvert dans une autre session. Rouvrez la page, puis envoyez-le de nouveau."
    ),
}
