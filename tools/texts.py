"""Which texts the house says in French: what pages and modules ask of the catalogues, word for word.

A page is read as Django reads it, so that what is collected is what is asked when the page is shown. A text
that no catalogue could serve (torn apart, with a context, across tags) is told with its place instead.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace
from django.utils.translation.template import block_re, endblock_re, inline_re, plural_re
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from tools.tree import last_name

Message = tuple[str, str]  # singular and plural ("" when it has none)

REPORT = "site/report/templates"  # the pages of the command: their own engine, and holes in braces
PAGES = (".html", ".txt")
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
WORDS = {"text": 1, "plural": 2}  # the methods of amont.site.words
CONTEXTS = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
CONSTANT = re.compile(r"""\b_\(\s*("[^"]*"|'[^']*')\s*\)""")
HOLE = re.compile(r"%\(([^)]*)\)s")

UNREAD = "cannot be read"
CONTEXT = "a text with a context; say it whole, so that it needs none"
GLUED = "a text is glued together; write it whole, with named holes"


@dataclass(frozen=True, order=True)
class Text:
    """One place that says one text. fault: why no catalogue can serve it, empty when one can."""

    path: str
    line: int
    one: str = ""
    many: str = ""
    fault: str = ""

    @property
    def message(self) -> Message:
        return self.one, self.many

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


Asked = Iterator[tuple[int, str, str, str]]  # line, singular, plural, fault


def texts_of(amont: Path) -> list[Text]:
    """Every text of the package, by place. A file that cannot be read is one fault at its first line."""
    found: set[Text] = set()
    for path, asked in (*pages(amont), *sources(amont)):
        shown = path.relative_to(amont.parent).as_posix()
        try:
            found.update(Text(shown, *text) for text in asked(path))
        except (SyntaxError, TemplateSyntaxError, ValueError) as broken:
            found.add(Text(shown, 1, fault=f"{UNREAD}: {broken}"))
    return sorted(found)


def pages(amont: Path) -> Iterator[tuple[Path, Callable[[Path], Asked]]]:
    """Each page, with what reads it."""
    for path in sorted(amont.rglob("*")):
        inside = path.relative_to(amont)
        if path.suffix in PAGES and "templates" in inside.parts:
            yield path, report_texts if inside.as_posix().startswith(REPORT) else page_texts


def sources(amont: Path) -> Iterator[tuple[Path, Callable[[Path], Asked]]]:
    """Each module; those that hang sentences on codes are no pages."""
    for path in sorted(amont.rglob("*.py")):
        inside = path.relative_to(amont).as_posix()
        if not inside.startswith("site/sentences/"):
            yield path, site_texts if inside.startswith("site/") else module_texts


def report_texts(path: Path) -> Asked:
    """Texts of a page of the report."""
    with path.open("rb") as file:
        for line, _, message, _ in babel_extract(file, ("_", "ngettext"), (), {}):
            parts = [message] if isinstance(message, str) else [part for part in message or () if part]
            if parts:
                yield line, parts[0], parts[1] if len(parts) > 1 else "", ""


# ---- pages of the node -------------------------------------------------------------------------------------


def page_texts(path: Path) -> Asked:
    """Texts of a Django template. It doubles each % of a text before it asks."""
    tokens = iter(Lexer(path.read_text(encoding="utf-8")).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        yield from constants(token)
        if token.token_type is TokenType.BLOCK:
            if token.contents.split(maxsplit=1)[0] == "comment":
                skip(tokens, end="endcomment")
            elif block_re.match(token.contents):
                yield block_text(token, tokens)
            elif inline := inline_re.match(token.contents):
                text = inline[1][1:-1].replace("%", "%%")
                yield line_of(token), text, "", CONTEXT if inline[2] else ""


def line_of(token: Token) -> int:
    """Where a tag begins; the reader of pages always knows it."""
    return token.lineno or 1


def constants(token: Token) -> Asked:
    """Texts written `_("…")` inside a tag; Django shows the % of these twice."""
    for literal in CONSTANT.findall(token.contents):
        text = literal[1:-1]
        yield line_of(token), text, "", "a % is shown twice here; use {% translate %}" if "%" in text else ""


def skip(tokens: Iterator[Token], *, end: str) -> None:
    """Goes past the tag `end`."""
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents == end:
            return


def block_text(opening: Token, tokens: Iterator[Token]) -> tuple[int, str, str, str]:
    """The text between blocktranslate and its end."""
    parts: list[list[str]] = [[]]
    fault = "the block is not closed"
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if not plural_re.match(token.contents):
                fault = "" if endblock_re.match(token.contents) else f"another tag inside: {token.contents}"
                break
            parts.append([])
        elif token.token_type is TokenType.VAR:
            parts[-1].append(f"%({token.contents})s")
        elif token.token_type is TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
    trimmed = "trimmed" in opening.split_contents()
    texts = [trim_whitespace("".join(part)) if trimmed else "".join(part) for part in parts]
    many = texts[1] if len(texts) > 1 else ""
    return line_of(opening), texts[0], many, fault or fault_of_block(opening, texts)


def fault_of_block(opening: Token, parts: Iterable[str]) -> str:
    """Why a closed block cannot be served as it is written."""
    match = block_re.match(opening.contents)
    if match and match[1]:
        return CONTEXT
    text = "".join(parts)
    if "\n" in text:
        return "a text over several lines; write {% blocktranslate trimmed %}"
    unnamed = [name for name in HOLE.findall(text) if not name.isidentifier()]
    return f"a hole without a name: {unnamed[0]}; name it by `with`" if unnamed else ""


# ---- modules -----------------------------------------------------------------------------------------------


def module_texts(path: Path) -> Asked:
    """Texts that a module gives to gettext."""
    return called_texts(path, calls=CALLS)


def site_texts(path: Path) -> Asked:
    """The same, and those given to Words."""
    return called_texts(path, calls=CALLS | WORDS)


def called_texts(path: Path, *, calls: dict[str, int]) -> Asked:
    """First arguments of `calls`, name -> how many of them are texts; names and attributes are let pass."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = last_name(node.func)
        given = node.args[: calls.get(name, 0)]
        texts = [part.value for part in given if isinstance(part, ast.Constant)]
        whole = [text for text in texts if isinstance(text, str) and text]
        if name in CONTEXTS:
            yield node.lineno, "", "", CONTEXT
        elif any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in given):
            yield node.lineno, "", "", GLUED
        elif whole and len(whole) == len(given):
            yield node.lineno, whole[0], whole[1] if len(whole) > 1 else "", ""
