"""Why a file is not read as XML: nothing of it goes further, its bytes are kept as received."""

from __future__ import annotations

from amont.kernel.errors import Unreadable


class Empty(Unreadable):
    """No sign but blanks."""

    code = "xml.empty"


class NotXml(Unreadable):
    """Not XML, or XML that is not well formed. Facts: line, column of the first fault."""

    code = "xml.not_xml"


class Truncated(Unreadable):
    """The file ends before its root element does. Facts: line where it ends."""

    code = "xml.truncated"


class Entities(Unreadable):
    """A document type or an entity: no document of the trade needs them, and both serve to attack readers."""

    code = "xml.entities"


class NulBytes(Unreadable):
    """Zero bytes inside: a damaged or a binary file. Facts: offset of the first."""

    code = "xml.nul_bytes"


class Undecodable(Unreadable):
    """No known encoding gives text. Facts: declared."""

    code = "xml.undecodable"


class TooDeep(Unreadable):
    """Elements inside elements beyond any document of the trade. Facts: limit."""

    code = "xml.too_deep"


class TooLarge(Unreadable):
    """Past a limit of size or number. Facts: limit."""

    code = "xml.too_large"
