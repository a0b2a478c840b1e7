"""Sentences of lanes, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "lanes.day_unread": "« {text} » n’est pas un jour. Écrivez-le comme 2026-11-23.",
}
