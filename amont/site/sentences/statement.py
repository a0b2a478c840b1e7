"""Sentences of statement, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "statement.by_another": "Vous avez proposé ce rapprochement : une autre personne le confirme.",
    "statement.known": "Ce relevé, {name}, est déjà lu depuis le {on:day}.",
    "statement.line_matched": "Cette ligne, ou ce paiement, est déjà rapproché.",
    "statement.not_proposed": "Personne n’a proposé ce rapprochement, ou il est déjà confirmé.",
    "statement.unread": "Ce relevé ne se lit pas : regardez « {field} », ligne {line}.",
}
