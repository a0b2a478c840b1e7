"""Indicators of what the goods are said to be, and of what they weigh."""

from __future__ import annotations

import polars as pl

from amont.engine.targeting.indicator import Indicator, any_of
from amont.engine.targeting.keys import SURE_HEADING
from amont.engine.targeting.measures import BULK, density_limits, package_limits
from amont.engine.targeting.past import GRAIN, log_of_package
from amont.engine.targeting.texts import danger_class, danger_word, digits, named

LEAST_WEIGHED = 30  # bills of a heading before its packages have a usual weight
FAR = 3.0  # standard deviations
LEAST_SPREAD = 0.25  # of the logarithm: below it a heading is only too regular
ROUND_KG = 1_000.0
LEAST_ROUND_KG = 5_000.0


def goods_vague() -> Indicator:
    """The description names no goods. Source: ICS2 and WCO lists of unacceptable descriptions (GK)."""
    return Indicator("targeting.goods_vague", any_of("vague"), {"words": pl.col("vague")})


def goods_unlike_code() -> Indicator:
    """The words speak of another chapter than the declared code. Source: WCO SAFE (GK); certainty (D)."""
    declared, spoken = (digits(pl.col(name)).str.slice(0, 2) for name in ("hs_code", "heading"))
    sure = pl.col("heading_probability") >= SURE_HEADING
    met = pl.when(sure & (declared.str.len_chars() == 2)).then(declared != spoken)
    facts = {
        "declared": pl.col("hs_code"),
        "heading": pl.col("heading"),
        "certainty": pl.col("heading_probability"),
    }
    return Indicator("targeting.goods_unlike_code", met, facts)


def danger_undeclared() -> Indicator:
    """The words speak of dangerous goods, and no class is declared on the bill or its boxes.

    Source: IMDG code (GK); words (D).
    """
    words, declared = pl.col("#danger_word"), pl.col("#classes").list.len() > 0
    facts = {"words": words, "imo": pl.col("#danger_class")}
    return Indicator("targeting.danger_undeclared", (words != "") & ~declared, facts)


def danger_unlike() -> Indicator:
    """The words speak of another class of danger than those declared. Source: IMDG code (GK); words (D)."""
    classes, spoken = pl.col("#classes"), pl.col("#danger_class")
    met = pl.when((spoken != "") & (classes.list.len() > 0)).then(~classes.list.contains(spoken))
    facts = {"words": pl.col("#danger_word"), "imo": spoken, "declared": classes}
    return Indicator("targeting.danger_unlike", met, facts)


def density_odd() -> Indicator:
    """A cubic metre of these goods cannot weigh that. Limits by chapter, see `measures` (D)."""
    density = pl.when(pl.col("volume_m3") > 0).then(pl.col("gross_kg") / pl.col("volume_m3"))
    least, most = density_limits(pl.col("#hs4").str.slice(0, 2))
    met = ~density.is_between(least, most)
    return Indicator("targeting.density_odd", met, {"density": density, "least": least, "most": most})


def package_weight_odd() -> Indicator:
    """A package of this kind cannot weigh that. Limits by kind of package, see `measures` (D)."""
    least, most = package_limits(_package_kind())
    kg = _kg_per_package()
    return Indicator(
        "targeting.package_weight_odd", ~kg.is_between(least, most), {"kg": kg, "least": least, "most": most}
    )


def package_weight_unusual() -> Indicator:
    """Packages of this heading usually weigh otherwise: FAR standard deviations of the logarithm (D)."""
    n, total = pl.col("goods.weighed"), pl.col("goods.logs") / GRAIN
    mean = total / n
    spread = (pl.col("goods.squares") / GRAIN**2 / n - mean**2).clip(lower_bound=0).sqrt()
    away = log_of_package() / GRAIN - mean
    met = pl.when(n >= LEAST_WEIGHED).then(away.abs() > FAR * spread.clip(lower_bound=LEAST_SPREAD))
    return Indicator(
        "targeting.package_weight_unusual", met, {"kg": _kg_per_package(), "usual_kg": mean.exp()}
    )


def weight_round() -> Indicator:
    """A mass of whole tonnes, where packages were weighed; no opinion on bulk and on light bills (D)."""
    kg = pl.col("gross_kg")
    counted = (kg >= LEAST_ROUND_KG) & (_package_kind().is_null() | ~_package_kind().is_in(BULK))
    return Indicator("targeting.weight_round", pl.when(counted).then(kg % ROUND_KG == 0), {"kg": kg})


def _package_kind() -> pl.Expr:
    return named(pl.col("package_kind"))


def _kg_per_package() -> pl.Expr:
    return pl.when(pl.col("packages") > 0).then(pl.col("gross_kg") / pl.col("packages"))


def with_danger(bills: pl.DataFrame) -> pl.DataFrame:
    """The bills with the word and class of danger that they speak of; asked once, read by two indicators.

    `#classes`: main classes declared on the bill, then on its boxes; null where nothing is known.
    """
    classes = pl.col("dangerous").list.concat(pl.col("box.danger").fill_null([]))
    main = classes.list.eval(pl.element().str.slice(0, 1)).list.unique(maintain_order=True)
    spoken = bills.with_columns(
        danger_word(pl.col("description")).alias("#danger_word"), main.alias("#classes")
    )
    return spoken.with_columns(danger_class(pl.col("#danger_word")).alias("#danger_class"))


GOODS = (
    goods_vague,
    goods_unlike_code,
    danger_undeclared,
    danger_unlike,
    density_odd,
    package_weight_odd,
    package_weight_unusual,
    weight_round,
)
