# SPDX-License-Identifier: MIT
"""A PostgreSQL of our own in a folder that is thrown away: `with private_postgres() as url`."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LOWEST = 15
THROWN_AWAY = "-c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off"
PROGRAMS = Path("/usr/lib/postgresql")


def installed() -> Path | None:
    """Where Debian keeps the programs of the lowest version that we support, if it is here."""
    versions = sorted(
        int(folder.name)
        for folder in PROGRAMS.glob("[0-9]*")
        if (folder / "bin/initdb").is_file() and int(folder.name) >= LOWEST
    )
    return PROGRAMS / str(versions[0]) / "bin" if versions else None


@contextmanager
def private_postgres(*, durable: bool = True) -> Iterator[str]:
    """Start it on a free port of this machine, yield its DATABASE_URL, stop and remove it.

    One that is not durable answers before the disk has it: enough for what is thrown away unread.
    Nor does it tidy up, or compile what it asks itself once: its tables hold a few rows each.
    """
    programs = installed()
    if programs is None:
        raise FileNotFoundError(f"no PostgreSQL {LOWEST} or newer under {PROGRAMS}")
    # A short path: a socket's name has room for about a hundred letters.
    folder = Path(tempfile.mkdtemp(prefix="candour-pg-", dir="/tmp"))
    user = _user()
    password = secrets.token_hex(12)
    (folder / "password").write_text(password, encoding="ascii")
    _give(folder, user)
    port = _free_port()
    data = folder / "data"
    try:
        _call(user, [programs / "initdb", "--pgdata", data, "--username", "candour",
                     "--pwfile", folder / "password", "--auth", "scram-sha-256",
                     "--data-checksums", "--encoding", "UTF8", "--locale", "C.UTF-8"])  # fmt: skip
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60"
        settings += "" if durable else f" {THROWN_AWAY}"
        control = [programs / "pg_ctl", "--pgdata", data, "--wait", "--silent"]
        _call(user, [*control, "--log", folder / "log", "--options", settings, "start"])
        try:
            yield f"postgresql://candour:{password}@127.0.0.1:{port}/postgres"
        finally:
            _call(user, [*control, "--mode", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> pwd.struct_passwd | None:
    """PostgreSQL will not run as root: then it runs as Debian's own user for it."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def _give(folder: Path, user: pwd.struct_passwd | None) -> None:
    if user is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _call(user: pwd.struct_passwd | None, command: Sequence[object]) -> None:
    words = [str(word) for word in command]
    here = str(Path(words[words.index("--pgdata") + 1]).parent)
    if user is None:
        subprocess.run(words, check=True, cwd=here, stdout=subprocess.DEVNULL)
        return
    subprocess.run(
        words, check=True, cwd=here, stdout=subprocess.DEVNULL,
        user=user.pw_uid, group=user.pw_gid, extra_groups=[],
    )  # fmt: skip
