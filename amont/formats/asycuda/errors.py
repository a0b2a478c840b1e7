"""Why a file is not taken as a declaration: nothing of it goes further, its bytes are kept as received."""

from __future__ import annotations

from amont.kernel.errors import AmontError, Unreadable


class Empty(Unreadable):
    """No sign but blanks."""

    code = "sad.empty"


class NotXml(Unreadable):
    """Not XML, or XML that is not well formed. Facts: line, column of the first fault."""

    code = "sad.not_xml"


class Truncated(Unreadable):
    """The file ends before its root element does. Facts: line where it ends."""

    code = "sad.truncated"


class Entities(Unreadable):
    """A document type or an entity: no declaration needs them, and both serve to attack readers."""

    code = "sad.entities"


class NulBytes(Unreadable):
    """Zero bytes inside: a damaged or a binary file. Facts: offset of the first."""

    code = "sad.nul_bytes"


class Undecodable(Unreadable):
    """No known encoding gives text. Facts: declared."""

    code = "sad.undecodable"


class TooDeep(Unreadable):
    """Elements inside elements beyond any declaration. Facts: limit."""

    code = "sad.too_deep"


class TooLarge(Unreadable):
    """Past a limit of size or number. Facts: limit."""

    code = "sad.too_large"


class NotADeclaration(Unreadable):
    """XML, but no ASYCUDA or SAD element. Facts: root, the name of the first element."""

    code = "sad.not_a_declaration"


class SeveralDeclarations(AmontError):
    """One declaration was asked for and the file holds more. Facts: count."""

    code = "sad.several_declarations"


class Unwritable(AmontError):
    """A value or a name that XML cannot carry. Facts: path, value."""

    code = "sad.unwritable"
