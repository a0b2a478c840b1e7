"""What boxes, packages and goods plausibly weigh. Wide limits: outside them a figure is hard to believe.

Sources: ISO 6346 type codes and ISO 668 ratings (GK); tares as printed by box makers (GK); package kinds of
UN recommendation 21; densities as stowed. All limits are ours (D).
"""

from __future__ import annotations

import polars as pl

MOST_BOX_KG = 36_000.0  # ISO 668:2020, rating of all series 1 boxes
EMPTY_KG = 300.0  # goods heavier than that are no dunnage
LIGHT_KG = 500.0  # a full box rarely carries less

# (length sign of ISO 6346, group letter) -> least and most tare; "" for a box of unknown group.
TARES: dict[tuple[str, str], tuple[float, float]] = {
    ("2", "G"): (1_800, 2_900),
    ("2", "V"): (1_800, 2_900),
    ("2", "R"): (2_400, 3_700),
    ("2", "H"): (2_400, 3_700),
    ("2", "U"): (1_900, 3_200),
    ("2", "P"): (1_900, 4_000),
    ("2", "T"): (2_400, 6_500),
    ("2", "B"): (2_000, 3_500),
    ("2", ""): (1_800, 6_500),
    ("4", "G"): (3_200, 4_600),
    ("4", "V"): (3_200, 4_600),
    ("4", "R"): (3_800, 5_600),
    ("4", "H"): (3_800, 5_600),
    ("4", "U"): (3_400, 5_000),
    ("4", "P"): (3_800, 6_800),
    ("4", "T"): (4_000, 8_500),
    ("4", "B"): (3_400, 5_500),
    ("4", ""): (3_200, 8_500),
    ("L", "G"): (4_000, 5_500),
    ("L", "R"): (4_400, 6_500),
    ("L", ""): (4_000, 7_500),
}

# Package kind -> least and most kg in one; kinds in bulk or unpacked have no limits.
PACKAGES: dict[str, tuple[float, float]] = {
    "AE": (0.02, 5),
    "BA": (5, 600),
    "BC": (2, 60),
    "BE": (1, 5_000),
    "BG": (0.5, 2_000),
    "BL": (5, 700),
    "BO": (0.05, 60),
    "BX": (0.05, 400),
    "CA": (0.02, 30),
    "CR": (1, 3_000),
    "CS": (0.1, 3_000),
    "CT": (0.05, 150),
    "CX": (0.02, 60),
    "CY": (0.5, 1_500),
    "DR": (2, 450),
    "JY": (0.5, 60),
    "PA": (0.02, 60),
    "PK": (0.02, 3_000),
    "PX": (15, 2_500),
    "PL": (0.2, 60),
    "RO": (1, 15_000),
    "SA": (0.5, 1_500),
    "TN": (0.02, 60),
    "TY": (0.2, 100),
}
BULK = ("VG", "VL", "VO", "VQ", "VR", "VY", "NE", "NF", "NG")

ANY_DENSITY = (15.0, 4_000.0)
# Chapter of the goods -> least and most kg in a cubic metre, packed.
DENSITIES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("02", "03", "04", "07", "08"), (100.0, 1_100.0)),
    **dict.fromkeys(("10", "11", "12", "17"), (250.0, 1_200.0)),
    **dict.fromkeys(("15", "20", "22"), (150.0, 1_400.0)),
    **dict.fromkeys(("25", "26", "28", "31", "68"), (150.0, 4_500.0)),
    **dict.fromkeys(("61", "62", "63", "64", "65"), (40.0, 900.0)),
    **dict.fromkeys(("72", "73", "74", "76", "78", "79"), (60.0, 8_500.0)),
    **dict.fromkeys(("94", "95"), (15.0, 800.0)),
}

LENGTHS = {"20": "2", "40": "4", "45": "L"}  # what some senders write instead of a type


def _length(kind: pl.Expr) -> pl.Expr:
    return kind.replace_strict(LENGTHS, default=kind.str.slice(0, 1), return_dtype=pl.String)


def tares(kind: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Least and most tare of a box of this type, kg; null for a type we do not know."""
    group = pl.when(kind.str.len_chars() >= 3).then(kind.str.slice(2, 1)).otherwise(pl.lit(""))
    exact, wide = pl.concat_str(_length(kind), group), _length(kind)

    def limit(place: int) -> pl.Expr:
        table = {length + letter: pair[place] for (length, letter), pair in TARES.items()}
        unsaid = wide.replace_strict(table, default=None, return_dtype=pl.Float64)
        return exact.replace_strict(table, default=unsaid, return_dtype=pl.Float64)

    return limit(0), limit(1)


def package_limits(kind: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Least and most kg of one package of this kind; null where there is no telling."""
    return _limits(kind, PACKAGES, default=None)


def density_limits(chapter: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Least and most kg in a cubic metre of goods of this HS chapter, or of any goods."""
    return _limits(chapter, DENSITIES, default=ANY_DENSITY)


def _limits(
    code: pl.Expr, table: dict[str, tuple[float, float]], *, default: tuple[float, float] | None
) -> tuple[pl.Expr, pl.Expr]:
    least, most = (
        code.replace_strict(
            {name: pair[place] for name, pair in table.items()},
            default=None if default is None else default[place],
            return_dtype=pl.Float64,
        )
        for place in (0, 1)
    )
    return least, most
