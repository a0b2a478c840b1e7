"""Small YAML documents of rules and settings, read so that nothing is guessed and nothing can explode.

Only text, numbers, days, true/false, lists and groups. Codes stay text: `0402`, `NO` and `1:20` are not
turned into numbers or answers as YAML 1.1 would. A key that nobody asked for is refused: it is a misprint.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import yaml

from amont.kernel.errors import AmontError

MAX_BYTES = 4 * 1024 * 1024
MAX_ALIASES = 20
MAX_DEPTH = 20


class Evidence(StrEnum):
    """How sure a fact of the law is. Letters of the project's notes."""

    VERIFIED = "A"  # read in the text itself
    SECONDARY = "B"  # a good secondary source
    TO_CONFIRM = "C"  # to be confirmed by the administration


class DocumentError(AmontError):
    """A document of rules or settings that cannot be taken as it is. Facts: document, path."""

    code = "document.refused"


class NotYaml(DocumentError):
    """Not YAML, or not UTF-8. Facts: line."""

    code = "document.unreadable"


class TooLarge(DocumentError):
    """More bytes, depth or references than any honest document has. Facts: limit."""

    code = "document.too_large"


class TagRefused(DocumentError):
    """A `!tag`: a document of rules has no use for one. Facts: line."""

    code = "document.tag"


class KeyTwice(DocumentError):
    """The same key stands twice in one group: one of the two would be lost."""

    code = "document.key_twice"


class KeyMissing(DocumentError):
    code = "document.key_missing"


class KeyUnknown(DocumentError):
    """A key that means nothing here. Facts: allowed."""

    code = "document.key_unknown"


class TextExpected(DocumentError):
    code = "document.text_expected"


class NumberExpected(DocumentError):
    code = "document.number_expected"


class OutOfRange(DocumentError):
    """A number that is too small, too large, or not whole where it must be. Facts: value, low, high."""

    code = "document.out_of_range"


class DayExpected(DocumentError):
    code = "document.day_expected"


class ListExpected(DocumentError):
    code = "document.list_expected"


class GroupExpected(DocumentError):
    """Keys with values were expected."""

    code = "document.group_expected"


class NotAllowed(DocumentError):
    """A value outside a closed list. Facts: allowed."""

    code = "document.not_allowed"


