# SPDX-License-Identifier: MIT
"""`candour policy`: what is wrong in a file, line by line, and what is in force where."""

import pytest

from candour.cli.main import main
from candour.demo import build
from candour.policy.packs_on_file import shipped_pack


@pytest.fixture
def file(tmp_path):
    def write(text, name="pack.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_good_file_is_fit_to_use(file, capsys):
    assert main(["policy", "check", file(shipped_pack("police_force"))]) == 0
    assert "fit to use (Transparency Gateway for chief officers: 9 areas" in capsys.readouterr().out


def test_each_problem_is_named_with_its_file_and_line(file, capsys):
    text = shipped_pack("police_force").replace('basis = "D"', 'basis = "X"', 1)
    good, wrong = file(shipped_pack("police_force")), file(text, "wrong.toml")
    assert main(["policy", "check", good, wrong]) == 1
    line = text.splitlines().index('basis = "X"') + 1
    assert capsys.readouterr().err == f"{wrong}:{line}: “X” is not one of: S, L, P, D\n"


def test_a_file_that_cannot_be_read_is_said(tmp_path, capsys):
    missing = tmp_path / "none.toml"
    assert main(["policy", "check", str(missing)]) == 2
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "other.toml").write_bytes(b"\xff\xfe")
    assert main(["policy", "check", str(tmp_path / "other.toml")]) == 2
    assert "not plain text" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_list_says_what_is_in_force_in_each_body(capsys):
    assert main(["policy", "list"]) == 0
    assert capsys.readouterr().out == "There are no policies yet.\n"
    assert build.build_if_empty(registers=False)
    assert main(["policy", "list"]) == 0
    told = capsys.readouterr().out
    assert "Aldshire Constabulary\n  transparency-gateway: version 2 in force since" in told
    assert "Office of the Police and Crime Commissioner for Aldshire\n" in told
