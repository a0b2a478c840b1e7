"""Sentences of demo, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "demo.deposits": "les déclarations du jour",
    "demo.model": "un modèle appris de ces résultats",
    "demo.past": "déclarations passées et leurs résultats",
    "demo.trade": "deux ans de commerce inventé",
    "demo.voyages": "les voyages annoncés",
}
