"""Sentences of lane, in French: code -> sentence with named holes."""

SENTENCES: dict[str, str] = {
    "lane.asked_already": "Un circuit plus léger est déjà demandé. Attendez la décision.",
    "lane.ground_missing": "Un changement de circuit se motive. Choisissez la nature du motif et écrivez-le.",
    "lane.own_unit": (
        "Vous avez demandé ce changement, ou vous êtes de la même unité, ou ce contrôle est le vôtre. Une "
        "autre unité décide."
    ),
    "lane.same": "La déclaration est déjà dans ce circuit ({lane}). Choisissez-en un autre.",
}
