"""A voyage from its announcement to what is left of it: told early, held, counted without a line."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amont.cargo.models import Bill, Difference, FoundLine, Manifest, Picture, TakeOver
from amont.formats.manifest.numbers import container_digit
from amont.kernel.agents import Role
from amont.kernel.lanes import Lane
from amont.screening.models import BillDecision
from tests.browser.conftest import PHONE, Work, faults_of, is_too_wide, signed_in_at
from tests.browser.lines import Line
from tests.controls.cases import a_photo
from tests.making import BROKER, OFFICE, TODAY, a_person, a_table

SignIn = Callable[..., Page]
CARRIER = "CAR01"
BILLS = 2_000
HELD = ("BL0007", "BL0900")


def number_of(place: int) -> str:
    return f"BL{place:04}"


def box_of(place: int) -> str:
    stem = f"MSKU{100_000 + place:06}"
    return stem + str(container_digit(stem + "0"))


def a_bill(place: int) -> dict[str, object]:
    return {
        "number": number_of(place),
        "loading": "CNSHA",
        "unloading": "DMDOU",
        "consignee": {"name": f"SOCIETE {place % 90} SARL", "code": "IMP1"},
        "shipper": {"name": f"SHANGHAI TRADING {place % 40} LTD"},
        "goods": [{"description": "PNEUS NEUFS POUR CAMIONS", "packages": 100, "gross_kg": 5_000}],
        "containers": [{"number": box_of(place), "type": "22G1", "packages": 100, "goods_kg": 5_000}],
    }


@pytest.fixture
def voyage(tmp_path: Path) -> Path:
    """Two thousand bills of a ship that comes in seventy-two hours."""
    arrives = datetime.now(UTC) + timedelta(hours=72)
    head = {
        "office": OFFICE,
        "voyage": "AM072",
        "departed_on": (TODAY - timedelta(days=20)).isoformat(),
        "arrives_at": arrives.strftime("%Y-%m-%dT%H:%M:%S"),
        "transport": {"mode": "1", "name": "ETOILE DE SALINGA", "carrier": {"code": CARRIER, "name": "CAR"}},
    }
    bills = [a_bill(place) for place in range(1, BILLS + 1)]
    path = tmp_path / "am072.json"
    path.write_text(json.dumps({"kind": "manifest", "voyage": head, "bills": bills}))
    return path


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    """Sixty of the hundred packages of the ninth bill."""
    goods = {"packages": 60.0, "gross_kg": 3_000.0, "transport_document": number_of(9)}
    own = {"reference": "C700", "declarant": BROKER, "office": OFFICE, "importer": "IMP1"}
    path = tmp_path / "c700.csv"
    a_table({**own, **goods}).with_columns(declared_on=TODAY).write_csv(path)
    return path


@pytest.fixture
def line(live_server: LiveServer) -> Iterator[Line]:
    carried = Line(urlsplit(live_server.url).port or 0)
    yield carried
    carried.cut()


def hand_in(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def hold_the_boxes_of(page: Page) -> None:
    """Two containers of two bills, by the link on the sheet of each bill."""
    for number in HELD:
        row = Bill.objects.get(number=number)
        page.goto(f"/titres/{row.pk}/")
        assert (faults_of(page), is_too_wide(page)) == ([], False)
        page.locator(f"a[href*='blocages'][href*='{box_of(int(number[2:]))}']").click()
        page.locator("[name=ground]").fill("Plombs signalés par la ligne")
        page.locator("main form button.btn-primary").click()
        page.wait_for_load_state()


def count(page: Page, manifest: Manifest, place: int, **found: str) -> None:
    """One count on the phone, whatever the line does."""
    row = Bill.objects.get(number=number_of(place))
    page.goto(f"/prise-en-charge/{manifest.pk}/titres/{row.pk}/?conteneur={box_of(place)}")
    page.locator("#compte").wait_for()
    for name, value in found.items():
        page.locator(f"[name={name}]").fill(value)
    if "damage" in found:
        photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(3_200, 2_400))}
        page.set_input_files("input[name=photos]", photo)  # type: ignore[arg-type]
    page.locator("button.btn-primary").click()
    page.wait_for_url(f"**/prise-en-charge/{manifest.pk}/")
    expect(page.locator("#quai-envois")).to_contain_text(box_of(place))


def test_a_voyage_is_announced_held_counted_without_a_line_and_written_off(
    browser: Browser, sign_in: SignIn, work: Work, voyage: Path, declared: Path, line: Line
) -> None:
    for role, more in ((Role.CARRIER, {"office": "", "operator": CARRIER}), (Role.QUAY, {})):
        a_person(role, **more)
    carrier = sign_in("carrier")
    hand_in(carrier, "/manifestes/deposer/", voyage)
    work()
    manifest = Manifest.objects.get()
    assert (manifest.bills, manifest.state) == (BILLS, "screened")
    assert BillDecision.objects.filter(is_last=True).count() == BILLS

    analyst = sign_in("analyst")
    analyst.goto("/ciblage/")
    expect(analyst.locator("main")).to_contain_text("ETOILE DE SALINGA")
    hold_the_boxes_of(analyst)
    work()
    lanes = BillDecision.objects.filter(is_last=True, bill__number__in=HELD)
    assert set(lanes.values_list("lane", flat=True)) == {int(Lane.RED)}

    chief = sign_in("chief")
    chief.goto(f"/manifestes/{manifest.pk}/arrivee/")
    chief.locator("main form button.btn-primary").click()
    chief.wait_for_load_state()

    address = f"http://localhost:{line.port}"
    phone = signed_in_at(browser, address, "quay", size=PHONE)
    phone.goto(f"/prise-en-charge/{manifest.pk}/")
    expect(phone.locator("#quai-emporte")).to_contain_text("Sur ce téléphone")
    phone.wait_for_function(
        "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
    )

    line.cut()
    count(phone, manifest, 9, packages="100", kg="5 000")
    count(phone, manifest, 10, packages="97")
    count(phone, manifest, 11, packages="100", damage="Bâche déchirée")
    phone.goto(f"/prise-en-charge/{manifest.pk}/autre/")
    assert (faults_of(phone), is_too_wide(phone)) == ([], False)
    phone.locator("[name=number]").fill("BL9999")
    phone.locator("[name=packages]").fill("4")
    phone.locator("button.btn-primary").click()
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(4)
    expect(phone.locator("#quai-ligne")).to_contain_text("Hors ligne depuis")
    assert (faults_of(phone), is_too_wide(phone)) == ([], False)
    assert not TakeOver.objects.exists()

    line.mend()
    phone.reload()
    expect(phone.locator("#quai-envois [data-envoye]")).to_have_count(4)
    expect(phone.locator("#quai-envois")).to_contain_text("97 colis trouvés, 100 annoncés.")
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(0)
    phone.context.close()
    assert (TakeOver.objects.count(), FoundLine.objects.count()) == (4, 4)
    assert set(TakeOver.objects.values_list("channel", flat=True)) == {"phone"}
    assert sorted(Difference.objects.values_list("kind", flat=True)) == ["damage", "shortage", "unannounced"]
    assert max(Picture.objects.values_list("width", "height").get()) == 1_600

    for one in Difference.objects.all():
        chief.goto(f"/ecarts/{one.pk}/")
        chief.locator("[name=words]").fill("Constaté au quai")
        chief.locator("button[name=infraction]").click()
        chief.wait_for_load_state()
    assert set(Difference.objects.values_list("state", flat=True)) == {"offence"}

    broker = sign_in("broker")
    hand_in(broker, "/depots/nouveau/", declared)
    work()
    drawn = Bill.objects.get(number=number_of(9))
    assert (drawn.packages_left, drawn.kg_left) == (40, 2_000)
    chief.goto(f"/titres/{drawn.pk}/")
    expect(chief.locator("main")).to_contain_text("C700")
