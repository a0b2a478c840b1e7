"""How a declaration is named: by customs once it is registered, by office and declarant before."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from amont.formats.asycuda.declaration import Declaration

LONGEST = 60  # signs
MARK = 8
YEAR = "Assessment_notice/Registration_year"


@dataclass(frozen=True, slots=True)
class StoreKey:
    """What ASYCUDA finds a stored declaration by; what its document does not tell is empty.

    Source: UNCTAD, functional manual of ASYCUDA, stored declarations: they are found by office, declarant
    code, year and declarant reference, and no declarant uses a reference twice.
    """

    office: str
    declarant: str
    year: str
    number: str

    def name(self, *, declarant: str = "", year: str = "") -> str:
        """All four, parted by colons, the places of absent ones empty; empty without a number.

        declarant, year: in place of those that the document does not tell.
        """
        places = (self.office, self.declarant or declarant, self.year or year)
        return _fitted(":".join((*map(_escaped, places), self.number))) if self.number else ""


def reference_of(declaration: Declaration, *, declarant: str = "") -> str:
    """The number that customs gave it, else how ASYCUDA finds it in store; empty when it has neither."""
    return registration_of(declaration) or key_of(declaration).name(declarant=declarant)


def registration_of(declaration: Declaration) -> str:
    """Year, office, serial and number of registration; empty before it."""
    identification = declaration.identification
    registration = identification.registration
    year = str(registration.on.year) if registration.on else declaration.header.code(YEAR)
    if registration.number and year and identification.office:
        return f"{year}{identification.office}{registration.serial}{registration.number}"
    return ""


def key_of(declaration: Declaration) -> StoreKey:
    """As the document tells it; a declarant without a code is known by its name."""
    told = declaration.declarant
    who = told.code or first_line(told.name)
    return StoreKey(declaration.identification.office, who, told.reference_year, told.reference)


def store_key(reference: str) -> StoreKey | None:
    """The parts of a name that such a key made; None for one of another make, or that was cut."""
    parts = reference.split(":", 3)
    if len(parts) < 4 or reference[-MARK - 1 : -MARK] == "~":
        return None
    office, declarant, year = map(_plain, parts[:3])
    return StoreKey(office, declarant, year, number=parts[3])


def first_line(name: str) -> str:
    """A party without a code is known by the first line of its name, blanks removed as in any code."""
    return "".join(name.partition("\n")[0].split())


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace(":", "%3A")


def _plain(part: str) -> str:
    return part.replace("%3A", ":").replace("%25", "%")


def _fitted(reference: str) -> str:
    """A reference longer than any office gives: its beginning, and a mark made of the whole."""
    if len(reference) <= LONGEST:
        return reference
    mark = sha256(reference.encode("utf-8", "replace")).hexdigest()[:MARK]
    return f"{reference[: LONGEST - MARK - 1]}~{mark}"
