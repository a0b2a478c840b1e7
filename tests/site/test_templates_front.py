"""Set-up makes the sheet and the icons from what our pages use, once, and says clearly what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import front

BLANK = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
ICON = f'<svg\n  class="icon"\n>\n  {BLANK}\n  <path d="M4 7h16" />\n</svg>'
SYMBOL = '<symbol id="i-menu" viewBox="0 0 24 24"><path d="M4 7h16"/></symbol>'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The least that the tool reads."""
    texts = {
        "package.json": "{}",
        "package-lock.json": "{}",
        "requirements-node.lock": "",
        "tools/front.py": "",
        "amont/site/static/amont/icons.txt": "# names\nmenu\n",
        "amont/site/static/amont/lanes.svg": '<svg><symbol id="l-red"/></svg>\n',
        "amont/site/templates/base.html": '<p class="am-x {% if a %}btn{% endif %}">card table</p>',
        "node_modules/@tabler/icons/icons/outline/menu.svg": ICON,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_stands_inside_tags_keeps_a_rule(house: Path) -> None:
    words = front.words_of(front.templates(house))

    assert {"p", "class", "am-x", "btn"} <= set(words)
    assert not {"card", "table"} & set(words)


def test_no_image_stays_written_in_the_sheet() -> None:
    sheet = """a{--x:url("data:image/svg+xml,%3csvg a='(b)'%3e");b:url(x.svg)}/*# sourceMappingURL=t.map */"""

    assert front.without_images(sheet) == "a{--x:none;b:url(x.svg)}"


def test_the_sprite_holds_our_shapes_and_the_icons_we_name(house: Path) -> None:
    sprite = front.sprite(house)

    assert sprite == f'<svg><symbol id="l-red"/>{SYMBOL}\n</svg>\n'


def test_an_icon_that_does_not_exist_is_named(house: Path) -> None:
    (house / "amont/site/static/amont/icons.txt").write_text("menü\n", encoding="utf-8")

    with pytest.raises(front.Stop, match="names menü, which is no icon of Tabler"):
        front.sprite(house)


def test_a_changed_page_makes_the_sheet_again(house: Path) -> None:
    before = front.state_of(house)

    (house / "amont/site/templates/base.html").write_text("<nav></nav>", encoding="utf-8")

    assert front.state_of(house) != before


def test_nothing_is_made_twice(house: Path) -> None:
    (house / front.OUT).mkdir(parents=True)
    (house / front.OUT / "stamp").write_text(front.state_of(house), encoding="utf-8")

    assert front.make(house, again=False) == []


def test_a_lost_connection_is_said_with_the_next_step(house: Path) -> None:
    with pytest.raises(front.Stop) as stop:
        front.install(house, ["false"])

    assert str(stop.value).splitlines()[-1] == "What was made before is kept: run make setup again."


@pytest.mark.parametrize(("version", "major"), [("v20.20.2", 20), ("v8.1.0", 8), ("", 0), ("node 20", 0)])
def test_an_old_node_is_not_taken_for_a_recent_one(version: str, major: int) -> None:
    assert front.major(version) == major
