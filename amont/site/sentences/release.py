"""Sentences of release, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "release.already_withdrawn": (
        "La mainlevée {number} est déjà retirée, depuis le {at:instant}. Il n’y a plus rien à faire."
    ),
    "release.box_not_released": (
        "Le conteneur {box} n’est pas de la mainlevée {number}, ou il est déjà sorti. Vérifiez son numéro."
    ),
    "release.control_open": "Un contrôle est en cours.",
    "release.exit_explained": "Cette sortie est déjà expliquée.",
    "release.exit_refused": "Cette sortie ne peut pas être notée. Vérifiez ce qui est présenté.",
    "release.exit_stopped": "La mainlevée {number} ne laisse plus sortir. Demandez au chef de visite.",
    "release.exit_unknown": "Aucune mainlevée ne porte « {shown} ». Ne laissez pas sortir.",
    "release.explanation_missing": "Écrivez ce que vous avez constaté de cette sortie.",
    "release.gone_already": (
        "De la marchandise de {number} est sortie le {at:instant} : la mainlevée ne se retire plus."
    ),
    "release.ground_missing": "Indiquez pourquoi cette mainlevée est retirée.",
    "release.held": "Un blocage arrête la marchandise.",
    "release.key_missing": "Donnez à chaque sortie une clé, de {most:integer} signes au plus.",
    "release.key_used": "La clé {key} est celle d’une autre sortie. Donnez-en une nouvelle.",
    "release.lane_waiting": "Le circuit est en cours de calcul.",
    "release.left_already": "Tout ce que couvre {number} est sorti le {at:instant}. Ne laissez pas sortir.",
    "release.not_controlled": "Le circuit demande un contrôle, qui n’est pas fait.",
    "release.not_paid": "Les droits et taxes ne sont ni payés ni garantis.",
    "release.not_registered": "Les marchandises ne sont pas encore arrivées.",
    "release.nothing_shown": "Indiquez ce qui vous est présenté.",
    "release.order_open": "Un scanner ou une visite est demandé d’un titre et n’est pas fait.",
    "release.own_exit": "Vous avez noté cette sortie : un autre chef de visite l’explique.",
    "release.token_forged": "Ce code n’est pas signé par la douane : il est faux ou changé.",
    "release.token_unreadable": "Ce code n’est pas celui d’une mainlevée, ou il en manque une partie.",
    "release.too_many_packages": (
        "Il reste {left:number} colis de la mainlevée {number}. Corrigez le nombre qui sort."
    ),
}
