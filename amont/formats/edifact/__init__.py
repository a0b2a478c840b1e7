"""UN/EDIFACT: interchanges cut into segments, manifests and events read, answers written.

Applied are CUSCAR and CUSREP, IFTMIN and IFCSUM, COARRI, CODECO and COPARN; every other message is recognised
and kept. Source: ISO 9735, UN/EDIFACT directories D95B to D03B.
"""

from amont.formats.edifact.answer import write_cusres
from amont.formats.edifact.envelope import Interchange, InterchangeEnd
from amont.formats.edifact.read import Read, read_edifact
from amont.formats.edifact.segments import Segment, segments
from amont.formats.edifact.write import write_cuscar

__all__ = [
    "Interchange",
    "InterchangeEnd",
    "Read",
    "Segment",
    "read_edifact",
    "segments",
    "write_cuscar",
    "write_cusres",
]
