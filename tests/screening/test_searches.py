"""Searches that analysts keep: what meets them now, what newly meets them, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from amont.cargo.models import Bill, Manifest
from amont.cargo.states import State
from amont.formats.manifest.records import Function, Party
from amont.holds.actions import place
from amont.kernel.agents import WORKER, Forbidden, NotFound, Role
from amont.parties.models import Posting
from amont.screening.actions.matching import KEPT, forget_notices, match_searches
from amont.screening.actions.searching import (
    MOST_SEARCHES,
    Named,
    OfficeNotYours,
    SearchEmpty,
    SearchNameTaken,
    SearchOfAnother,
    SearchUnfit,
    SearchUnnamed,
    TooManySearches,
    change_search,
    delete_search,
    keep_search,
    see_notices,
)
from amont.screening.actions.targeting import note_holds_on_bills
from amont.screening.models import SavedSearch, SearchNotice
from amont.screening.queries.searches import meeting, notices, notices_waiting, searches
from amont.screening.queries.targets import TargetsAsked
from tests.cargo.announcing import a_bill, a_message, announced, handed_in
from tests.making import NOW, OFFICE, OTHER_OFFICE, TODAY
from tests.screening.keeping import RED, RICE, an_analyst, kept, matched, told
from tests.screening.test_targeting import targeted

pytestmark = pytest.mark.django_db


def test_a_bill_that_newly_meets_a_search_is_told_once() -> None:
    awa = an_analyst()
    kept(RICE, by=awa)
    announced(a_bill(described="Riz brisé"), a_bill("BL2", described="Pneus"))
    targeted()

    first, second = matched(), matched()

    assert (told(awa), notices_waiting(awa)) == (["BL1"], 1)
    assert (first, second) == (1, 0)


def test_what_meets_a_search_when_it_is_kept_is_no_news() -> None:
    announced(a_bill(described="Riz brisé"))
    targeted()
    awa = an_analyst()

    row = kept(RICE, by=awa)
    matched(days=1)

    assert told(awa) == []
    assert meeting([row], by=awa, today=TODAY) == {row.pk: 1}
    assert list(notices(awa, is_seen=True)) == []


def test_a_bill_decided_again_is_not_told_again() -> None:
    awa = an_analyst()
    kept(RICE, by=awa)
    announced(a_bill(described="Riz brisé"))
    targeted()
    matched()
    see_notices(by=awa, now=NOW)
    handed_in(a_message(a_bill(described="Riz long"), function=Function.REPLACE))
    targeted()

    matched()

    assert told(awa) == []
    assert SearchNotice.objects.count() == 1


def test_a_bill_turned_red_by_a_hold_newly_meets_a_search_for_red() -> None:
    awa = an_analyst()
    announced()
    targeted()
    kept(RED, by=awa)
    row = place("bill", value="BL1", ground="avis", until_on=None, by=awa, now=NOW, today=TODAY)
    note_holds_on_bills([row.pk], by=WORKER)
    targeted()

    matched()

    assert told(awa) == ["BL1"]


def test_the_database_keeps_one_notice_for_a_bill_and_a_search() -> None:
    announced(a_bill(described="Riz"))
    targeted()
    row = kept(RICE, by=an_analyst())

    with pytest.raises(IntegrityError, match="search_notice_once"):
        SearchNotice.objects.create(search=row, bill=Bill.objects.get(), met_at=NOW)


def test_a_voyage_that_comes_near_is_told_on_the_day_it_does() -> None:
    awa = an_analyst()
    kept(TargetsAsked(words="riz", days=1), by=awa)
    announced(a_bill(described="Riz"))  # expected in three days
    targeted()
    matched()
    before = told(awa)

    matched(days=1)
    in_between = told(awa)
    matched(days=3)

    assert (before, in_between, told(awa)) == ([], [], ["BL1"])


def test_a_search_finds_only_what_its_owner_may_see() -> None:
    far = an_analyst("modou", office=OTHER_OFFICE)
    kept(RICE, by=far)
    announced(a_bill(described="Riz"))
    targeted()

    matched()

    assert told(far) == []
    assert SearchNotice.objects.count() == 0


def test_who_is_no_longer_posted_is_told_of_nothing() -> None:
    awa = an_analyst()
    kept(RICE, by=awa)
    Posting.objects.update(to_on=TODAY - timedelta(days=1))
    announced(a_bill(described="Riz"))
    targeted()

    done = matched()

    assert (done, SearchNotice.objects.count()) == (1, 0)


def test_words_are_found_whatever_their_accents() -> None:
    awa = an_analyst()
    row = kept(TargetsAsked(words="dechets elevés", days=0), by=awa)
    announced(
        a_bill(described="Déchets élevés de cuivre"), a_bill("BL2", consignee=Party("Ets Dèchets Eleves"))
    )
    targeted()

    matched()

    assert told(awa) == ["BL1", "BL2"]
    assert meeting([row], by=awa, today=TODAY) == {row.pk: 2}


def test_one_query_matches_a_search_however_many_bills_were_decided(
    django_assert_num_queries: Any,
) -> None:
    awa = an_analyst()
    kept(RICE, by=awa)
    announced(*(a_bill(f"BL{n}", described="Riz") for n in range(30)))
    targeted()

    with django_assert_num_queries(9):  # with its savepoint, the owner, the notices and where it stands
        matched()

    assert len(told(awa)) == 30


def test_a_shared_search_is_read_by_its_office_and_no_other() -> None:
    awa, binta = an_analyst(), an_analyst("binta")
    far = an_analyst("modou", office=OTHER_OFFICE)
    row = kept(RICE, by=awa, shared_with=OFFICE)
    kept(RED, "Rouges", by=awa)

    assert list(searches(binta, own=False)) == [row]
    assert list(searches(far, own=False)) == []
    with pytest.raises(SearchOfAnother):
        change_search(row.pk, Named("La mienne"), by=binta)
    with pytest.raises(NotFound):
        delete_search(row.pk, by=far)


def test_a_search_is_renamed_shared_and_silenced_by_its_owner() -> None:
    awa = an_analyst()
    row = kept(RICE, by=awa)

    for _ in range(2):
        row = change_search(row.pk, Named("  Riz  d’Asie ", OFFICE, tells=False), by=awa)

    assert (row.name, row.shared_with, row.tells) == ("Riz d’Asie", OFFICE, False)


def test_a_silenced_search_counts_what_is_new_but_tells_nobody() -> None:
    awa = an_analyst()
    kept(RICE, by=awa, tells=False)
    announced(a_bill(described="Riz"))
    targeted()

    matched()

    assert (SearchNotice.objects.filter(seen_at__isnull=True).count(), notices_waiting(awa)) == (1, None)


def test_a_deleted_search_goes_with_its_notices_and_only_once() -> None:
    awa = an_analyst()
    row = kept(RICE, by=awa)
    announced(a_bill(described="Riz"))
    targeted()
    matched()

    delete_search(row.pk, by=awa)

    assert not SearchNotice.objects.exists()
    with pytest.raises(NotFound):
        delete_search(row.pk, by=awa)


@pytest.mark.parametrize(
    ("asked", "named", "refusal"),
    [
        (TargetsAsked(days=3), Named("Tout"), SearchEmpty),
        (TargetsAsked(office="DM99"), Named("Bureau"), SearchUnfit),
        (TargetsAsked(reason="targeting.nothing"), Named("Motif"), SearchUnfit),
        (RICE, Named("  "), SearchUnnamed),
        (RICE, Named("à VOIR"), SearchNameTaken),
        (RICE, Named("Autre", shared_with=OTHER_OFFICE), OfficeNotYours),
    ],
    ids=["nothing", "office", "reason", "unnamed", "taken", "not mine"],
)
def test_a_search_that_makes_no_sense_is_not_kept(
    asked: TargetsAsked, named: Named, refusal: type[Exception]
) -> None:
    awa = an_analyst()
    kept(RED, by=awa)

    with pytest.raises(refusal):
        keep_search(asked, named, by=awa, now=NOW, today=TODAY)

    assert SavedSearch.objects.count() == 1


def test_a_person_keeps_fifty_searches_at_most() -> None:
    awa = an_analyst()
    for n in range(MOST_SEARCHES):
        kept(RICE, f"n° {n}", by=awa)

    with pytest.raises(TooManySearches):
        kept(RICE, "encore une", by=awa)


def test_a_director_reads_what_is_shared_and_keeps_nothing() -> None:
    awa, director = an_analyst(), an_analyst("ndeye", role=Role.DIRECTOR)
    kept(RICE, by=awa, shared_with=OFFICE)

    assert searches(director, own=False).count() == 1
    with pytest.raises(Forbidden):
        kept(RICE, by=director)
    with pytest.raises(Forbidden):
        match_searches(by=awa, now=NOW, today=TODAY)


def test_notices_of_one_person_are_not_seen_by_another() -> None:
    awa, binta = an_analyst(), an_analyst("binta")
    kept(RICE, by=awa, shared_with=OFFICE)
    announced(a_bill(described="Riz"))
    targeted()
    matched()

    assert see_notices(by=binta, now=NOW) == 0
    assert (see_notices(by=awa, now=NOW), see_notices(by=awa, now=NOW)) == (1, 0)


def test_notices_of_long_ago_go_once_the_voyage_is_over() -> None:
    row = kept(RICE, by=an_analyst())
    announced(a_bill(described="Riz"))
    targeted()
    matched()
    later = NOW + KEPT + timedelta(days=1)

    kept_while_it_lasts = forget_notices(by=WORKER, now=later)
    Manifest.objects.update(state=State.CLOSED)

    assert (kept_while_it_lasts, forget_notices(by=WORKER, now=later)) == (0, 1)
    assert not row.notices.exists()
