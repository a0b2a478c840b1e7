"""Photographs a demonstration node for the guides: `python -m tools.node_screenshots ADDRESS ACCOUNTS`.

ACCOUNTS is the file that `amont up` writes beside the demonstration: name, password, role. A third word is
the number of a red declaration; without it, the first red one of the chief's queue. It is a demonstration: a
small file is handed in and a control is started, so that there is something to show. Writes
docs/guide/images/node-NAME.png.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Playwright, sync_playwright

from tools.screenshots import IMAGES, LARGEST, MISSING, found

WIDE, HAND = (1280, 800), (390, 844)
COLOURS = 128
PATIENCE = 30_000  # milliseconds
ARGUMENTS = 2
TURNS = 20
CUT = "fetch = () => Promise.reject(new TypeError('cut'))"
FILE = "depot-a-corriger.csv"
ROWS = """reference,item,declared_on,office,importer,declarant,hs_code,description,origin,net_kg,customs_value
2026DM01C90001,1,2026-11-23,DM01,I000751,D0082,40111000,PNEUS NEUFS,CN,9480,12450000
,1,2026-11-23,DM01,I000751,D0082,40139000,CHAMBRES A AIR,CN,1210,1804500
2026DM01C90003,1,2026-11-23,DM01,I000234,D0082,30049000,MEDICAMENTS,FR,512,31 200 00O
"""


@dataclass(frozen=True, slots=True)
class Node:
    """Where the node answers, who may sign in, and the sheet to show."""

    address: str
    passwords: dict[str, str]
    sheet: str

    def at(self, path: str) -> str:
        """A page of the node."""
        return f"{self.address}{path}"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks, on what size of screen, and how to come to the page."""

    name: str
    who: str
    size: tuple[int, int]
    come: Callable[[Page, Node], None]


def queue(page: Page, node: Node) -> None:
    """What the chief finds in the morning."""
    page.goto(node.at("/"))


def sheet(page: Page, node: Node) -> None:
    """One red declaration: what decided, and why."""
    if node.sheet:
        page.goto(node.at(f"/declarations/{node.sheet}/"))
    else:
        page.goto(node.at("/?circuit=red"))
        page.goto(node.at(first_link(page, "/declarations/")))


def deposit(page: Page, node: Node) -> None:
    """The report of a file with rows to correct."""
    page.goto(node.at("/depots/nouveau/"))
    given = FilePayload(name=FILE, mimeType="text/csv", buffer=ROWS.encode())
    page.locator("main input[type=file]").set_input_files([given])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(node.at("/depots/"))
    page.get_by_role("link", name=FILE).first.click()
    for _ in range(TURNS):  # the worker reads it
        if page.get_by_text("Lecture en cours").count() == 0:
            return
        page.wait_for_timeout(500)
        page.reload()


def control(page: Page, node: Node) -> None:
    """The file of a control, on a telephone, before it begins."""
    page.goto(node.at("/controles/?circuit=red"))
    page.goto(node.at(first_link(page, "/controles/")))


def item(page: Page, node: Node) -> None:
    """The first item of a control that has begun."""
    control(page, node)
    begin = page.get_by_role("button", name="Commencer le contrôle")
    if begin.count():
        begin.click()
        page.wait_for_load_state()
    if "/articles/" not in page.url:
        page.goto(node.at(first_link(page, f"{page.url.removeprefix(node.address).split('?')[0]}articles/")))


def plain(path: str) -> Callable[[Page, Node], None]:
    """A page reached by its address alone."""

    def come(page: Page, node: Node) -> None:
        page.goto(node.at(path))

    return come


def draw(page: Page, node: Node) -> None:
    """The last draw that has begun: its numbers are there."""
    page.goto(node.at("/tirages/"))
    links = page.locator("main a[href^='/tirages/']").all()
    hrefs = sorted({link.get_attribute("href") or "" for link in links if link.get_attribute("href")})
    for href in reversed(hrefs):
        page.goto(node.at(href))
        if page.locator("main tbody tr").count():
            return


def manifest_report(page: Page, node: Node) -> None:
    """What became of the carrier's first message."""
    page.goto(node.at("/manifestes/messages/"))
    page.goto(node.at(first_link(page, "/manifestes/messages/")))


