# SPDX-License-Identifier: MIT
"""What lies in a backup: a tar of the database, the files and, last, a list of all with their hashes."""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
DATABASE = "database"
MANIFEST = "manifest.json"
FILES = "files"
_LAWFUL = re.compile(rf"{DATABASE}|{MANIFEST}|{FILES}/[0-9a-f]{{2}}/[0-9a-f]{{32}}")
_AT_ONCE = 1 << 20


class NotABackup(Exception):
    """What was opened is not a whole backup of ours. The message says why."""


@dataclass
class Manifest:
    """What the backup says about itself."""

    made_at: str
    engine: str
    size: int
    """Entries in the log."""
    root: str
    checkpoint: str
    """The last one that was signed when the backup was made."""
    members: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class _Hashed(io.RawIOBase):
    """Passes a file on and hashes it on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def write(out: IO[bytes], manifest: Manifest, database: Path, folder: Path) -> None:
    """The files come after the database: every row in it has its content."""
    with tarfile.open(fileobj=out, mode="w|") as tar:
        for name, path in [(DATABASE, database), *_content_of(folder)]:
            with path.open("rb") as file:
                entry = tarfile.TarInfo(name)
                entry.size = path.stat().st_size
                hashed = _Hashed(file)
                tar.addfile(entry, hashed)
                manifest.members[name] = hashed.hexdigest()
        said = json.dumps(vars(manifest), indent=1).encode()
        last = tarfile.TarInfo(MANIFEST)
        last.size = len(said)
        tar.addfile(last, io.BytesIO(said))


def _content_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Whole files only; one that is being written has another ending."""
    if folder.is_dir():
        for path in sorted(folder.glob("??/*")):
            name = f"{FILES}/{path.parent.name}/{path.name}"
            if _LAWFUL.fullmatch(name):
                yield name, path


def read(clear: IO[bytes], into: Path) -> Manifest:
    """Lay everything out under `into`, and hold it against the list."""
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(fileobj=clear, mode="r|") as tar:
            for entry in tar:
                body = tar.extractfile(entry) if entry.isreg() else None
                if body is None or not _LAWFUL.fullmatch(entry.name):
                    raise NotABackup(f"the backup holds something that is not ours: {entry.name}")
                if entry.name == MANIFEST:
                    manifest = _manifest(json.load(body))
                else:
                    found[entry.name] = _lay_out(body, into / entry.name)
    except (tarfile.TarError, ValueError) as problem:
        raise NotABackup(f"the backup cannot be read: {problem}") from None
    if manifest is None:
        raise NotABackup("the backup ends before its list of contents")
    if manifest.members != found:
        odd = min(set(manifest.members.items()) ^ set(found.items()))[0]
        raise NotABackup(f"{odd} is not what was backed up")
    return manifest


def _manifest(said: dict[str, Any]) -> Manifest:
    if said.get("format") != FORMAT:
        raise NotABackup("the backup was made by another version, which must restore it")
    try:
        return Manifest(**said)
    except TypeError:
        raise NotABackup("the backup's list of contents is damaged") from None


def _lay_out(body: IO[bytes], path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        while data := body.read(_AT_ONCE):
            digest.update(data)
            file.write(data)
    return digest.hexdigest()
