"""The packs against the table of charges they were written from, by a plain loop of its own."""

import json
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from amont.engine.duties.assessing import assess
from amont.engine.duties.settings import Settings
from amont.kernel.charges import PREFERENCES
from tests.conftest import folder_of
from tests.engine.duties.making import item, law_of

EDGES = ("2015-01-01", "2017-07-01", "2021-05-01", "2026-01-01")
FLAGS = ("pvi", "promad", "bic", "used_vehicle", "processing", "network")
TARIFF = {"DD": "duty", "ID": "duty", "DA": "excise", "DENR": "vehicle"}


def plain_loop(facts, case, *, confirmed_only):
    """Charge by charge, as the table says."""
    unit = Decimal(1).scaleb(-facts["round"])
    amounts, lines = {"V": case["value"], "FOB": case["fob"]}, {}
    for charge in facts["charges"]:
        condition = charge.get("condition", "")
        applies = {
            "": True,
            "mode=SEA": case["mode"] == "1",
            "vehicle": case["vehicle"] is not None,
        }.get(condition, condition.removeprefix("flag:") in case["flags"])
        in_force = charge.get("from", "0") <= case["on"].isoformat() <= charge.get("to", "9")
        if not (applies and in_force) or (confirmed_only and charge["evidence"] == "C"):
            continue
        if case["preference"] in charge.get("waived_for", ()):
            continue
        rate = case[TARIFF[charge["code"]]] if isinstance(charge["rate"], str) else charge["rate"]
        base = sum((amounts.get(name, Decimal(0)) for name in charge["base"]), Decimal(0))
        amounts[charge["code"]] = (base * Decimal(rate)).quantize(unit, ROUND_HALF_UP)
        if amounts[charge["code"]]:
            lines[charge["code"]] = (base.quantize(unit), Decimal(rate), amounts[charge["code"]])
    return lines


def a_case(luck, decimals):
    value = Decimal(luck.randrange(10 ** luck.randrange(1, 12))).scaleb(-decimals)
    edge = date.fromisoformat(luck.choice(EDGES)) + timedelta(days=luck.choice((-1, 0, 1, 400)))
    return {
        "value": value,
        "fob": (value * Decimal("0.93")).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP),
        "on": edge,
        "mode": luck.choice("134"),
        "flags": tuple(flag for flag in FLAGS if luck.random() < 0.4),
        "preference": luck.choice(("", "", *PREFERENCES)),
        "duty": luck.choice(("0", "0.05", "0.1", "0.2", "0.3", "0.35")),
        "excise": luck.choice(("0", "0.05", "0.25")),
        "vehicle": luck.choice((None, "0.02", "0.03")),
    }


@pytest.mark.parametrize("confirmed_only", [False, True])
@pytest.mark.parametrize("country", ["SN", "CI", "BF", "GH", "CM"])
def test_four_hundred_cases_of_a_country_are_those_of_its_table(country, confirmed_only):
    path = folder_of("domain/data") / "taxes.json"
    facts = json.loads(path.read_text(), parse_float=Decimal)[country]
    luck = random.Random(country)

    for _ in range(400):
        case = a_case(luck, facts["round"])
        expected = plain_loop(facts, case, confirmed_only=confirmed_only)
        goods = item(
            str(case["value"]),
            case["duty"],
            excise=case["excise"],
            vehicle=case["vehicle"],
            fob=str(case["fob"]),
            mode=case["mode"],
            flags=case["flags"],
            preference=case["preference"],
        )

        found = assess(
            goods, law_of(country), on=case["on"], settings=Settings(confirmed_only=confirmed_only)
        )

        lines = {
            line.rule.code: (line.formula.base, line.formula.rate.share, line.amount)
            for line in found.lines
            if line.amount
        }
        assert lines == expected, case