def quay_offline(page: Page, node: Node) -> None:
    """A count signed with the line cut: neither the page nor its worker reaches the node any more."""
    page.goto(node.at("/prise-en-charge/"))
    page.goto(node.at(first_link(page, "/prise-en-charge/")))
    page.get_by_text("Sur ce téléphone").wait_for()
    count = node.at(first_link(page, f"{page.url.removeprefix(node.address)}titres/"))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.service_workers[0].evaluate(f"void (self.{CUT})")
    page.add_init_script(f"window.{CUT}")
    page.goto(count)
    page.locator("#compte [name=packages]").fill("98")
    page.locator("#compte button[type=submit]").click()
    page.locator("#quai-envois [data-attend]").first.wait_for()


SHOTS = (
    Shot("queue", "chef", WIDE, queue),
    Shot("sheet", "chef", WIDE, sheet),
    Shot("deposit", "declarant", WIDE, deposit),
    Shot("control", "inspectrice", HAND, control),
    Shot("item", "inspectrice", HAND, item),
    Shot("overview", "directrice", WIDE, plain("/indicateurs/")),
    Shot("draw", "analyste", WIDE, draw),
    Shot("people", "administrateur", WIDE, plain("/comptes/")),
    Shot("journal", "rssi", WIDE, plain("/journal/")),
    Shot("manifests", "chef", WIDE, plain("/manifestes/")),
    Shot("targets", "analyste", WIDE, plain("/ciblage/")),
    Shot("manifest-deposit", "transporteur", WIDE, plain("/manifestes/deposer/")),
    Shot("manifest-report", "transporteur", WIDE, manifest_report),
    Shot("quay-offline", "quai", HAND, quay_offline),
)


def main(words: list[str]) -> int:
    """0 when every picture is written, 1 when one is too large, 2 on a wrong use or without Chromium."""
    if len(words) < ARGUMENTS:
        sys.stderr.write(f"{(__doc__ or '').splitlines()[0]}\n")
        return 2
    program = found()
    if program is None:
        sys.stderr.write(MISSING)
        return 2
    node = Node(words[0].rstrip("/"), passwords(Path(words[1])), words[2] if len(words) > ARGUMENTS else "")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright, program)
        sizes = [photograph(browser, node, shot) for shot in SHOTS]
        browser.close()
    return int(max(sizes) > LARGEST)


def passwords(file: Path) -> dict[str, str]:
    """Name -> password, of the first two columns."""
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {words[0]: words[1] for words in lines if len(words) >= ARGUMENTS}


def launched(playwright: Playwright, program: str) -> Browser:
    """Chromium, without its sandbox where the account is root."""
    return playwright.chromium.launch(
        executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else []
    )


def photograph(browser: Browser, node: Node, shot: Shot) -> int:
    """Writes one picture and says its size in bytes."""
    with signed_in(browser, node, shot) as page:
        shot.come(page, node)
        page.wait_for_load_state()
        taken = page.screenshot(animations="disabled")
    path = IMAGES / f"node-{shot.name}.png"
    size = path.write_bytes(lightened(taken))
    sys.stdout.write(f"{path} {size} bytes{', too large' if size > LARGEST else ''}\n")
    return size


@contextmanager
def signed_in(browser: Browser, node: Node, shot: Shot) -> Iterator[Page]:
    """A page of one person, in French and in light colours."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-FR",
        color_scheme="light",
        ignore_https_errors=True,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(node.at("/compte/login/"))
    page.fill("#id_login", shot.who)
    page.fill("#id_password", node.passwords[shot.who])
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)
    try:
        yield page
    finally:
        context.close()


def first_link(page: Page, begin: str) -> str:
    """The first address of the page's body that goes on from a beginning by a number."""
    for link in page.locator(f"main a[href^='{begin}']").all():
        href = link.get_attribute("href") or ""
        if href.partition("?")[0].removeprefix(begin).strip("/").isdigit():
            return href
    raise SystemExit(f"No link from {page.url} to {begin}.")


def lightened(png: bytes) -> bytes:
    """The same picture with few colours: the pages have few."""
    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
