"""What customs answers to a declaration, written as CUSRES and as XML in the manner of ASYCUDA."""

from amont.formats.answered.cusres import write_cusres
from amont.formats.answered.records import Answer, Owed, Reported
from amont.formats.answered.xml import write_xml

__all__ = ["Answer", "Owed", "Reported", "write_cusres", "write_xml"]
