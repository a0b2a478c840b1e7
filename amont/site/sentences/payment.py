"""Sentences of payment, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "payment.alert_closed": "Cette alerte est déjà close.",
    "payment.alert_remark_missing": "Écrivez ce qui a été fait avant de clore l’alerte.",
    "payment.amount_differs": (
        "Le montant reçu, {amount:number}, n’est pas celui du bulletin, {total:number}. Un bulletin se paie "
        "en entier."
    ),
    "payment.amount_not_above": "Le montant {amount:number} ne convient pas : écrivez un montant positif.",
    "payment.asked_already": (
        "Un paiement de ce bulletin est déjà demandé. Attendez sa réponse, ou payez à la caisse."
    ),
    "payment.callback_unfit": "Ce message n’annonce pas un paiement qui se lise : regardez « {field} ».",
    "payment.callback_unknown": "Aucun paiement {reference} n’a été demandé à ce service.",
    "payment.callback_unsigned": (
        "La signature de ce message n’est pas celle du service, ou elle a plus de cinq minutes. Signez de "
        "nouveau."
    ),
    "payment.ceiling_too_low": "{holder} doit déjà {owed:number} sur son compte, plus que {ceiling:number}.",
    "payment.day_closed": (
        "La caisse de {office} est close pour le {day:day}. Rien ne s’y encaisse plus ce jour-là."
    ),
    "payment.given_back_instead": (
        "Ce paiement est passé par un service ou une banque : il ne s’annule pas à la caisse, il se "
        "rembourse."
    ),
    "payment.ground_missing": "Indiquez pourquoi ce paiement doit être annulé.",
    "payment.operator_unknown": (
        "Aucun opérateur ne porte le code {operator}. Cherchez-le parmi les opérateurs."
    ),
    "payment.overdrawn": (
        "Le compte de {holder} ne peut plus payer que {left:number}, moins que {asked:number}. Versez une "
        "avance, ou demandez un plus grand crédit."
    ),
    "payment.payer_unfit": (
        "« {given} » n’est pas un numéro de téléphone. Écrivez-le avec l’indicatif du pays, par exemple +221 "
        "77 123 45 67."
    ),
    "payment.reference_missing": "Indiquez le numéro du chèque ou du virement.",
    "payment.reference_taken": "Le chèque ou virement {reference} a déjà payé un autre bulletin.",
    "payment.remark_missing": (
        "Le registre dit {expected:number}, vous avez compté {counted:number}. Écrivez pourquoi dans la "
        "remarque."
    ),
    "payment.reversal_by_another": "Vous avez demandé cette annulation : une autre personne la confirme.",
    "payment.reversal_not_asked": "L’annulation de ce paiement n’est pas demandée, ou elle est déjà faite.",
}
