# SPDX-License-Identifier: MIT
"""The content of files on disk: written whole before its row, or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings


class ContentMissing(Exception):
    """A row says that there is a file, and the disk does not have it."""


def write(file_id: UUID, sealed: bytes) -> None:
    """Write under another name and move it there, so that no half of a file is ever seen."""
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def read(file_id: UUID) -> bytes:
    try:
        return path_of(file_id).read_bytes()
    except FileNotFoundError:
        raise ContentMissing(f"the content of file {file_id} is not on disk") from None


def exists(file_id: UUID) -> bool:
    return path_of(file_id).exists()


def path_of(file_id: UUID) -> Path:
    name = file_id.hex
    return _folder() / name[:2] / name


def everything() -> Iterator[Path]:
    """Every file in the folder, finished or not."""
    folder = _folder()
    if folder.is_dir():
        yield from (path for path in sorted(folder.glob("??/*")) if path.is_file())


def _folder() -> Path:
    return Path(settings.FILES_FOLDER)


def _flush_folder(folder: Path) -> None:
    # The name is in the folder, so the folder has to reach the disk too.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
