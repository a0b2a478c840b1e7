"""Sentences of edifact, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "edifact.container_missing": (
        "Un conteneur est annoncé sans numéro ({path}). Demandez son numéro à l’expéditeur."
    ),
    "edifact.control_signs": (
        "Le fichier contient des signes de commande qui ne s’affichent pas ; ils sont lus comme des blancs. "
        "Vérifiez les textes."
    ),
    "edifact.cut": (
        "Le fichier s’arrête au milieu d’un segment : « {value} ». Ce qui manque n’est pas connu. Demandez à "
        "l’expéditeur le fichier complet."
    ),
    "edifact.day_unreadable": (
        "« {value} » n’est pas une date lisible ({path}). Demandez à l’expéditeur de la corriger."
    ),
    "edifact.empty": "Le fichier est vide. Envoyez-le de nouveau depuis le système d’origine.",
    "edifact.empty_segment": (
        "Des signes de fin de segment se suivent sans rien entre eux ({path}). Rien n’est perdu ; "
        "signalez-le à l’expéditeur."
    ),
    "edifact.encoding": (
        "Le fichier annonce le jeu de signes {declared} mais se lit en {used}. Vérifiez les lettres "
        "accentuées des noms et des adresses."
    ),
    "edifact.event_unknown": (
        "Le code « {value} » ne dit pas ce qui est arrivé aux conteneurs ({path}). Demandez-le au terminal."
    ),
    "edifact.function_unknown": (
        "La fonction « {value} » du message n’est pas connue ({path}) ; il est lu comme un premier envoi. "
        "Vérifiez s’il remplace ou annule un autre message."
    ),
    "edifact.group_count": (
        "Le groupe annonce {declared} messages et en contient {counted:integer}. Vérifiez que le fichier est "
        "complet."
    ),
    "edifact.group_open": (
        "Le groupe de messages « {value} » n’a pas de fin (UNE). Vérifiez que le fichier est complet."
    ),
    "edifact.group_reference": (
        "Le groupe s’ouvre sous le numéro « {opened} » et se ferme sous « {value} ». Vérifiez que le fichier "
        "est complet."
    ),
    "edifact.interchange_open": (
        "L’enveloppe « {value} » n’a pas de fin (UNZ) : des messages manquent peut-être. Demandez à "
        "l’expéditeur si le fichier est complet."
    ),
    "edifact.interchange_reference": (
        "L’enveloppe s’ouvre sous le numéro « {opened} » et se ferme sous « {value} ». Vérifiez que le "
        "fichier est complet."
    ),
    "edifact.interchange_repeated": (
        "L’enveloppe « {value} » figure deux fois dans le fichier. Vérifiez si le même envoi a été joint "
        "deux fois."
    ),
    "edifact.kind_not_told": (
        "Le message ne dit pas de quelle sorte il est ; il est lu comme {kind} d’après son contenu. Vérifiez "
        "qu’il s’agit bien de cela."
    ),
    "edifact.last_terminator": (
        "Le dernier segment, « {value} », n’est pas fermé par son signe de fin. Il est lu ; signalez-le à "
        "l’expéditeur."
    ),
    "edifact.message_count": (
        "L’enveloppe annonce {declared} messages et en contient {counted:integer}. Vérifiez que le fichier "
        "est complet."
    ),
    "edifact.message_open": (
        "Le message « {value} » n’a pas de fin (UNT) : il est peut-être coupé. Demandez à l’expéditeur s’il "
        "est complet."
    ),
    "edifact.message_reference": (
        "Le message s’ouvre sous le numéro « {opened} » et se ferme sous « {value} ». Vérifiez que deux "
        "messages ne sont pas mêlés."
    ),
    "edifact.misplaced": (
        "Des marchandises figurent avant tout numéro de titre de transport ({path}). Elles sont lues comme "
        "un titre sans numéro ; complétez-le."
    ),
    "edifact.no_envelope": (
        "Le message n’a pas d’enveloppe (UNB) : l’expéditeur n’est pas nommé. Vérifiez d’où vient le fichier."
    ),
    "edifact.no_message": (
        "L’enveloppe EDIFACT « {reference} » ne contient aucun message. Demandez à l’expéditeur de la "
        "renvoyer."
    ),
    "edifact.no_message_header": (
        "Le message commence sans en-tête (UNH). Sa nature est déduite de son contenu ; vérifiez qu’il est "
        "complet."
    ),
    "edifact.not_edifact": (
        "Ce fichier n’est pas un message EDIFACT : il commence par « {value} ». Choisissez le fichier reçu "
        "du transporteur."
    ),
    "edifact.number_ambiguous": (
        "« {value} » peut se lire de deux façons ({path}) ; il est lu {read:number}. Vérifiez si le signe "
        "sépare les milliers."
    ),
    "edifact.number_unreadable": (
        "« {value} » n’est pas un nombre lisible ({path}). Demandez à l’expéditeur de le corriger."
    ),
    "edifact.place_missing": "Un lieu est annoncé sans être nommé ({path}). Vérifiez s’il est nécessaire.",
    "edifact.segment_count": (
        "Le message annonce {declared} segments et en contient {counted:integer} ({path}). Vérifiez qu’il "
        "est complet."
    ),
    "edifact.segment_outside": (
        "Le segment {kind} se trouve hors de tout message ({path}) ; il n’est pas lu. Vérifiez que le "
        "fichier est complet."
    ),
    "edifact.segment_too_long": (
        "À la ligne {line:integer}, un segment dépasse tout ce qu’un message peut contenir (limite : "
        "{limit:integer}). Par sécurité, rien n’est repris du fichier. Vérifiez d’où il vient."
    ),
    "edifact.segment_unknown": (
        "Le segment {kind} n’est pas attendu dans ce message ({path}). Il est conservé tel quel ; vérifiez "
        "s’il compte pour vous."
    ),
    "edifact.short_advice": (
        "La ligne UNA, qui annonce les signes de séparation, est trop courte. Les signes sont déduits du "
        "message ; signalez-le à l’expéditeur."
    ),
    "edifact.terminator_in_text": (
        "Une apostrophe non protégée coupe un texte ({path}) : « {value} ». Les morceaux sont réunis ; "
        "vérifiez ce texte."
    ),
    "edifact.too_large": (
        "À la ligne {line:integer}, un titre de transport ou un en-tête dépasse {limit:integer} segments. "
        "Par sécurité, rien n’est repris du fichier. Vérifiez d’où il vient."
    ),
    "edifact.trailing": (
        "Après la fin du dernier message, le fichier contient encore « {value} ». Cela n’est pas lu ; "
        "vérifiez si quelque chose manque."
    ),
    "edifact.undecodable": (
        "Les lettres du fichier ne peuvent pas être lues (jeu de signes annoncé : {declared}). Demandez à "
        "l’expéditeur de l’envoyer en UTF-8."
    ),
    "edifact.unit_doubtful": (
        "Des masses sont en {kind}, qui désigne 1 016 kg dans la liste des unités ; elles sont lues en "
        "tonnes de 1 000 kg. Vérifiez-les auprès de l’expéditeur."
    ),
    "edifact.unwritable": (
        "Le message ne peut pas être écrit : « {value} » ({path}) n’y a pas de place. Corrigez cette valeur."
    ),
}
