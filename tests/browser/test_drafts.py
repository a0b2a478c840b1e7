"""A broker types a declaration by keyboard; a lost line and a closed page lose nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from amont.declarations.models import Declaration, KeptDraft
from amont.kernel.agents import WORKER
from amont.reference.actions.tariff import load_tariff
from amont.reference.starters import TARIFF_FROM, starter_tariff
from tests.browser.conftest import faults_of, is_too_wide

SignIn = Callable[..., Page]
NEW = "/declarations/saisie/nouvelle/"
HEADER = {"reference": "2026DM01C9", "office": "DM01", "declaration_type": "IM4", "declared_on": "2026-11-23"}
COLUMNS = "hs_code\torigin\tnet_kg\tgross_kg\tcustoms_value\n"


def filled(page: Page) -> None:
    for name, text in HEADER.items():
        page.fill(f"#case-{name}", text)


def paste(page: Page, text: str) -> None:
    page.locator("#saisie-articles input").first.evaluate(
        """(box, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const facts = { clipboardData: data, bubbles: true, cancelable: true };
            box.dispatchEvent(new ClipboardEvent("paste", facts));
        }""",
        text,
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_reads_well_on_every_screen(sign_in: SignIn, people: None, width: int) -> None:
    page = sign_in("broker", size={"width": width, "height": 844})

    for path in ("/declarations/saisie/", NEW):
        answer = page.goto(path)

        assert answer is not None and answer.status == 200, path
        assert faults_of(page) == [], path
        assert not is_too_wide(page), path


def test_three_items_typed_by_keyboard_outlive_a_lost_line_and_are_sent_once(
    sign_in: SignIn, people: None
) -> None:
    load_tariff(starter_tariff(), by=WORKER, from_on=TARIFF_FROM)
    page = sign_in("broker")
    page.goto(NEW)
    filled(page)
    expect(page.locator("#saisie-etat")).to_have_text("Enregistré.")
    address = page.evaluate("location.href")
    page.context.set_offline(True)
    page.locator("#saisie-articles input").first.focus()
    for code in ("40111000", "40112000", "10063000"):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    expect(page.locator("#saisie-etat")).to_have_text(re.compile("Gardé sur cet appareil"))
    context = page.context
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    boxes = page.locator("#saisie-articles input[data-case=hs_code]")
    expect(boxes.nth(2)).to_have_value("10063000")
    page.locator("#saisie-articles tr").nth(3).get_by_role("button").click()
    for row in range(3):
        page.locator("#saisie-articles [data-case=customs_value]").nth(row).fill("1000000")
    expect(page.locator("#saisie-droits strong")).to_have_text(re.compile("Total estimé : [1-9]"))
    expect(page.locator("#saisie-etat")).to_have_text("Enregistré.")
    page.get_by_role("button", name="Envoyer la déclaration").dblclick()
    page.wait_for_url(re.compile(r"/declarations/\d+/$"))

    assert list(Declaration.objects.values_list("reference", "item_count")) == [("2026DM01C9", 3)]


def test_what_never_reached_the_node_is_taken_up_by_the_next_new_form(sign_in: SignIn, people: None) -> None:
    page = sign_in("broker")
    page.goto(NEW)
    expect(page.locator("#saisie-articles input")).not_to_have_count(0)
    page.context.set_offline(True)
    page.locator("#case-reference").fill("2026DM01C7")
    expect(page.locator("#saisie-etat")).to_have_text(re.compile("Gardé sur cet appareil"))
    age = (
        "for (const name of Object.keys(localStorage)) { const one = JSON.parse(localStorage.getItem(name));"
    )
    context = page.context
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto("/declarations/saisie/")
    page.evaluate(
        f"() => {{ {age} if (one) localStorage.setItem(name, JSON.stringify({{...one, at: 0}})); }} }}"
    )
    page.goto(NEW)

    expect(page.locator("#case-reference")).to_have_value("2026DM01C7")
    expect(page.locator("#saisie-etat")).to_have_text("Enregistré.")
    assert KeptDraft.objects.get().header["reference"] == "2026DM01C7"


def test_99_rows_of_a_spreadsheet_are_pasted_and_no_more(sign_in: SignIn, people: None) -> None:
    page = sign_in("broker")
    page.goto(NEW)

    paste(page, COLUMNS + "40111000\tCN\t1,5\t2\t2000\n" * 100)

    expect(page.locator("#saisie-articles tr")).to_have_count(99)
    expect(page.locator("#saisie-sommes")).to_have_text(
        re.compile("Articles.: 99. Colis.: 0. Kg bruts.: 198")
    )
    expect(page.locator("#saisie-etat")).to_have_text("Enregistré.")
    assert len(KeptDraft.objects.get().items) == 99
