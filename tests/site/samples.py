"""Reports of invented screenings, for the tests of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from amont.kernel.findings import Finding, Severity
from amont.kernel.lanes import Cause, Lane
from amont.kernel.money import Money
from amont.kernel.reasons import Reason
from amont.site.report.data import (
    CalibrationPoint,
    CriterionHits,
    Feature,
    FileFinding,
    FileRead,
    FindingCount,
    LaneCause,
    LaneCount,
    Metric,
    ModelCard,
    NoScore,
    OfficeLoad,
    PrecisionAt,
    Proof,
    Rate,
    ReasonCount,
    ScoreBin,
    ScreeningReport,
    SelectedItem,
    Settings,
    Stage,
    Threshold,
)

HOSTILE = "<script>alert('x')</script> \"Kanté & Frères\" \x00\u202e"
NAMES = ("Sahel Froid Import", "Kanté & Frères", "Baobab Textiles", "Ndar Matériaux", "Teranga Distribution")
GOODS = (
    ("0207.14.00.00", "Cuisses de poulet congelées", "BR"),
    ("4011.10.00.00", "Pneus neufs de tourisme", "CN"),
    ("6309.00.00.00", "Friperie en balles", "AE"),
    ("8517.13.00.00", "Téléphones portables", "CN"),
    ("0402.21.00.00", "Lait en poudre, sacs de 25 kg", "FR"),
)
CAUSES = (Cause.DUTY, Cause.OFFENCE, Cause.CRITERION, Cause.DUTY, Cause.RANDOM)
WHY = (
    Reason("value.low", Lane.RED, {"gap": 0.38}, 1.31),
    Reason("importer.history", Lane.RED, {"results": 14, "rate": 0.29, "base": 0.11}, 0.74),
    Reason("goods.unknown", Lane.RED, {"base": 0.11}, 0.33),
    Reason("criterion.hit", Lane.RED, {"criterion": "VAL-07", "title_fr": "Pneus, Chine"}, None),
)


def selected_item(index: int) -> SelectedItem:
    """The item at this place of the list; probabilities go down, lanes grow milder."""
    goods, description, origin = GOODS[index % len(GOODS)]
    probability = 0.93 - 0.88 * index / 200
    return SelectedItem(
        reference=f"10S 2026 C {41872 + index}",
        item=1 + index % 3,
        office="10S" if index % 2 else "11N",
        importer=NAMES[index % len(NAMES)],
        hs_code=goods,
        description=description,
        origin=origin,
        lane=Lane.RED if index < 60 else Lane.YELLOW if index < 150 else Lane.BLUE,
        cause=CAUSES[index % len(CAUSES)],
        probability=probability,
        expected_duty=Money(Decimal("2488256.4") - 9000 * index, "XOF"),
        critical=0.12 if index % 7 == 0 else None,
        reasons=WHY[: 1 + index % 4],
    )


def model_card() -> ModelCard:
    """A model with every measure."""
    shares = ((0.01, 0.74, 0.66, 0.81), (0.02, 0.66, 0.60, 0.72), (0.05, 0.53, 0.49, 0.57))
    lower = ((0.1, 0.42, 0.39, 0.45), (0.2, 0.31, 0.29, 0.33))
    return ModelCard(
        name="amont",
        version="2026-11-16.14",
        learnt_from=date(2024, 1, 1),
        learnt_to=date(2026, 6, 30),
        rows=412_883,
        inspected=38_214,
        offences=Rate(0.104, 0.101, 0.107),
        data_hash="sha256:5f1d3c9c2f0e4b7a9d6e8c1b0a2f4e6d8c0b2a4f6e8d0c2b4a6f8e0d2c4b6a8f",
        metrics=(
            Metric("auc", 0.8123, 0.8019, 0.8224),
            Metric("average_precision", 0.4412, 0.4203, 0.4631),
            Metric("calibration_error", 0.0121, 0.0088, 0.0173),
        ),
        precision=tuple(
            PrecisionAt(share, value, low, high, min(1.0, 0.104 / share), 0.104)
            for share, value, low, high in (*shares, *lower)
        ),
        calibration=tuple(
            CalibrationPoint(
                step / 12, step / 13, 900 // step**2, max(0.0, step / 13 - 0.05), step / 13 + 0.06
            )
            for step in range(1, 9)
        ),
        features=(
            Feature("importer.rate", "importer", 41.0, {"fr": "Passé", "en": "Past", "pt": "Passado"}),
            Feature(
                "value_per_kg.gap",
                "price",
                33.0,
                {"fr": "Valeur par kg", "en": "Value per kg", "pt": "Valor por kg"},
            ),
            Feature("hs4.rate", "goods", 18.0),
            Feature("seller.seen", "seller", 8.0),
        ),
        tested_from=date(2026, 7, 1),
        tested_to=date(2026, 9, 30),
        tested=12_004,
    )


def screening_report(*, items: int = 200) -> ScreeningReport:
    """A whole screening with a score."""
    return ScreeningReport(
        title={"fr": "Dakar-Port Sud", "en": "Dakar South Port", "pt": "Dacar Porto Sul"},
        day=date(2026, 11, 23),
        version="0.1.0",
        files=(
            FileRead("declarations.csv", "CSV", "utf-8", ";", ",", 3518, 3, 2),
            FileRead("sad_41872.xml", "SAD", rows=3),
        ),
        finding_counts=(
            FindingCount("file.unreadable", Severity.REFUSE, 3),
            FindingCount("sad.unheard_of", Severity.HOLD, 1204),
        ),
        findings=(
            FileFinding(
                "declarations.csv",
                Finding("file.unreadable", Severity.REFUSE, "ligne 58, colonne Poids", "1.204,5O", {}, 58),
            ),
            FileFinding(
                "sad_41872.xml",
                Finding("sad.unheard_of", Severity.NOTE, "Item[3]/Packages", HOSTILE, {"found": HOSTILE}),
            ),
        ),
        lanes=(
            LaneCount(Lane.GREEN, 1083, 3157),
            LaneCount(Lane.BLUE, 34, 90),
            LaneCount(Lane.YELLOW, 45, 148),
            LaneCount(Lane.RED, 42, 123),
        ),
        causes=(
            LaneCause(Lane.RED, Cause.DUTY, 71),
            LaneCause(Lane.RED, Cause.OFFENCE, 24),
            LaneCause(Lane.RED, Cause.CRITERION, 19),
            LaneCause(Lane.RED, Cause.RANDOM, 9),
            LaneCause(Lane.YELLOW, Cause.NEW_OPERATOR, 48),
            LaneCause(Lane.YELLOW, Cause.CRITERION, 100),
            LaneCause(Lane.BLUE, Cause.DUTY, 90),
            LaneCause(Lane.GREEN, Cause.NONE, 3157),
        ),
        offices=(
            OfficeLoad(
                "10S", 804, {Lane.RED: 30, Lane.YELLOW: 28, Lane.BLUE: 20, Lane.GREEN: 726}, 30, "Port Sud"
            ),
            OfficeLoad("11N", 400, {Lane.RED: 12, Lane.YELLOW: 17, Lane.BLUE: 14, Lane.GREEN: 357}),
        ),
        settings=Settings(inspect=0.035, random=0.005, explore=0.002, seed=20261123),
        model=model_card(),
        no_score=None,
        bins=tuple(
            ScoreBin(step / 20, (step + 1) / 20, 1600 // (step + 1), min(1600 // (step + 1), 3 * step))
            for step in range(20)
        ),
        thresholds=(Threshold(Lane.RED, 0.62), Threshold(Lane.YELLOW, 0.31)),
        reasons=(
            ReasonCount("value.low", 94),
            ReasonCount("importer.history", 71),
            ReasonCount("criterion.hit", 3),
        ),
        criteria=(
            CriterionHits(
                "VAL-07", {"fr": "Pneus, Chine", "en": "Tyres, China", "pt": "Pneus, China"}, 61, 40
            ),
            CriterionHits("SAN-02", "Denrées", 12, 0),
        ),
        selected=tuple(selected_item(index) for index in range(items)),
        selected_items=361,
        stages=(Stage("read", 0.41), Stage("learning", 74.2), Stage("unheard_of", 12.0)),
        proof=Proof("sha256:9b1c6e", 1204, "amont verify proof.json"),
        expected_duty=Money(Decimal("1940400000"), "XOF"),
    )


def report_without_score() -> ScreeningReport:
    """The same screening by an office without history."""
    return replace(
        screening_report(items=3),
        model=None,
        no_score=NoScore("file.unreadable", used=(Cause.CRITERION, Cause.RANDOM)),
        bins=(),
        thresholds=(),
        expected_duty=None,
        selected=tuple(replace(selected_item(i), probability=None, expected_duty=None) for i in range(3)),
        selected_items=3,
    )


def hostile_report() -> ScreeningReport:
    """Every text of the data tries to leave its place."""
    report = screening_report(items=1)
    item = replace(
        report.selected[0],
        reference=HOSTILE,
        office=HOSTILE,
        importer=HOSTILE,
        hs_code=HOSTILE,
        description=HOSTILE,
        origin=HOSTILE,
        reasons=(
            Reason(HOSTILE, Lane.RED, {"name": HOSTILE}),
            Reason("value.low", Lane.RED, {"gap": HOSTILE}),
        ),
    )
    card = replace(model_card(), name=HOSTILE, data_hash=HOSTILE, features=(Feature(HOSTILE, HOSTILE, 1.0),))
    return replace(
        report,
        title=HOSTILE,
        files=(FileRead(HOSTILE, HOSTILE, HOSTILE, "\t", HOSTILE, 1),),
        finding_counts=(FindingCount(HOSTILE, Severity.NOTE, 1),),
        offices=(OfficeLoad(HOSTILE, 1, {}, None, HOSTILE),),
        reasons=(ReasonCount(HOSTILE, 3, HOSTILE),),
        criteria=(CriterionHits(HOSTILE, HOSTILE, 1, 1),),
        stages=(Stage(HOSTILE, 1.0),),
        proof=Proof(HOSTILE, 1, HOSTILE),
        model=card,
        selected=(item,),
    )
