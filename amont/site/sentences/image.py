"""Sentences of image, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "image.already_judged": "Vous avez lu cette image le {on:day}. Un autre analyste peut la lire aussi.",
    "image.not_a_scan": "Seule l’image d’un scanner se lit ici.",
    "image.verdict_unknown": "Choisissez : rien d’anormal, ou image suspecte.",
    "image.words_missing": "Dites en quelques mots ce qui est suspect.",
}
