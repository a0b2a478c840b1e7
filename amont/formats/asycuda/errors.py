"""Why a file is not taken as a declaration: nothing of it goes further, its bytes are kept as received."""

from __future__ import annotations

from amont.kernel.errors import AmontError, Unreadable


class NotADeclaration(Unreadable):
    """XML, but no ASYCUDA or SAD element. Facts: root, the name of the first element."""

    code = "sad.not_a_declaration"


class SeveralDeclarations(AmontError):
    """One declaration was asked for and the file holds more. Facts: count."""

    code = "sad.several_declarations"


class Unwritable(AmontError):
    """A value or a name that XML cannot carry. Facts: path, value."""

    code = "sad.unwritable"
