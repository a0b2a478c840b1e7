"""Who may do what with the time that goods take. Medians are published; single files are not."""

from __future__ import annotations

from amont.kernel.agents import Grant, Grants, Role, Scope

READERS = (
    Grant(Role.ANALYST, Scope.OFFICE), Grant(Role.CHIEF, Scope.OFFICE), Grant(Role.DIRECTOR, Scope.OFFICE),
)  # fmt: skip

GRANTS = Grants(
    "region",
    {
        "read_times": READERS,
        "export_times": READERS,
        "note_times": (Grant(Role.SYSTEM),),
    },
)
