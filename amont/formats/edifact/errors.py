"""Why a file is not taken as EDIFACT: nothing of it goes further, its bytes are kept as received."""

from __future__ import annotations

from amont.kernel.errors import AmontError, Unreadable


class Empty(Unreadable):
    """No sign but blanks."""

    code = "edifact.empty"


class NotEdifact(Unreadable):
    """No interchange, no message, no segment at its beginning. Facts: value, the first signs."""

    code = "edifact.not_edifact"


class NoMessage(Unreadable):
    """An envelope with nothing inside. Facts: reference."""

    code = "edifact.no_message"


class Undecodable(Unreadable):
    """No known encoding gives text. Facts: declared."""

    code = "edifact.undecodable"


class SegmentTooLong(Unreadable):
    """A segment, or what stands for one, beyond any message. Facts: limit, line."""

    code = "edifact.segment_too_long"


class MessageTooLarge(Unreadable):
    """A bill or a header with more segments than any message. Facts: limit, line."""

    code = "edifact.too_large"


class Unwritable(AmontError):
    """A value that the message has no place for. Facts: path, value."""

    code = "edifact.unwritable"
