"""Sentences of manifest, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "manifest.bill_containers": (
        "Le titre « {bill} » annonce {declared:number} conteneurs ; il en nomme {counted:number} ({path}). "
        "Vérifiez les conteneurs."
    ),
    "manifest.bill_gross": (
        "Le titre « {bill} » annonce {declared:number} kg ; ses marchandises pèsent {counted:number} kg "
        "({path}). Vérifiez les masses."
    ),
    "manifest.bill_number_missing": (
        "Un titre de transport n’a pas de numéro ({path}). Demandez son numéro à l’expéditeur avant de "
        "poursuivre."
    ),
    "manifest.bill_packages": (
        "Le titre « {bill} » annonce {declared:number} colis ; ses marchandises en comptent {counted:number} "
        "({path}). Vérifiez les colis."
    ),
    "manifest.bill_repeated": (
        "Le titre de transport « {value} » figure plus d’une fois dans le message ({path}). Vérifiez s’il "
        "s’agit du même envoi."
    ),
    "manifest.consignee_missing": (
        "Le destinataire du titre « {bill} » n’est pas indiqué ({path}). Complétez-le avant de poursuivre."
    ),
    "manifest.container_digit": (
        "Le dernier chiffre du conteneur « {value} » devrait être {expected} ({path}). Vérifiez le numéro "
        "auprès de l’expéditeur."
    ),
    "manifest.container_form": (
        "Le numéro de conteneur « {value} » n’a pas la forme de la norme ISO 6346 ({path}). Vérifiez-le "
        "auprès de l’expéditeur."
    ),
    "manifest.day_unreadable": (
        "« {value} » n’est pas une date que l’on puisse lire ({path}). Cette valeur est laissée de côté : "
        "écrivez l’année, le mois, puis le jour."
    ),
    "manifest.days_missing": (
        "Ni la date de départ ni celle d’arrivée ne sont indiquées. Complétez l’une des deux avant de "
        "poursuivre."
    ),
    "manifest.departure_missing": (
        "La date de départ manque. Avec le bureau et le voyage, elle désigne le manifeste : complétez-la."
    ),
    "manifest.description_missing": (
        "Les marchandises du titre « {bill} » ne sont pas décrites ({path}). Complétez leur description "
        "avant de poursuivre."
    ),
    "manifest.gross_missing": (
        "La masse brute du titre « {bill} » n’est pas indiquée ou vaut zéro ({path}). Complétez-la avant de "
        "poursuivre."
    ),
    "manifest.header_differs": (
        "Le fichier a deux en-têtes qui ne disent pas la même chose : « {first} », puis « {second} ». Le "
        "premier est retenu : vérifiez-le."
    ),
    "manifest.imo_digit": (
        "Le dernier chiffre du numéro OMI « {value} » devrait être {expected} ({path}). Vérifiez le navire."
    ),
    "manifest.imo_form": (
        "« {value} » n’a pas la forme d’un numéro OMI de navire ({path}). Vérifiez le navire."
    ),
    "manifest.json_too_large": (
        "Le message dépasse la limite ({limit} octets). Divisez-le, puis envoyez chaque partie."
    ),
    "manifest.loading_missing": (
        "Le lieu de chargement du titre « {bill} » n’est pas indiqué ({path}). Complétez-le avant de "
        "poursuivre."
    ),
    "manifest.master_differs": (
        "Ce titre indique un autre titre principal ({second}) que le fichier ({first}). Vérifiez duquel il "
        "dépend."
    ),
    "manifest.master_missing": (
        "Le numéro du titre principal manque. Sans lui, ces titres ne peuvent pas être rattachés : "
        "complétez-le."
    ),
    "manifest.no_bill": (
        "Le manifeste ne contient aucun titre de transport. Vérifiez si le navire arrive sans marchandises "
        "ou si le message est incomplet."
    ),
    "manifest.no_headings": (
        "La feuille n’a pas les intitulés d’un manifeste (première ligne : « {found} »). Reprenez les noms "
        "des éléments d’ASYCUDA, par exemple Bol_reference, puis déposez-la."
    ),
    "manifest.not_json": (
        "Le message n’a pas la forme attendue (ligne {line}, colonne {column}). Comparez-le à l’exemple de "
        "la documentation, puis envoyez-le de nouveau."
    ),
    "manifest.number_unreadable": (
        "« {value} » n’est pas un nombre que l’on puisse lire ({path}). Cette valeur est laissée de côté : "
        "corrigez-la sur le manifeste."
    ),
    "manifest.office_missing": (
        "Le bureau de douane manque. Sans lui, le manifeste ne peut pas être rattaché : complétez-le."
    ),
    "manifest.other_root": (
        "Le fichier n’est pas un manifeste : son premier élément est « {root} », au lieu de Awmds, Awbolds "
        "ou Awmcds. Exportez le manifeste d’ASYCUDA, puis déposez-le."
    ),
    "manifest.package_unknown": (
        "La nature de colis « {value} » du titre « {bill} » n’est pas un code connu ({path}). Elle est "
        "gardée telle quelle : vérifiez-la auprès de l’expéditeur."
    ),
    "manifest.packages_missing": (
        "Le nombre de colis du titre « {bill} » n’est pas indiqué ({path}). Vérifiez-le."
    ),
    "manifest.place_unknown": (
        "Le lieu « {value} » du titre « {bill} » n’est pas un code connu ({path}). Il est gardé tel quel : "
        "vérifiez-le auprès de l’expéditeur."
    ),
    "manifest.port_missing": (
        "Ni le bureau ni le lieu d’arrivée ne sont indiqués. Complétez l’un des deux avant de poursuivre."
    ),
    "manifest.total_bills": (
        "Nombre de titres de transport déclaré : {declared:number} ; présents dans le message : "
        "{counted:number}. Vérifiez qu’aucun ne manque."
    ),
    "manifest.total_containers": (
        "Nombre de conteneurs déclaré : {declared:number} ; différents dans le message : {counted:number}. "
        "Vérifiez les conteneurs."
    ),
    "manifest.total_gross": (
        "Masse brute déclarée : {declared:number} kg ; somme des titres de transport : {counted:number} kg. "
        "Vérifiez les masses."
    ),
    "manifest.total_packages": (
        "Nombre de colis déclaré : {declared:number} ; somme des titres de transport : {counted:number}. "
        "Vérifiez les colis."
    ),
    "manifest.unit_unknown": (
        "L’unité « {value} » est inconnue ({path}). La mesure est laissée de côté : indiquez-la en "
        "kilogrammes ou en mètres cubes."
    ),
    "manifest.unknown_element": (
        "L’élément « {element} » n’est pas connu ({path}). Son contenu est conservé et montré avec le "
        "document."
    ),
    "manifest.unknown_kind": (
        "Le fichier {name} n’annonce pas de marchandises sous une forme connue (contenu : {kind}). Déposez "
        "un manifeste ASYCUDA, une déclaration sommaire, une lettre de transport ou une feuille aux "
        "intitulés d’ASYCUDA."
    ),
    "manifest.unloading_missing": (
        "Le lieu de déchargement du titre « {bill} » n’est pas indiqué ({path}). Complétez-le avant de "
        "poursuivre."
    ),
    "manifest.unwritable": (
        "La valeur « {value} » de {path} contient un signe que le fichier ne peut pas porter. Corrigez-la, "
        "puis recommencez."
    ),
    "manifest.value_unreadable": (
        "« {value} » n’a pas la forme attendue à cette place ({path}). Cette valeur est laissée de côté : "
        "corrigez-la."
    ),
    "manifest.voyage_missing": "Le numéro de voyage n’est pas indiqué. Complétez-le avant de poursuivre.",
}
