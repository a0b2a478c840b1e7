"""Sentences of referral, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "referral.already_asked": "La même demande est en cours sur le titre {bill}. Ouvrez-la pour la suivre.",
    "referral.answer_empty": "Écrivez votre réponse, ou joignez un document.",
    "referral.answered_meanwhile": (
        "Le transporteur a répondu depuis l’ouverture de cette page. Lisez sa réponse, puis décidez."
    ),
    "referral.asked_again": (
        "La douane a posé une nouvelle question (n° {round}) : lisez-la avant de répondre."
    ),
    "referral.bill_over": (
        "Le titre {bill} est annulé ou déjà pris en charge : rien ne se demande plus avant l’arrivée."
    ),
    "referral.due_unfit": (
        "La réponse ne peut être attendue pour le {due} : choisissez un instant à venir, dans les "
        "{days:integer} jours."
    ),
    "referral.ground_missing": "Retenez un motif du ciblage, ou écrivez pourquoi vous demandez.",
    "referral.kind_unknown": "« {kind} » ne se demande pas à un transporteur. Choisissez parmi : {known}.",
    "referral.nobody_to_ask": (
        "Aucun transporteur ne répond du titre {bill} : il a été saisi par la douane. Bloquez-le si besoin."
    ),
    "referral.outcome_missing": "Dites où en est la marchandise, parmi : {known}.",
    "referral.point_unknown": "Le point « {point} » n’est pas connu. Choisissez parmi : {known}.",
    "referral.question_missing": "Écrivez au transporteur la question ou la consigne.",
    "referral.screened_when": (
        "Un contrôle fait le {at} ne répond pas à la demande : indiquez une heure passée et récente."
    ),
    "referral.screening_incomplete": "Indiquez le moyen employé, le résultat et l’heure du contrôle.",
    "referral.told_unknown": "Choisissez le motif que lira le transporteur, parmi : {known}.",
    "referral.too_many_answers": "Cette demande a déjà reçu {most} réponses. Attendez celle de la douane.",
    "referral.too_many_files": "Remettez {most:integer} documents au plus avec une réponse.",
    "referral.word_missing": "Écrivez un mot que lira le transporteur.",
}
