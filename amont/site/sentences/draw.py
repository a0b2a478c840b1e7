"""Sentences of draw, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "draw.already_committed": "Un autre secret est déjà engagé pour le {day:day}. Il ne se remplace pas.",
    "draw.day_not_over": "Le secret du {day:day} se révèle une fois la journée finie.",
}
