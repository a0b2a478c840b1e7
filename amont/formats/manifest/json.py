"""Our own JSON: a message as one object, for sea, air, road and rail alike.

    {"kind": "manifest",
     "voyage": {"office": "18N", "voyage": "V12", "departed_on": "2026-11-01", ...},
     "bills": [{"number": "B1", "goods": [{"packages": "12", "gross_kg": "1300.5", ...}], ...}]}

Names and meanings are those of `records`; what is empty may be left out. Masses, amounts and numbers of
packages are texts or numbers, days `2026-11-25`, hours `2026-11-25T14:30:00`. `place` and `number` count from
1 when they are left out. Unknown names are kept in `extras` and told.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import IO, Any, Union, get_args, get_origin, get_type_hints

from amont.formats.manifest.checking import Checking
from amont.formats.manifest.records import Begin, Bill, BillRead, End, Piece, Voyage
from amont.kernel.errors import Unreadable
from amont.kernel.findings import Finding, Severity, clip

KIND, VERSION = "manifest", "1"
MAX_BYTES = 256 << 20
_UNSAID = ("line",)
_NOTHING: Any = object()


class NotOurJson(Unreadable):
    """No JSON, or not of the documented shape. Facts: line, column."""

    code = "manifest.not_json"


class JsonTooLarge(Unreadable):
    """More bytes than one message may have. Facts: limit."""

    code = "manifest.json_too_large"


def write_json(kind: str, version: str, voyage: Voyage, bills: Iterable[Bill]) -> Iterator[bytes]:
    """The object, a document a line. Reading it gives equal records."""
    head = json.dumps({"kind": kind, "version": version, "voyage": plain(voyage)}, ensure_ascii=False)
    yield f'{head[:-1]}, "bills": ['.encode()
    for number, bill in enumerate(bills):
        yield f"{',' if number else ''}\n{json.dumps(plain(bill), ensure_ascii=False)}".encode()
    yield b"\n]}\n"


def plain(record: object) -> Any:
    """A record as JSON has it; what is empty is left out."""
    if is_dataclass(record):
        said = {
            entry.name: value
            for entry in fields(record)
            if entry.name not in _UNSAID and (value := getattr(record, entry.name)) != _default(entry)
        }
        return {name: plain(value) for name, value in said.items()}
    if isinstance(record, Mapping):
        return {name: plain(value) for name, value in record.items()}
    if isinstance(record, list | tuple):
        return [plain(one) for one in record]
    if isinstance(record, Decimal):
        return format(record, "f")
    if isinstance(record, StrEnum):
        return record.value
    return record.isoformat() if isinstance(record, date) else record


def _default(entry: Any) -> object:
    if entry.default_factory is not MISSING:
        return entry.default_factory()
    return entry.default


def stream_json(stream: IO[bytes]) -> Iterator[Piece]:
    """The pieces of a message. Raises NotOurJson, JsonTooLarge."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise JsonTooLarge(limit=MAX_BYTES)
    return _pieces(_object(data))


def read_json(data: bytes) -> list[Piece]:
    """A message that is in memory."""
    return list(stream_json(io.BytesIO(data)))


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=str)
    except json.JSONDecodeError as error:
        raise NotOurJson(line=error.lineno, column=error.colno) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise NotOurJson(line=1, column=1) from None
    if not isinstance(found, dict) or not isinstance(found.get("voyage"), dict):
        raise NotOurJson(line=1, column=1)
    if not isinstance(found.get("bills", []), list):
        raise NotOurJson(line=1, column=1)
    return found


def _pieces(message: dict[str, Any]) -> Iterator[Piece]:
    reader, checking = _Reading(), Checking()
    voyage = reader.record(Voyage, message["voyage"], "voyage")
    kind, version = message.get("kind", KIND), message.get("version", VERSION)
    yield Begin(str(kind), str(version), voyage, reader.taken())
    for place, said in enumerate(message.get("bills", []), start=1):
        path = f"bills[{place}]"
        given = {"place": place, **said} if isinstance(said, dict) else {"place": place}
        bill = reader.record(Bill, {"number": "", **given}, path)
        boxes = f"{path}/containers[{{}}]/number".format
        reader.findings.extend(checking.findings(bill, path=path, box=boxes))
        yield BillRead(bill, reader.taken())
    yield End(voyage, checking.tally.findings(voyage, places={}))


