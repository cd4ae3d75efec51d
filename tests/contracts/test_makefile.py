# SPDX-License-Identifier: MIT
"""Bare `make` lists every command, and a machine that lacks something is told what."""

import re
import shutil
import subprocess

import pytest

from tracked import TOP

MAKEFILE = (TOP / "Makefile").read_text(encoding="utf-8")
PHONY = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())


def make(*words, cwd=TOP):
    return subprocess.run(
        ["make", *words], check=False, capture_output=True, text=True, cwd=cwd, timeout=60
    )


def test_bare_make_lists_every_command():
    listed = make().stdout
    assert [name for name in PHONY if f"make {name} " not in listed] == []


@pytest.fixture
def bare(tmp_path):
    """The project as a fresh clone has it, as far as `make` looks before it installs."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(TOP / name, tmp_path)
    return tmp_path


def python_that(bare, answer):
    """A stand-in that answers as `answer` says: the shell's `case` over its arguments."""
    program = bare / "python"
    program.write_text(f'#!/bin/sh\ncase "$*" in {answer} *) exit 0;; esac\n', encoding="ascii")
    program.chmod(0o755)
    return f"PY={program}"


def test_a_python_that_is_too_old_is_named(bare):
    old = python_that(bare, "*version_info*) exit 1;; --version) echo Python 3.9.2;;")
    done = make("run", old, cwd=bare)
    assert done.returncode
    assert "Candour needs Python 3.11 or newer; Python 3.9.2 is too old." in done.stderr


def test_a_python_without_venv_is_told_what_to_install(bare):
    done = make("run", python_that(bare, "*ensurepip*) exit 1;;"), cwd=bare)
    assert done.returncode
    assert "apt install python3-venv" in done.stderr


def test_no_python_at_all_is_said(bare):
    done = make("run", "PY=no-such-python", cwd=bare)
    assert done.returncode
    assert "'no-such-python' is not here" in done.stderr
    assert not (bare / ".venv").exists()
