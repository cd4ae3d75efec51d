# SPDX-License-Identifier: MIT
"""Starts what is measured, on this machine only: a private PostgreSQL, and gunicorn for each site.

Each is a context manager that stops what it started, and nothing else.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from bench.load import HOST

WORKERS, THREADS = 2, 4
START_SECONDS = 60.0


class CannotStart(Exception):
    """The message says what is missing and what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class PostgreSQL:
    """A cluster of its own in a folder, durable as in production: fsync, checksums, commit waits.

    PostgreSQL refuses to run as root, so root hands the folder to the account `postgres`.
    """

    SETTINGS = (
        "shared_buffers=256MB",
        "max_connections=50",
        "synchronous_commit=on",
        "fsync=on",
        "jit=off",
        "logging_collector=off",
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._account = "postgres" if os.geteuid() == 0 else None
        self._programs = _postgresql_programs()
        self._process: subprocess.Popen[bytes] | None = None
        self._password = ""

    def __enter__(self) -> Self:
        data = self.folder / "data"
        password = self.folder / "password"
        if not data.exists():
            self._make(data, password)
        self._password = password.read_text(encoding="ascii").strip()
        settings = [part for setting in self.SETTINGS for part in ("-c", setting)]
        command = [
            str(self._programs / "postgres"),
            "-D", str(data), "-h", HOST, "-p", str(self.port), "-k", str(self.folder),
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *settings],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=self._account,
                group=self._account,
            )
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            _stop(self._process, signal.SIGINT)  # fast shutdown

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def url(self, database: str) -> str:
        """Return the DATABASE_URL of a database, made when it is not there yet."""
        self._sql("postgres", f"CREATE DATABASE {database}", quiet=True)
        user = f"bench:{self._password}@:{self.port}"
        # By its socket, as a site on the same machine asks it.
        return f"postgresql://{user}/{database}?host={self.folder.resolve()}"

    def empty(self, database: str) -> None:
        """Begin a database anew."""
        self._sql("postgres", f"DROP DATABASE IF EXISTS {database}", quiet=True)
        self._sql("postgres", f"CREATE DATABASE {database}", quiet=True)

    def _make(self, data: Path, password: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        password.write_text(secrets.token_hex(16) + "\n", encoding="ascii")
        if self._account:
            shutil.chown(self.folder, self._account, self._account)
            shutil.chown(password, self._account, self._account)
        password.chmod(0o600)
        subprocess.run(
            [
                str(self._programs / "initdb"), "-D", str(data), "-U", "bench", "-A",
                "scram-sha-256", f"--pwfile={password}", "--data-checksums", "-E", "UTF8",
                "--locale=C.UTF-8",
            ],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder,
            user=self._account, group=self._account,
        )  # fmt: skip

    def _sql(self, database: str, statement: str, *, quiet: bool = False) -> bool:
        done = subprocess.run(
            [
                str(self._programs / "psql"), "-X", "-q", "-h", HOST, "-p", str(self.port),
                "-U", "bench", "-d", database, "-c", statement,
            ],
            check=False, capture_output=quiet, env={**os.environ, "PGPASSWORD": self._password},
        )  # fmt: skip
        return done.returncode == 0

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._sql("postgres", "SELECT 1", quiet=True):
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL did not start; see {self.folder / 'log'}")
            time.sleep(0.1)


def _postgresql_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not found and (there := shutil.which("initdb")):
        found = [Path(there).resolve()]
    if not found:
        raise CannotStart(
            "PostgreSQL is not installed: apt-get install postgresql, or --engine sqlite"
        )
    return found[0].parent


class Gunicorn:
    """One site on a free port, with the workers and threads that production has."""

    def __init__(self, application: str, env: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        self._application, self._env, self._log = application, env, log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        command = [
            sys.executable, "-m", "gunicorn", self._application,
            "--bind", f"{HOST}:{self.port}", "--workers", str(WORKERS),
            "--worker-class", "gthread", "--threads", str(THREADS),
            "--keep-alive", "30", "--log-level", "warning", "--no-control-socket",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **self._env}, stdout=log, stderr=log
            )
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            _stop(self._process, signal.SIGTERM)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(self.port):
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"{self._application} did not start; see {self._log}")
            time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{HOST}:{port}/nothing-here", timeout=5):
            return True
    except URLError as problem:
        return hasattr(problem, "code")  # any status will do, a refused connection will not
    except OSError:
        return False


def _stop(process: subprocess.Popen[bytes], kindly: signal.Signals) -> None:
    process.send_signal(kindly)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
