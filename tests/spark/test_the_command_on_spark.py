# SPDX-License-Identifier: MIT
"""`candour match --engine spark`: starts Spark, writes what DuckDB writes, and leaves nothing behind."""

import pytest

pytest.importorskip("pyspark", reason="Spark is not installed")

from candour.cli.main import main
from made_up_names import declared_and_paid

# Spark leaves sockets to this machine's own Java to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

COLUMNS = [
    f"--{side}-{what}"
    for side in ("left", "right")
    for what in ("id=id", "name=name", "postcode=postcode", "place=town")
]


def test_the_command_writes_the_same_bytes_and_leaves_nothing_behind(monkeypatch, tmp_path):
    given, room = tmp_path / "given", tmp_path / "room"
    files = declared_and_paid(given, 60, 200)
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    outs = []
    for engine in ("duckdb", "spark"):
        outs.append(tmp_path / f"{engine}.csv")
        words = [*COLUMNS, f"--engine={engine}", "--explain", "--out", str(outs[-1])]
        assert main(["match", *map(str, files), *words]) == 0
    assert outs[1].read_bytes() == outs[0].read_bytes()
    assert list(room.iterdir()) == []
