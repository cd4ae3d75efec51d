# SPDX-License-Identifier: MIT
"""The one place that reads the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class Misconfigured(Exception):
    """The environment cannot be used as it is. The message says what to set."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Read a yes or no; anything else is refused with a hint."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    message = f"{name} is '{value}': set it to 1 or 0"
    raise Misconfigured(message)


def issuer(name: str) -> str:
    """The OpenID provider of the organisation; only on this machine without TLS, for tests."""
    value = text(name, "")
    parts = urlsplit(value)
    if value and parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        message = f"{name} is '{value}': an issuer begins with https://"
        raise Misconfigured(message)
    return value


def servers(name: str) -> tuple[str, ...]:
    """Addresses of servers that this installation may ask; only on this machine without TLS."""
    found = tuple(text(name, "").split())
    for one in found:
        parts = urlsplit(one)
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            message = f"{name} names '{one}': an address begins with https://"
            raise Misconfigured(message)
    return found


def home() -> Path:
    """The folder that holds the database, the keys and the files (CANDOUR_HOME)."""
    return Path(text("CANDOUR_HOME", "var")).resolve()


def database(url: str) -> dict[str, Any]:
    """Django's settings for a DATABASE_URL of SQLite or PostgreSQL."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] if parts.path.startswith("/") else parts.path)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    message = (
        f"DATABASE_URL starts with '{parts.scheme}': use sqlite:///path/to/file.sqlite3 "
        "or postgresql://user:password@host:5432/name"
    )
    raise Misconfigured(message)


def _sqlite(path: str) -> dict[str, Any]:
    if not path:
        message = "DATABASE_URL names no file: use sqlite:///path/to/file.sqlite3"
        raise Misconfigured(message)
    # IMMEDIATE and FULL are release gates: without the first, rival writers fail with
    # "database is locked"; without the second, an acknowledged write may be lost.
    # trusted_schema stays on: SQLite 3.40 (Debian 12) refuses Django's own check of JSON columns
    # without it.
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=1073741824;"
    )
    return {
        "ENGINE": "candour.config.sqlite_in_turn",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, Any]:
    """The server's address, or with `?host=/folder` the socket that it keeps on this machine."""
    parts = urlsplit(url)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"options": "-c synchronous_commit=on -c statement_timeout=30000"},
    }


def secret_key(folder: Path) -> str:
    """The signing secret, made at first use and kept readable by the owner only."""
    path = folder / "keys" / "secret-key"
    if given := os.environ.get("CANDOUR_SECRET_KEY", "").strip():
        return given
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(new, "w", encoding="ascii") as file:
            file.write(os.urandom(48).hex())
    return path.read_text(encoding="ascii").strip()
