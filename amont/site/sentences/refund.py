"""Sentences of refund, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "refund.by_another": "Vous avez demandé ce remboursement : une autre personne le décide.",
    "refund.ground_missing": "Écrivez pourquoi cette somme est rendue.",
    "refund.too_much": (
        "Il reste {left:number} à rendre au plus, moins que {asked:number}. Écrivez un montant qui convient."
    ),
    "refund.transfer_missing": "Écrivez le compte débité et le numéro du virement.",
    "refund.transfer_taken": "Le virement {reference} a déjà payé un autre remboursement.",
}
