"""Sentences of cargo, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "cargo.alert_closed": "Cette alerte est close depuis le {on:day}.",
    "cargo.alert_incomplete": (
        "Le voyage {voyage} {vessel} est arrivé avant d’être complet ({bills:integer} titres annoncés)."
    ),
    "cargo.alert_late": (
        "Annoncé {hours:integer} heures après sa limite ({limit:integer} h, preuve {evidence})."
    ),
    "cargo.alert_missing": (
        "{boxes:integer} conteneurs sont déchargés du voyage {voyage} {vessel}, qu’aucun manifeste n’annonce "
        ": {first}."
    ),
    "cargo.alert_needs_word": "Dites ce que vous avez constaté ou fait.",
    "cargo.alert_two_voyages": (
        "Le conteneur {box} est annoncé sur deux voyages à la fois : {voyage} et {other}."
    ),
    "cargo.amendment_decided": "Cette modification est déjà décidée.",
    "cargo.arrival_impossible": "L’arrivée se constate le jour même, ou au plus soixante jours après.",
    "cargo.bill_twice": (
        "Le titre {bill} figure deux fois dans le message. Le second n’est pas enregistré : donnez-lui son "
        "propre numéro."
    ),
    "cargo.bill_without_number": (
        "Le titre en place {place:integer} n’a pas de numéro. Il n’est pas enregistré : donnez-lui un numéro."
    ),
    "cargo.bills_held": (
        "{held:integer} titres ont encore des faits à compléter. Complétez-les, puis déclarez le manifeste "
        "complet."
    ),
    "cargo.chassis_twice": (
        "Le châssis {chassis} du titre {bill} est déjà sur le titre {other}. Corrigez l’un des deux."
    ),
    "cargo.departed_on_missing": (
        "Le message ne dit ni le jour de départ ni celui d’arrivée. Ajoutez l’un des deux."
    ),
    "cargo.empty": "Le fichier est vide. Choisissez celui qui contient le manifeste.",
    "cargo.event_without_box": "Un mouvement ne nomme aucun conteneur. Il n’est pas enregistré.",
    "cargo.given_up": (
        "La lecture de ce message s’est arrêtée {times:integer} fois, de notre côté. Ce qui était déjà "
        "enregistré le reste. Signalez-le à l’administrateur."
    ),
    "cargo.ground_missing": "Donnez le motif de votre décision.",
    "cargo.no_bills": "Ce manifeste n’a encore aucun titre. Déposez-les d’abord.",
    "cargo.not_yours": (
        "Le voyage {voyage} est annoncé par un autre. Demandez-lui un mandat, ou faites-vous nommer au titre "
        "de groupage."
    ),
    "cargo.office_missing": (
        "Le message ne dit pas le bureau de douane. Choisissez-le en déposant le message."
    ),
    "cargo.too_large": (
        "Le fichier dépasse la taille admise : {size:integer} octets pour {most:integer} au plus. "
        "Partagez-le en plusieurs messages."
    ),
    "cargo.too_late": (
        "Le voyage {voyage} ne se modifie plus : tout y est pris en charge ou clos. Adressez-vous au bureau."
    ),
    "cargo.voyage_missing": "Le message ne dit pas le numéro de voyage ou de vol. Ajoutez-le.",
}
