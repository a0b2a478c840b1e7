"""Sentences of finding, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "finding.ground_missing": "Un constat se motive. Écrivez ce qui a été trouvé et pourquoi.",
    "finding.method_missing": "Article {item} : choisissez la méthode par laquelle la valeur est trouvée.",
    "finding.own": "Vous avez proposé ce constat, ou fait ce contrôle. Un autre agent décide.",
    "finding.there": "Le constat {number} de ce contrôle tient déjà. Ouvrez-le pour le suivre.",
}
