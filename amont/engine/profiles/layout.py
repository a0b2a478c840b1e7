"""Names, places and groups of the features: the one list that training, scoring and reasons share."""

from __future__ import annotations

from dataclasses import dataclass

from amont.engine.profiles.keys import HABIT_KEYS, KEYS, USUALS, Group

HABIT_COLUMNS = ("seen", "age", "idle")
USUAL_COLUMNS = ("gap", "surprise", "known")
DIRECT: tuple[tuple[str, Group], ...] = (
    ("mass", Group.MASS),
    ("value", Group.PRICE),
    ("value_per_kg", Group.PRICE),
    ("gross_over_net", Group.MASS),
    ("packages", Group.MASS),
    ("duty_rate", Group.TARIFF),
    ("diverted", Group.ROUTE),
)


@dataclass(frozen=True, slots=True)
class Feature:
    """One column of the score. repeat: only known for records declared before."""

    name: str
    group: Group
    repeat: bool = False


def features(rules: int) -> tuple[Feature, ...]:
    """Every feature in order, for `rules` ways in which a record may repeat."""
    out: list[Feature] = []
    for key in KEYS:
        out += [Feature(f"{key.name}.rate", key.group), Feature(f"{key.name}.results", key.group)]
        if key.recency:
            out.append(Feature(f"{key.name}.recency", key.group))
        if key.critical:
            out.append(Feature(f"{key.name}.critical", key.group))
    for key in HABIT_KEYS:
        out += [Feature(f"{key.name}.{column}", key.group) for column in HABIT_COLUMNS]
    for usual in USUALS:
        out += [Feature(f"{usual.name}.{column}", usual.group) for column in USUAL_COLUMNS]
    out += [Feature(f"declared.{name}", group) for name, group in DIRECT]
    for rule in range(rules):
        out += [
            Feature(f"record{rule}.{column}", Group.REPEAT, repeat=True)
            for column in ("rate", "results", "recency", "critical")
        ]
    return tuple(out)
