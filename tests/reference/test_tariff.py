"""The tariff: dated lines that never overlap, changed by tables whose differences are shown first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import permutations
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amont.journal.models import Entry
from amont.kernel.agents import WORKER, Forbidden, Role
from amont.kernel.errors import AmontError
from amont.reference.actions.files import Handed, apply_codes, propose_codes
from amont.reference.actions.tariff import load_tariff
from amont.reference.keeping import TARIFF, difference, table_of
from amont.reference.models import CodeFile, TariffLine
from amont.reference.queries import tariff_lines
from amont.reference.queries.tariff import in_force_on, looked_for
from tests.conftest import folder_of
from tests.making import NOW, TODAY, an_agent

pytestmark = pytest.mark.django_db
HEAD = "code;name_fr;name_en;unit;rate_pct\n"
RICE = (
    f"{HEAD}10.06;Riz;Rice;;\n"
    "1006.30;Riz blanchi;Milled rice;kg;10\n"
    "1006.40;Riz en brisures;Broken rice;kg;10\n"
    "4011.10;Pneumatiques neufs de voitures;New car tyres;u;20\n"
)
NEXT_YEAR = date(2027, 1, 1)
LAST_DAY = NEXT_YEAR - timedelta(days=1)


def handed(text: str | bytes = RICE, **facts: Any) -> Handed:
    told: dict[str, Any] = {"is_whole": True, "from_on": TODAY, "source": "Loi", "evidence": "A"} | facts
    data = text if isinstance(text, bytes) else text.encode()
    return Handed(listed_in=TARIFF, name="tarif.csv", data=data, **told)


def taken(text: str | bytes = RICE, **facts: Any) -> CodeFile:
    row = propose_codes(handed(text, **facts), by=WORKER, now=NOW)
    return apply_codes(row.pk, by=WORKER, now=NOW)


def days(code: str) -> list[tuple[date, date | None, Decimal | None]]:
    return list(
        TariffLine.objects.filter(code=code).order_by("from_on").values_list("from_on", "to_on", "rate_pct")
    )


def test_a_new_rate_closes_the_old_one_the_day_before() -> None:
    taken()

    row = taken(RICE.replace("kg;10\n1006.40", "kg;12,5\n1006.40"), from_on=NEXT_YEAR)

    assert (row.added, row.changed, row.ended) == (0, 1, 0)
    assert days("100630") == [(TODAY, LAST_DAY, Decimal(10)), (NEXT_YEAR, None, Decimal("12.5"))]
    assert days("100640") == [(TODAY, None, Decimal(10))]


def test_a_line_that_a_whole_table_does_not_name_ends_in_its_chapters_alone() -> None:
    taken()

    row = taken(f"{HEAD}1006;Riz;Rice;;\n100630;Riz blanchi;Milled rice;KGM;10\n", from_on=NEXT_YEAR)

    assert (row.parts, row.ended) == (["10"], 1)
    assert days("100640") == [(TODAY, LAST_DAY, Decimal(10))]
    assert days("401110") == [(TODAY, None, Decimal(20))]


def test_the_same_tariff_again_changes_nothing() -> None:
    taken()

    again = propose_codes(handed(), by=WORKER, now=NOW)
    counts, same = difference(again, table_of(again)).counts, difference(again, table_of(again)).same
    row = apply_codes(again.pk, by=WORKER, now=NOW)
    apply_codes(again.pk, by=WORKER, now=NOW)

    assert (counts, same) == ({"added": 0, "changed": 0, "ended": 0}, 4)
    assert (row.added, row.changed, row.ended, TariffLine.objects.count()) == (0, 0, 0, 4)
    assert Entry.objects.filter(name="reference.apply_codes").count() == 2


def test_a_table_of_rates_alone_leaves_units_and_words_as_they_were() -> None:
    taken()

    taken("code;rate_pct\n100630;7\n", is_whole=False)

    line = tariff_lines(["100630"], TODAY)["100630"]
    assert (line.rate_pct, line.unit, line.names["en"]) == (Decimal(7), "KGM", "Milled rice")


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [(TODAY, None), (TODAY + timedelta(days=9), None), (TODAY - timedelta(days=9), TODAY)],
    ids=["the same day", "later", "until its first day"],
)
def test_the_database_refuses_two_lines_of_a_code_on_one_day(from_on: date, to_on: date | None) -> None:
    TariffLine.objects.create(code="100630", from_on=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        TariffLine.objects.create(code="100630", from_on=from_on, to_on=to_on)
    TariffLine.objects.create(code="100630", from_on=date(2020, 1, 1), to_on=TODAY - timedelta(days=1))

    assert TariffLine.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "10063"},
        {"code": "10063a"},
        {"rate_pct": -1},
        {"rate_pct": 1001},
        {"amount": 10},
        {"amount": 10, "currency": "XOF"},
        {"combine": "sum", "rate_pct": 10},
        {"prohibited": "maybe"},
        {"to_on": TODAY - timedelta(days=1)},
    ],
    ids=str,
)
def test_a_line_that_makes_no_sense_is_refused_by_its_table(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        TariffLine.objects.create(**{"code": "100630", "from_on": TODAY} | wrong)


def at_once(asked: Sequence[Callable[[], object]]) -> list[object]:
    def one(ask: Callable[[], object]) -> object:
        try:
            return ask()
        except AmontError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(one, asked))


def test_two_who_apply_at_once_apply_once(live_rows: None) -> None:
    row = propose_codes(handed(), by=WORKER, now=NOW)

    at_once([partial(apply_codes, row.pk, by=WORKER, now=NOW)] * 4)

    assert Entry.objects.filter(name="reference.apply_codes").count() == 1
    assert TariffLine.objects.count() == 4


def test_two_tariffs_applied_at_once_leave_one_line_a_day(live_rows: None) -> None:
    rows = [
        propose_codes(handed(RICE.replace("kg;10", f"kg;{rate}")), by=WORKER, now=NOW)
        for rate in (11, 12, 13)
    ]

    at_once([partial(apply_codes, row.pk, by=WORKER, now=NOW) for row in rows])

    assert Entry.objects.filter(name="reference.apply_codes").count() == 3
    assert len(days("100630")) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_tariffs_of_any_days_in_any_order_leave_one_line_a_day(order: tuple[int, ...]) -> None:
    tables = [
        (RICE.replace("kg;10", "kg;11"), TODAY),
        (f"{HEAD}1006;Riz;Rice;;\n100640;Riz en brisures;Broken rice;kg;0\n", NEXT_YEAR),
        (RICE.replace("kg;10", "kg;12"), NEXT_YEAR + timedelta(days=90)),
    ]

    for number in order:
        text, day = tables[number]
        taken(text, from_on=day)

    for offset in range(0, 300, 10):
        day = TODAY + timedelta(days=offset)
        codes = [row.code for row in in_force_on(day)]
        assert len(codes) == len(set(codes))
    assert all(to_on is None or to_on >= from_on for from_on, to_on, _rate in days("100630"))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)])
def test_nobody_else_changes_the_tariff(role: Role) -> None:
    kept = propose_codes(handed(), by=WORKER, now=NOW)

    with pytest.raises(Forbidden):
        propose_codes(handed(), by=an_agent(role), now=NOW)
    with pytest.raises(Forbidden):
        apply_codes(kept.pk, by=an_agent(role), now=NOW)
    with pytest.raises(Forbidden):
        load_tariff([], by=an_agent(role), from_on=TODAY)

    assert not TariffLine.objects.exists()


# ---- lines of a declaration --------------------------------------------------------------------------------


def test_a_whole_declaration_is_asked_in_one_query() -> None:
    taken()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        lines = tariff_lines([f"1006{n:06}" for n in range(300)] + ["401110", "99"], TODAY)

    assert len(queries) == 1
    assert lines["401110"].unit == "NMB"


def test_a_code_more_precise_than_the_tariff_is_that_of_its_longest_beginning() -> None:
    taken()

    lines = tariff_lines(["1006.30.90.00", "4011100099", "1006", "520812"], TODAY)

    assert {asked: line.code for asked, line in lines.items()} == {
        "1006.30.90.00": "100630",
        "4011100099": "401110",
        "1006": "100630",  # all below say the same duty
    }


def test_a_code_with_fewer_digits_is_known_where_all_below_says_the_same_duty() -> None:
    taken(f"{HEAD}1006301000;Semences;;kg;0\n1006309000;Autres;;kg;10\n1006400000;Brisures;;kg;10\n")

    lines = tariff_lines(["100630", "100640"], TODAY)

    assert {asked: line.code for asked, line in lines.items()} == {"100640": "1006400000"}


def test_the_day_of_the_declaration_governs() -> None:
    taken()
    taken(RICE.replace("kg;10", "kg;15"), from_on=NEXT_YEAR)

    rates = [tariff_lines(["100630"], day)["100630"].rate_pct for day in (TODAY, LAST_DAY, NEXT_YEAR)]

    assert rates == [Decimal(10), Decimal(10), Decimal(15)]
    assert tariff_lines(["100630"], TODAY - timedelta(days=1)) == {}


# ---- the common tariff of ECOWAS ---------------------------------------------------------------------------


def test_the_common_tariff_of_ecowas_is_loaded_whole_in_seconds() -> None:
    file = Path(folder_of("samples/reference")) / "tec_cedeao" / "tec_cedeao_sh2022_parsed.csv"
    before = perf_counter()

    row = taken(file.read_bytes())
    took = perf_counter() - before

    assert row.added == 6_375 + 1_228  # lines, and the headings that stand beside them
    assert took < 20
    assert TariffLine.objects.filter(evidence="C").count() == 130
    assert tariff_lines(["1006309000"], TODAY)["1006309000"].rate_pct == Decimal(10)
    cars = looked_for("voiture", in_force_on(TODAY)).values_list("code", flat=True)
    assert "870323" in {code[:6] for code in cars}
    for missing in ("170113", "240311", "901010"):
        assert not tariff_lines([missing], TODAY)
