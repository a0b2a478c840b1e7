"""Sentences of paper, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "paper.refused": "Le document {name} ne peut être gardé.",
    "paper.too_large": "Le document {name} dépasse {most_mb:integer} Mo. Remettez-le plus petit.",
    "paper.unknown": (
        "Le document {name} n’est pas lisible comme {kinds}. Remettez-le sous l’une de ces formes."
    ),
}
