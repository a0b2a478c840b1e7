"""Sentences of reference, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "reference.not_set_up": "Ce nœud ne sert encore aucune administration. Lancez « amont up ».",
}
