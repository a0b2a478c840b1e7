"""Sentences of proofs of a draw, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "proof.export_added": "Cette ligne n’est pas dans la preuve (numéro {value}).",
    "proof.export_changed": "La sélection porte « {value} » pour {column}, la preuve « {expected} ».",
    "proof.export_column": "Ces colonnes manquent dans la sélection : {value}. Exportez-la de nouveau.",
    "proof.export_doubled": "La ligne du numéro {value} est là {count:integer} fois dans la sélection.",
    "proof.export_missing": "La ligne du numéro {value} manque dans la sélection.",
}
