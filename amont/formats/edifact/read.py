"""EDIFACT files to pieces: voyages, documents, events of containers, other messages, and their envelopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, cast

from amont.formats.edifact.context import Context
from amont.formats.edifact.envelope import Interchange, InterchangeEnd, Level, interchange_of
from amont.formats.edifact.errors import NoMessage
from amont.formats.edifact.kinds import Identity, identity_of, kind_by_content
from amont.formats.edifact.messages import Message, Readers, Table, message_of
from amont.formats.edifact.tokens import CHUNK, Batch, Lines, Tokens
from amont.formats.edifact.values import code
from amont.formats.manifest.events import ContainerEvent, Other
from amont.formats.manifest.records import Begin, BillRead, End
from amont.kernel.findings import Finding, Severity

Read = Interchange | InterchangeEnd | Begin | BillRead | End | ContainerEvent | Other
_AHEAD = 200  # segments looked at to tell a message that does not say what it is
_REMEMBERED = 10_000  # interchanges of one file, to tell those that come twice
_CLOSING = ("UNT", "UNE", "UNZ")


def read_edifact(source: IO[bytes] | bytes, *, chunk: int = CHUNK) -> Iterator[Read]:
    """Every piece in the order of the file; memory does not grow with the number of documents.

    Each envelope opens with `Interchange` and closes with `InterchangeEnd`, also where the file has none. A
    fault may show after pieces were given: nothing of the file counts until the iteration has ended. Raises
    Unreadable.
    """
    return _Reader(Tokens(source, chunk=chunk)).pieces()


class _Reader:
    """The envelopes, and the message at hand."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._context = Context()
        self._out: list[object] = []
        self._message: Message | None = None
        self._interchange: Interchange | None = None
        self._levels: dict[str, Level] = {}
        self._seen: set[str] = set()
        self._findings: list[Finding] = []  # of the envelope
        self._messages = self._held = self._began = 0
        self._service: Table = {
            "": self._empty, "UNA": self._pass, "UNB": self._unb, "UNG": self._ung, "UNH": self._unh,
            "UNT": self._unt, "UNE": self._une, "UNZ": self._unz, "UNS": self._pass,
        }  # fmt: skip
        self._readers = Readers(self._unknown, self._service)

    def pieces(self) -> Iterator[Read]:
        """See `read_edifact`."""
        context = self._context
        for batch in self._tokens:
            context.decimal = self._tokens.signs.decimal
            self._read(batch)
            if self._message:
                self._message.check()
            yield from self._given()
        self._close_all(ahead=self._tail())
        yield from self._given()
        if not self._messages:
            reference = self._interchange.reference if self._interchange else ""
            raise NoMessage(reference=reference)

    def _given(self) -> list[Read]:
        """Pieces that are whole, given away."""
        given, self._out[:] = cast(list[Read], list(self._out)), ()
        return given

    def _read(self, batch: Batch) -> None:
        context, readers = self._context, self._readers
        context.base += len(context.batch.raws)
        context.batch = batch
        if batch.glued:
            self._read_glued(batch)
            return
        for context.index, raw in enumerate(batch.raws):
            readers[raw[:3]](raw)

    def _read_glued(self, batch: Batch) -> None:
        """A lot in which some segments were put together again."""
        context, glued = self._context, set(batch.glued)
        for context.index, raw in enumerate(batch.raws):
            self._readers[raw[:3]](raw)
            if context.index in glued:
                context.doubt("edifact.terminator_in_text")

    def _unknown(self, raw: str) -> None:
        """A tag that nothing reads here."""
        bare = raw.lstrip()
        if bare != raw:
            self._readers[bare[:3]](bare)
        elif self._message is not None:
            self._message.unknown(raw)
        elif raw.startswith("BGM"):
            self._context.once("edifact.no_message_header", value=raw)
            self._begin(Identity("", "", "", is_told=False))
            if "BGM" in self._readers:
                self._readers["BGM"](raw)
        else:
            self._context.once("edifact.segment_outside", kind=raw[:3], value=raw)

    def _pass(self, raw: str) -> None:
        """A service segment that says nothing more."""

    def _empty(self, raw: str) -> None:
        """Terminators side by side."""
        self._context.once("edifact.empty_segment")
        self._context.empty += 1

    def _unb(self, raw: str) -> None:
        if self._interchange is not None:
            self._close_all(ahead=1)
        self._context.told.clear()
        self._interchange = interchange_of(raw, self._context)
        context = self._context
        context.reference, self._began = "", context.base + context.index - context.empty
        context.began = self._began
        self._levels["UNB"] = Level("UNB", self._interchange.reference, context.mark())
        key = f"{self._interchange.sender} {self._interchange.reference}"
        if key in self._seen:
            context.doubt("edifact.interchange_repeated", value=self._interchange.reference, element=5)
        elif len(self._seen) < _REMEMBERED:
            self._seen.add(key)
        self._out.append(self._interchange)

    def _ung(self, raw: str) -> None:
        self._open_interchange()
        self._close_group()
        elements = [*raw.split("+"), *[""] * 6]
        self._levels["UNG"] = Level("UNG", code(elements[5]), self._context.mark())

    def _unh(self, raw: str) -> None:
        self._close_message()
        self._begin(identity_of(raw.split("+")))
        self._levels["UNH"] = Level("UNH", self._context.reference, self._context.mark())

    def _open_interchange(self) -> None:
        """Messages without an envelope get an empty one."""
        if self._interchange is None:
            self._interchange = Interchange()
            self._out.append(self._interchange)
            self._context.once("edifact.no_envelope")

    def _begin(self, identity: Identity) -> None:
        context = self._context
        context.began = context.base + context.index - context.empty
        context.told.clear()
        context.reference = identity.reference
        self._open_interchange()
        self._findings += context.taken()
        self._messages += 1
        self._held += 1
        for level in ("UNB", "UNG"):
            if level in self._levels:
                self._levels[level].held += 1
        if not identity.is_told:
            ahead = context.batch.raws[context.index : context.index + _AHEAD]
            identity = identity._replace(kind=kind_by_content(ahead) or identity.kind)
            context.once("edifact.kind_not_told", kind=identity.kind or "?")
        self._message = message_of(identity, context, self._readers, self._out)

    def _unt(self, raw: str) -> None:
        if self._message is None:
            self._context.once("edifact.segment_outside", kind="UNT", value=raw)
        self._close_message(raw)

    def _close_message(self, raw: str = "", *, ahead: int = 1) -> None:
        """The message is whole, or should be. raw: its last segment, "" where it has none; ahead: segments
        read that are no longer its own."""
        message, self._message = self._message, None
        if message is None:
            return
        context = self._context
        message.close()
        level = self._levels.pop("UNH", None)
        if level is not None and raw:
            level.check(raw, context, held=context.number)
        elif level is not None:
            level.not_closed(context)
        message.end(context.number - (0 if raw else ahead))
        context.reference, context.began = "", self._began
        self._readers.switch({})

    def _close_group(self) -> None:
        level = self._levels.pop("UNG", None)
        if level is not None:
            level.not_closed(self._context)

    def _une(self, raw: str) -> None:
        self._close_message()
        level = self._levels.pop("UNG", None)
        if level is None:
            self._context.once("edifact.segment_outside", kind="UNE", value=raw)
        else:
            level.check(raw, self._context, held=level.held)
            if outer := self._levels.get("UNB"):
                outer.held += 1_000_000_000  # groups are counted apart, see `_unz`

    def _unz(self, raw: str) -> None:
        self._close_message()
        self._close_group()
        level = self._levels.pop("UNB", None)
        if level is None:
            self._context.once("edifact.segment_outside", kind="UNZ", value=raw)
        else:
            groups, messages = divmod(level.held, 1_000_000_000)
            level.check(raw, self._context, held=groups or messages)
        self._end_interchange()

    def _end_interchange(self) -> None:
        interchange, self._interchange = self._interchange, None
        if interchange is None:
            if not (self._findings or self._context.findings):
                return
            interchange = Interchange()  # of what stands outside of all envelopes
        self._notes()
        context = self._context
        findings = (*self._findings, *context.taken())
        self._findings.clear()
        encoding = self._tokens.decoder.encoding
        self._out.append(InterchangeEnd(interchange, self._held, encoding, findings))
        self._held = 0

    def _notes(self) -> None:
        """What the reading of signs and bytes noticed."""
        decoder, context = self._tokens.decoder, self._context
        if decoder.is_foreign:
            decoder.is_foreign = False
            facts: dict[str, object] = {"declared": decoder.level or "UTF-8", "used": decoder.encoding}
            context.doubt("edifact.encoding", value=decoder.level, facts=facts)
        if decoder.had_controls:
            decoder.had_controls = False
            context.doubt("edifact.control_signs")
        if self._tokens.is_short_advice:
            self._tokens.is_short_advice = False
            context.doubt("edifact.short_advice")

    def _tail(self) -> int:
        """What stands after the last terminator; how many segments that are none are at hand then."""
        tokens, context = self._tokens, self._context
        if not tokens.tail:
            return 0
        context.base += len(context.batch.raws)
        context.batch = Batch([tokens.tail], at=(tokens.tail_line, 1), lines=Lines.NONE, width=0)
        context.index = 0
        ends_by_line = tokens.signs.terminator == "\n"
        if ends_by_line or tokens.tail.startswith(_CLOSING):
            if not ends_by_line:
                context.doubt("edifact.last_terminator")
            self._readers[tokens.tail[:3]](tokens.tail)
            return 0
        if self._message is not None or self._levels or not self._messages:
            context.doubt("edifact.cut", Severity.HOLD)
        else:
            context.doubt("edifact.trailing")
        return 1

    def _close_all(self, *, ahead: int = 0) -> None:
        """The file ends, or another envelope opens."""
        self._close_message(ahead=ahead)
        self._close_group()
        level = self._levels.pop("UNB", None)
        if level is not None:
            level.not_closed(self._context)
        self._end_interchange()