@dataclass(slots=True)
class _Reading:
    """JSON values as those that records want; what does not fit is noticed and left out."""

    findings: list[Finding] = field(default_factory=list)

    def taken(self) -> tuple[Finding, ...]:
        """What was noticed since the last time."""
        found, self.findings = tuple(self.findings), []
        return found

    def doubt(
        self,
        code: str,
        path: str,
        value: object = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Something noticed."""
        self.findings.append(Finding(code, Severity.NOTE, path, clip(value), dict(facts or {})))

    def record(self, kind: type, said: Mapping[str, Any], path: str) -> Any:
        """A record of a kind; names that it has not are extras, when it has these."""
        hints, values, extras = _hints(kind), {}, {}
        for name, value in said.items():
            if name in hints and name not in _UNSAID:
                found = self._value(hints[name], value, f"{path}/{name}")
                if found is not _NOTHING:
                    values[name] = found
            else:
                extras[name] = value if isinstance(value, str) else _kept(value)
                element = {"element": clip(name, 40)}
                self.doubt("manifest.unknown_element", f"{path}/{clip(name, 40)}", value, facts=element)
        if extras and "extras" in hints:
            values["extras"] = {**values.get("extras", {}), **extras}
        for entry in fields(kind):
            if entry.name not in values and entry.default is MISSING and entry.default_factory is MISSING:
                values[entry.name] = "" if hints[entry.name] is str else 1
        return kind(**values)

    def _value(self, hint: Any, value: Any, path: str) -> Any:
        origin, choices = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            if value is None or value == "":
                return None
            return self._value(choices[0], value, path)
        if origin is tuple:
            return self._tuple(choices[0], value, path)
        if origin is not None:
            return self._mapping(choices[1], value, path)
        if is_dataclass(hint) and isinstance(hint, type):
            is_object = isinstance(value, dict) and not (hint.__name__ == "Amount" and "value" not in value)
            return self.record(hint, value, path) if is_object else self._unfit(path, value)
        return self._leaf(hint, value, path)

    def _tuple(self, hint: Any, value: Any, path: str) -> Any:
        if not isinstance(value, list):
            return self._unfit(path, value)
        found = []
        for number, one in enumerate(value, start=1):
            given = {"number": number, **one} if isinstance(one, dict) and _counts(hint) else one
            found.append(self._value(hint, given, f"{path}[{number}]"))
        return tuple(one for one in found if one is not _NOTHING)

    def _mapping(self, hint: Any, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            return self._unfit(path, value)
        found = {name: self._value(hint, one, f"{path}/{clip(name, 40)}") for name, one in value.items()}
        return {name: one for name, one in found.items() if one is not _NOTHING}

    def _leaf(self, hint: Any, value: Any, path: str) -> Any:
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if hint is bool:
            return value if isinstance(value, bool) else self._unfit(path, value)
        if not (isinstance(value, str) or is_number):
            return self._unfit(path, value)
        try:
            return _read(hint, str(value))
        except (ValueError, InvalidOperation, OverflowError):
            return self._unfit(path, value)

    def _unfit(self, path: str, value: object) -> Any:
        if value is not None:
            self.doubt("manifest.value_unreadable", path, value)
        return _NOTHING


def _read(hint: Any, text: str) -> Any:
    if hint is datetime:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if hint is date:
        return date.fromisoformat(text)
    if hint is int:
        return int(text)
    if hint is Decimal:
        found = Decimal(text)
        if not found.is_finite() or found.adjusted() > 30:
            raise ValueError(text)
        return found
    return hint(text)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _kept(value: object) -> str:
    """What stood there, as JSON; nothing when it is nested beyond reason."""
    try:
        return json.dumps(value, default=str, ensure_ascii=False)
    except RecursionError:
        return ""


def _counts(hint: Any) -> bool:
    """Lines that number themselves."""
    return isinstance(hint, type) and _hints(hint).get("number") is int if is_dataclass(hint) else False
