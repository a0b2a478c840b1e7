"""The lists of referrals: narrowed, counted, taken away; what waits in the menu."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from amont.kernel.agents import WORKER
from amont.screening.actions.reminding import remind
from amont.screening.models import Referral
from tests.cargo.announcing import a_bill, announced
from tests.controls.browsing import queries_of, text_of
from tests.making import NOW
from tests.screening.referring import HOUR, answered, asked
from tests.screening.test_referrals_pages import AN_HOUR_AGO, SECRETS, analyst, carrier

pytestmark = pytest.mark.django_db


def test_the_list_narrows_by_kind_state_delay_and_words() -> None:
    announced(a_bill(), a_bill("BL2"))
    first, second = asked(number="BL1"), asked("screening", number="BL2")
    remind(by=WORKER, now=NOW + 30 * HOUR)
    answered(first)
    client = analyst()

    def numbers(query: str) -> set[str]:
        page = client.get(reverse("referrals") + query)
        return {one for one in ("BL1", "BL2") if f">{one}</a>" in page.content.decode()}

    assert numbers("") == {"BL1", "BL2"}
    assert numbers("?nature=screening") == {"BL2"}
    assert numbers("?etat=answered") == {"BL1"}
    assert numbers("?q=bl2") == {"BL2"}
    assert numbers("?vue=closes") == set()
    begun = AN_HOUR_AGO - HOUR
    Referral.objects.filter(pk=second.pk).update(asked_at=begun, half_at=begun, due_at=AN_HOUR_AGO)
    assert numbers("?retard=1") == {"BL2"}


def test_the_export_tells_what_is_asked_and_never_why() -> None:
    asked(reasons=("targeting.goods_vague",))
    lines = b"".join(analyst().get(reverse("referrals_export"))).decode("utf-8-sig").splitlines()

    assert lines[0].startswith("id,office,bill,voyage,carrier,kind,kind_name,state")
    assert len(lines) == 2
    assert [secret for secret in SECRETS if secret in lines[1]] == []
    assert analyst(username="two").get(reverse("referrals_export") + "?format=xlsx").content[:2] == b"PK"


def test_the_list_asks_as_often_for_one_referral_as_for_many() -> None:
    asked()
    client = analyst()
    few = queries_of(client, reverse("referrals"))
    for place in range(6):
        announced(a_bill(f"M{place}"), voyage=f"V{place}")
        asked(number=f"M{place}")

    assert queries_of(client, reverse("referrals")) == few


def test_the_menu_counts_what_waits_for_the_carrier() -> None:
    asked()
    asked("screening", number="BL1")

    page = carrier().get(reverse("referrals"))

    assert re.search("Demandes de la douane ?2", text_of(page))
