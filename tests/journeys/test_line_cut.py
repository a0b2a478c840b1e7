"""The quay without a line, on a true node over HTTPS: what was counted meanwhile is recorded afterwards."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificates
from playwright.sync_api import Browser, Page, Playwright, expect

from amont.cli.node.home import Home
from tests.browser.conftest import CHROMIUM, PHONE, WIDE
from tests.browser.lines import Line
from tests.journeys.live import LiveNode
from tests.journeys.people import CHIEF, OFFICE, PASSWORD, QUAY

COUNTS = "SELECT count(*) FROM cargo_takeover"
FOUND = "SELECT kind, found FROM cargo_difference"
SignIn = Callable[..., Page]


def trusted(home: Home) -> str:
    """What a browser is told in the place of installing the node's certificate: its keys, by their digest."""
    file = home.root / "secrets" / "server.pem"
    keys = (
        one.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        for one in load_pem_x509_certificates(file.read_bytes())
    )
    return ",".join(b64encode(hashlib.sha256(key).digest()).decode() for key in keys)


@pytest.fixture
def secure_node(live: LiveNode) -> Iterator[LiveNode]:
    live.up("--tls")
    yield live
    live.stop()


@pytest.fixture
def line(secure_node: LiveNode) -> Iterator[Line]:
    carried = Line(secure_node.port)
    yield carried
    carried.cut()


@pytest.fixture
def browser(driver: Playwright, secure_node: LiveNode) -> Iterator[Browser]:
    keys = f"--ignore-certificate-errors-spki-list={trusted(secure_node.home)}"
    started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", keys])
    yield started
    started.close()


@pytest.fixture
def sign_in(browser: Browser, line: Line) -> SignIn:
    def at(name: str, size: dict[str, int]) -> Page:
        address = f"https://localhost:{line.port}"
        page = browser.new_context(viewport=size, base_url=address, locale="fr-FR").new_page()  # type: ignore[arg-type]
        page.goto("/compte/login/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
        return page

    return at


@pytest.fixture
def voyage(tmp_path: Path) -> Path:
    bill = {"number": "BL1", "loading": "CNSHA", "goods": [{"packages": 100, "gross_kg": 900}]}
    head = {"office": OFFICE, "voyage": "AM001", "departed_on": "2026-01-10", "transport": {"mode": "1"}}
    path = tmp_path / "am001.json"
    path.write_text(json.dumps({"kind": "manifest", "voyage": head, "bills": [bill]}))
    return path


def arrived(chief: Page, voyage: Path) -> None:
    """A manifest handed in, read by the worker, and its arrival noted."""
    chief.goto("/manifestes/deposer/")
    chief.locator("input[type=file]").set_input_files(str(voyage))
    chief.locator("main form button.btn-primary").click()
    link = chief.get_by_role("link", name="Voir le manifeste")
    while not link.count():
        chief.reload()
    link.click()
    chief.goto(f"{chief.url}arrivee/")
    chief.locator("main form button.btn-primary").click()
    chief.wait_for_load_state()


def test_a_count_signed_with_the_line_cut_is_recorded_once_when_it_is_back(
    secure_node: LiveNode, sign_in: SignIn, line: Line, voyage: Path
) -> None:
    arrived(sign_in(CHIEF, WIDE), voyage)
    phone = sign_in(QUAY, PHONE)
    phone.goto("/prise-en-charge/")
    phone.get_by_role("link", name="AM001").click()
    expect(phone.locator("#quai-emporte")).to_contain_text("Sur ce téléphone")
    phone.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")

    line.cut()
    phone.get_by_role("link", name="BL1").click()
    phone.locator("#compte [name=packages]").fill("98")
    phone.locator("button.btn-primary").click()
    expect(phone.locator("#quai-envois [data-attend]")).to_have_count(1)
    assert secure_node.one(COUNTS) == 0

    line.mend()
    phone.reload()
    expect(phone.locator("#quai-envois")).to_contain_text("98 colis trouvés, 100 annoncés.")
    assert secure_node.rows(FOUND) == [("shortage", "98")]
    phone.reload()
    assert secure_node.one(COUNTS) == 1
