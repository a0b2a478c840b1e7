"""The file of a backup: a zip of parts, and a manifest that names each with its size and fingerprint."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

from amont.kernel.errors import AmontError

SUFFIX = ".amont-backup"
FORMAT = 1
MANIFEST, DUMP = "manifest.json", "database.dump"
FOLDERS = ("files", "secrets")
NAME = re.compile(r"(?:database\.dump|(?:files|secrets)(?:/[^/\\\0]+)+)")
CHUNK = 1 << 20
MANIFEST_BYTES = 200_000_000


class BackupUnreadable(AmontError):
    """The file is no backup of a node, or its end is missing. Facts: name."""

    code = "node.backup_unreadable"


class BackupTooNew(AmontError):
    """The backup was made by a later Amont. Facts: name, version."""

    code = "node.backup_too_new"


class BackupDamaged(AmontError):
    """A part of the backup is not what was kept. Facts: name, part."""

    code = "node.backup_damaged"


@dataclass(frozen=True)
class Part:
    """One part of the backup."""

    name: str
    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds. tables: rows of each when the copy was taken."""

    amont: str
    made_at: str
    database: str
    tables: dict[str, int]
    parts: list[Part] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(self.tables.values())


class Writer:
    """Puts parts in, and writes the manifest last."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self._manifest = manifest

    def put(self, name: str, content: IO[bytes], *, is_packed: bool) -> None:
        """One part, read to its end. is_packed: it would not become smaller."""
        information = zipfile.ZipInfo(name)
        information.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        information.external_attr = 0o600 << 16
        told, size = sha256(), 0
        with self._archive.open(information, "w", force_zip64=True) as part:
            for chunk in iter(lambda: content.read(CHUNK), b""):
                told.update(chunk)
                size += len(chunk)
                part.write(chunk)
        self._manifest.parts.append(Part(name, size, told.hexdigest()))

    def close(self) -> None:
        """Without its manifest a backup is unreadable: it is whole or nothing."""
        self._archive.writestr(MANIFEST, json.dumps(asdict(self._manifest), indent=1))


def manifest_of(archive: zipfile.ZipFile, *, name: str) -> Manifest:
    """The manifest, after a check that it and the parts name each other."""
    try:
        information = archive.getinfo(MANIFEST)
        if information.file_size > MANIFEST_BYTES:
            raise BackupUnreadable(name=name)
        found = json.loads(archive.read(information))
        if found["format"] > FORMAT:
            raise BackupTooNew(name=name, version=found["amont"])
        manifest = Manifest(**found | {"parts": [Part(**part) for part in found["parts"]]})
    except (KeyError, TypeError, ValueError, zipfile.BadZipFile, OSError) as error:
        raise BackupUnreadable(name=name) from error
    held = sorted(one for one in archive.namelist() if one != MANIFEST)
    if held != sorted(part.name for part in manifest.parts) or len(set(held)) != len(held):
        raise BackupUnreadable(name=name)
    if any(not is_safe(part.name) for part in manifest.parts):
        raise BackupUnreadable(name=name)
    return manifest


def is_safe(name: str) -> bool:
    """A part that lands where a backup puts its parts, nowhere else."""
    return bool(NAME.fullmatch(name)) and not {"..", "."} & set(name.split("/"))


def verified(archive: zipfile.ZipFile, manifest: Manifest, *, name: str) -> None:
    """Reads every part once and refuses one whose size or fingerprint differs."""
    for part in manifest.parts:
        told, size = sha256(), 0
        try:
            for chunk in chunks(archive, part.name, largest=part.size):
                told.update(chunk)
                size += len(chunk)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise BackupDamaged(name=name, part=part.name) from error
        if (size, told.hexdigest()) != (part.size, part.sha256):
            raise BackupDamaged(name=name, part=part.name)


def chunks(archive: zipfile.ZipFile, name: str, *, largest: int) -> Iterator[bytes]:
    """The content of a part, piece by piece, and little more of it than it says to hold."""
    with archive.open(name) as part:
        given = 0
        while given <= largest and (chunk := part.read(CHUNK)):
            given += len(chunk)
            yield chunk


def extracted(archive: zipfile.ZipFile, part: Part, target: Path, *, note: Callable[[str], None]) -> None:
    """Writes a part where it belongs, for this account alone."""
    note(part.name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with target.open("wb") as stream:
        for chunk in chunks(archive, part.name, largest=part.size):
            stream.write(chunk)