_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_Base):  # type: ignore[valid-type,misc]
    """Scalars of the YAML 1.2 core schema, days added; none of the surprises of YAML 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "key", key.start_mark)
            if key.value in seen:
                raise KeyTwice(path=key.value, line=key.start_mark.line + 1)
            seen.add(key.value)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _construct_day(loader: _PlainLoader, node: yaml.ScalarNode) -> date | str:
    """A day; one that does not exist stays text, and the reader of its key refuses it by its path."""
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        return str(node.value)


_PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", _construct_day)

_SCALARS = (
    ("bool", r"true|false|True|False", "tfTF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}", "-+0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
)
for _tag, _pattern, _first in _SCALARS:
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(f"^(?:{_pattern})$"),
        [sign if sign != "\0" else "" for sign in _first],
    )


@dataclass(frozen=True, slots=True)
class Node:
    """A group of a document and the path to it; a question it cannot answer is a coded refusal."""

    document: str
    path: str
    values: Mapping[str, object]

    def at(self, key: str) -> str:
        if key.isdigit():
            return f"{self.path}[{key}]"
        shown = key or "''"
        return f"{self.path}.{shown}" if self.path else shown

    def facts(self, key: str) -> dict[str, object]:
        return {"document": self.document, "path": self.at(key)}

    def only(self, *allowed: str) -> None:
        """Refuse the first key that is not one of `allowed`."""
        for key in self.values:
            if key not in allowed:
                raise KeyUnknown(**self.facts(key), allowed=", ".join(allowed))

    def has(self, key: str) -> bool:
        return self.values.get(key) is not None

    def value(self, key: str) -> object:
        if not self.has(key):
            raise KeyMissing(**self.facts(key))
        return self.values[key]

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty text. A number is taken as its digits: codes are often written without quotes."""
        if default is not None and not self.has(key):
            return default
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise TextExpected(**self.facts(key), value=str(value))
        return str(value)

    def number(
        self, key: str, *, low: float = -math.inf, high: float = math.inf, default: float | None = None
    ) -> float:
        if default is not None and not self.has(key):
            return float(default)
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NumberExpected(**self.facts(key), value=str(value))
        if not low <= value <= high:
            raise OutOfRange(**self.facts(key), value=str(value), low=low, high=high)
        return float(value)

    def whole(self, key: str, *, low: int, high: int, default: int | None = None) -> int:
        number = self.number(key, low=low, high=high, default=default)
        if not number.is_integer():
            raise OutOfRange(**self.facts(key), value=str(number), low=low, high=high)
        return int(number)

    def day(self, key: str) -> date:
        value = self.value(key)
        if not isinstance(value, date):
            raise DayExpected(**self.facts(key), value=str(value))
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise NotAllowed(**self.facts(key), value=value, allowed=", ".join(allowed))
        return value

    def evidence(self) -> Evidence:
        return Evidence(self.choice("evidence", [letter.value for letter in Evidence]))

    def group(self, key: str) -> Node:
        return node_of(self.value(key), document=self.document, path=self.at(key))

    def items(self, key: str) -> list[object]:
        """A list, possibly empty."""
        value = self.value(key)
        if not isinstance(value, list):
            raise ListExpected(**self.facts(key))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        if not isinstance(self.value(key), list):
            return (self.text(key),)
        node = self.numbered(key)
        return tuple(node.text(number) for number in node.values)

    def numbered(self, key: str) -> Node:
        """A list as a group whose keys are 0, 1, 2..., so that a refusal can name the item at fault."""
        items = {str(number): item for number, item in enumerate(self.items(key))}
        return Node(self.document, self.at(key), items)

    def groups(self, key: str) -> Iterator[Node]:
        """The groups of a list; none when the key is absent."""
        if self.has(key):
            for number, item in enumerate(self.items(key)):
                yield node_of(item, document=self.document, path=f"{self.at(key)}[{number}]")


def node_of(value: object, *, document: str, path: str) -> Node:
    """A group out of what YAML gave; raises GroupExpected."""
    if not isinstance(value, dict):
        raise GroupExpected(document=document, path=path or document)
    return Node(document, path, value)


def read_document(text: bytes, *, document: str) -> Node:
    """The top group of a YAML document. `document` is the name that refusals show."""
    if len(text) > MAX_BYTES:
        raise TooLarge(document=document, path=document, limit=MAX_BYTES)
    try:
        decoded = text.decode("utf-8-sig")
        _check_shape(decoded, document=document)
        value = yaml.load(decoded, Loader=_PlainLoader)  # noqa: S506 - a subclass of SafeLoader
    except UnicodeDecodeError as error:
        raise NotYaml(document=document, path=document, line=text.count(b"\n", 0, error.start) + 1) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotYaml(document=document, path=document, line=line) from None
    except yaml.YAMLError:
        raise NotYaml(document=document, path=document, line=1) from None
    except KeyTwice as error:
        raise KeyTwice(document=document, **error.facts) from None
    return node_of(value, document=document, path="")


def _check_shape(text: str, *, document: str) -> None:
    """Refuse tags, deep nesting and many references before anything is built."""
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        aliases += isinstance(event, yaml.AliasEvent)
        if getattr(event, "tag", None) is not None:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise TagRefused(document=document, path=document, line=line)
        if depth > MAX_DEPTH or aliases > MAX_ALIASES:
            limit = MAX_DEPTH if depth > MAX_DEPTH else MAX_ALIASES
            raise TooLarge(document=document, path=document, limit=limit)
