"""Reading of words in bills: names folded, placeholders, consignees to order, danger, seals."""

from __future__ import annotations

import polars as pl

PLACEHOLDERS = ("", "0", "00", "000", "N/A", "NA", "NONE", "ZZZ", "XXX", ".", "-")

# The goods belong to whoever holds the bill. English, French, Portuguese; accents and signs folded away.
TO_ORDER = r"^(TO )?(THE )?ORDER( OF.*)?$|^TO (THE )?ORDER\b|^(A )?L ?ORDRE\b|^(A )?ORDEM( D[EOA].*)?$"
BANK = r"\b(BANK|BANQUE|BANCO|BANQ|BCEAO|BEAC)\b"
NOBODY = r"^(N A|NA|NONE|UNKNOWN|INCONNUE?|DESCONHECID[OA]|SAME AS .*|X+|0*)$"

# Words -> IMO class. Source: classes of the IMDG code (GK); the list of words is ours (D).
DANGER_WORDS: dict[str, tuple[str, ...]] = {
    "1": (
        "FIREWORKS?", "FEUX D ARTIFICE", "FOGOS DE ARTIFICIO", "EXPLOSI(?:F|FS|VE|VES|VO|VOS)",
        "DETONAT(?:OR|ORS|EUR|EURS)", "DETONADOR(?:ES)?", "AMMUNITION", "MUNITIONS?", "MUNICOES",
        "GUNPOWDER", "DYNAMITE",
    ),
    "2": (
        "BUTAN[EO]", "PROPAN[EO]", "LPG", "GPL", "ACETYLENE", "ACETILENO", "AEROSOLS?", "AEROSSOIS",
        "REFRIGERANT GAS", "GAZ REFRIGERANT", "GAS REFRIGERANTE",
    ),
    "3": (
        "ACETON[EA]", "ETHANOL", "ETANOL", "METHANOL", "METANOL", "TOLUENE", "SOLVENTS?", "SOLVANTS?",
        "SOLVENTES?", "VARNISH", "VERNIS", "VERNIZ", "THINNERS?", "KEROSENE", "QUEROSENE", "GASOLINE",
        "GASOLINA", "WHITE SPIRIT",
    ),
    "4": (
        "MATCHES", "ALLUMETTES", "FOSFOROS", "CHARCOAL", "CHARBON DE BOIS", "CARVAO VEGETAL", "SULPHUR",
        "SULFUR", "SOUFRE", "ENXOFRE", "CALCIUM CARBIDE", "CARBURE DE CALCIUM",
    ),
    "5": (
        "AMMONIUM NITRATE", "NITRATE D AMMONIUM", "NITRATO DE AMONIO", "HYDROGEN PEROXIDE",
        "PEROXYDE D HYDROGENE", "CALCIUM HYPOCHLORITE", "HYPOCHLORITE DE CALCIUM",
    ),
    "6": (
        "CYANIDES?", "CYANURES?", "CIANETO", "PESTICIDES?", "PESTICIDAS?", "INSECTICIDES?", "INSETICIDAS?",
        "ARSENIC",
    ),
    "7": (
        "RADIOACTI(?:VE|F|FS|VES|VO|VOS)", "URANIUM",
    ),
    "8": (
        "SULPHURIC ACID", "SULFURIC ACID", "ACIDE SULFURIQUE", "ACIDO SULFURICO", "HYDROCHLORIC ACID",
        "ACIDE CHLORHYDRIQUE", "CAUSTIC SODA", "SOUDE CAUSTIQUE", "SODA CAUSTICA", "MERCURY", "MERCURE",
        "LEAD ACID BATTER(?:Y|IES)",
    ),
    "9": (
        "LITHIUM BATTER(?:Y|IES)", "BATTERIES? AU LITHIUM", "BATERIAS? DE LITIO", "POWER BANKS?",
    ),
}  # fmt: skip


def folded(name: pl.Expr) -> pl.Expr:
    """Capitals without accents or signs, one blank between words; null stays null."""
    plain = name.str.normalize("NFD").str.replace_all(r"\p{M}", "").str.to_uppercase()
    return plain.str.replace_all(r"[^A-Z0-9]+", " ").str.strip_chars()


def named(text: pl.Expr) -> pl.Expr:
    """A code or a place in capitals without blanks, null for the placeholders that senders write."""
    plain = text.str.replace_all(r"\s", "").str.to_uppercase()
    return pl.when(~plain.is_in(PLACEHOLDERS)).then(plain)


def digits(code: pl.Expr) -> pl.Expr:
    """The digits of a commodity code, written with or without points; null without any."""
    plain = code.str.replace_all(r"[^0-9]", "")
    return pl.when(plain != "").then(plain)


def names_nobody(consignee: pl.Expr) -> pl.Expr:
    """The consignee is left open: to order, a bank, nobody. Null where the column is."""
    text = folded(consignee)
    return text.str.contains(TO_ORDER) | text.str.contains(BANK) | text.str.contains(NOBODY)


def danger_word(description: pl.Expr) -> pl.Expr:
    """The first word of the description that speaks of danger; empty when none does, null without words."""
    words = "|".join(word for words in DANGER_WORDS.values() for word in words)
    text = folded(description)
    return pl.when(text != "").then(text.str.extract(rf"\b({words})\b").fill_null(""))


def danger_class(word: pl.Expr) -> pl.Expr:
    """The IMO class of a word of danger; empty for no word."""
    found: pl.Expr = pl.when(word.is_not_null()).then(pl.lit(""))
    for imo, words in DANGER_WORDS.items():
        found = pl.when(word.str.contains(rf"^({'|'.join(words)})$")).then(pl.lit(imo)).otherwise(found)
    return found


def seal_shape(seal: pl.Expr) -> pl.Expr:
    """How a seal is numbered: letters as A, digits as 9, other signs left out; null for an empty seal."""
    plain = seal.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    shape = plain.str.replace_all(r"[A-Z]", "A").str.replace_all(r"[0-9]", "9")
    return pl.when(shape != "").then(shape)
