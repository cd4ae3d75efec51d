# SPDX-License-Identifier: MIT
"""Two files are matched, or given pairs judged, from the command line; whatever is in them, nothing is lost."""

import csv

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.cli.main import main
from candour.linkage.dialects import DuckDB
from candour.linkage.rules.spelling import likest

DECLARED = [
    ("d1", "Alderholt Fleet", "", "Halewick"),
    ("d2", "REDACTED", "", ""),
    ("d3", "", "", ""),
    ("d4", "Stenning Cars", "", ""),
    ("d5", "Quite Another Zelbourne", "", ""),
    ("d6", "Novel Widgets of Fennmarsh", "7546773", ""),
    ("d7", "日本電気", "", ""),
    ("d8", "Zelbourne " * 2_000, "", ""),
    ("d9", "Alderholdt Fleet", "", ""),
]
PAID = [
    ("s1", "ALDERHOLT FLEET LIMITED", "", "HALEWICK"),
    ("s2", "REDACTED", "", ""),
    ("s3", "", "", ""),
    ("s4", "ORCHARD LODGE GARAGE LTD T/A STENNING CARS", "", ""),
    ("s5", "Wholly Unlike It Ltd", "07546773", ""),
    ("s6", "日本電気", "", ""),
    ("s7", "Alderholt Holdings Ltd", "", ""),
]
HEADER = ("id", "name", "number", "town")
SIDES = [
    f"--{side}-{what}={what if what != 'place' else 'town'}"
    for side in ("left", "right")
    for what in ("id", "name", "number", "place")
]


def write(path, header, rows, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("matching")
    return write(folder / "declared.csv", HEADER, DECLARED), write(
        folder / "paid.csv", HEADER, PAID
    )


@pytest.fixture(scope="module")
def matched(files):
    left, right = files
    out = left.parent / "out.csv"
    assert main(["match", str(left), str(right), *SIDES, "--out", str(out), "--explain"]) == 0
    return read(out)


def answers(rows):
    return {(row["left_id"], row["right_id"]): row["outcome"] for row in rows}


def test_every_declared_name_has_an_answer_and_keeps_its_order(matched):
    assert list(dict.fromkeys(row["left_id"] for row in matched)) == [row[0] for row in DECLARED]


def test_bodies_are_found_under_their_other_names_and_their_numbers(matched):
    found = answers(matched)
    assert found["d1", "s1"] == "same"
    assert found["d4", "s4"] == "same"
    assert found["d6", "s5"] == "same"
    assert found["d7", "s6"] == "same"
    assert found["d9", "s1"] == "same"
    assert found["d1", "s7"] == "connected"


def test_a_company_with_another_name_is_found_by_its_number_beside_one_that_is_called_alike(
    tmp_path,
):
    left = write(tmp_path / "l.csv", HEADER, [("l1", "Alderholt Fleet Ltd", "04217916", "")])
    others = [
        ("r1", "Zelbourne Holdings Limited", "04217916", ""),
        *((f"r{n}", f"Alderholt Fleet (Halewick {n}) Ltd", "", "") for n in range(2, 12)),
    ]
    right, out = write(tmp_path / "r.csv", HEADER, others), tmp_path / "out.csv"
    assert main(["match", str(left), str(right), *SIDES, "--out", str(out), "--top", "1"]) == 0
    (row,) = read(out)
    assert (row["right_id"], row["outcome"]) == ("r1", "same")
    assert row["reason"].startswith("number")


def test_masks_and_empty_names_meet_nothing(matched):
    for row in matched:
        if row["left_id"] in {"d2", "d3"}:
            assert (row["right_id"], row["outcome"], row["bits"]) == ("", "different", "")
            assert row["reason"].split(":")[0] in {"masked", "empty"}
        assert row["right_id"] not in {"s2", "s3"}


def test_an_answer_explains_its_bits(matched):
    (row,) = [row for row in matched if (row["left_id"], row["right_id"]) == ("d1", "s1")]
    steps = [float(step.rsplit(" ", 1)[1]) for step in row["explanation"].split("; ")]
    assert sum(steps) == pytest.approx(float(row["bits"]), abs=0.3)


def test_the_same_files_give_the_same_bytes_and_the_counts_balance(files, capsys):
    left, right = files
    outs = [left.parent / f"again{number}.csv" for number in (1, 2)]
    for out in outs:
        assert main(["match", str(left), str(right), *SIDES, "--out", str(out), "--top", "1"]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    said = capsys.readouterr().err
    assert "9 names against 7" in said
    assert "Empty or hidden, so never matched: 2 on the left, 2 on the right" in said
    assert len(read(outs[0])) == len(DECLARED)


def test_other_processes_give_what_one_gives(files, matched, monkeypatch, tmp_path):
    monkeypatch.setattr("candour.linkage.matching.SMALL", 0)
    out = tmp_path / "o.csv"
    assert main(["match", *map(str, files), *SIDES, "--out", str(out), "--explain"]) == 0
    assert out.read_bytes() == (files[0].parent / "out.csv").read_bytes()


def test_the_pairs_behind_the_answers_can_be_had(files, tmp_path):
    left, right = files
    out, pairs = tmp_path / "o.csv", tmp_path / "p.csv"
    words = [*SIDES, "--out", str(out), "--compared", str(pairs)]
    assert main(["match", str(left), str(right), *words]) == 0
    known = {(row["left_row"], row["right_row"]): row["bits"] for row in read(pairs)}
    assert float(known["1", "1"]) > 0
    answered = {(row["left_id"][1:], row["right_id"][1:]) for row in read(out) if row["right_id"]}
    assert answered <= set(known)


def test_a_place_for_the_pairs_that_cannot_be_written_is_one_sentence(files, tmp_path, capsys):
    nowhere = str(tmp_path / "no" / "p.csv")
    words = [*SIDES, "--out", str(tmp_path / "o.csv"), "--compared", nowhere]
    assert main(["match", *map(str, files), *words]) == 2
    assert capsys.readouterr().err.startswith(f"Check where to write: {nowhere}")


def on_spark(files, tmp_path, capsys):
    words = [*SIDES, "--engine=spark", "--out", str(tmp_path / "o.csv")]
    assert main(["match", *map(str, files), *words]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def test_without_spark_it_says_what_to_install(files, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("candour.linkage.spark_session.find_spec", lambda _: None)
    said = on_spark(files, tmp_path, capsys)
    assert 'pip install "candour[scale]"' in said


@pytest.fixture
def spark_there(monkeypatch):
    """As where the extra is installed; what is tried below ends before Spark is loaded."""
    monkeypatch.setattr("candour.linkage.spark_session.find_spec", lambda name: name)
    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)


def test_without_java_it_says_what_to_install(spark_there, files, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    said = on_spark(files, tmp_path, capsys)
    assert "Java 17 or newer" in said
    assert "apt install openjdk-17-jre-headless" in said


def test_an_old_java_is_named(spark_there, files, tmp_path, capsys, monkeypatch):
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"Spark needs 17 or newer, and {program} is 11." in on_spark(files, tmp_path, capsys)


SAID = st.text(st.sampled_from("abé日 "), min_size=1, max_size=16).filter(str.strip)
NAMED = st.lists(SAID, min_size=1, max_size=3).map("|".join)
"""Names as they are kept: the words of each alias, none of them empty."""


@given(st.lists(st.tuples(NAMED, NAMED), min_size=1, max_size=40))
def test_spelling_is_measured_in_python_as_duckdb_measures_it(pairs):
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE pairs(place INTEGER, mine VARCHAR, other VARCHAR)")
        rows = [(place, *pair) for place, pair in enumerate(pairs)]
        connection.executemany("INSERT INTO pairs VALUES (?, ?, ?)", rows)
        asked = f"SELECT {DuckDB().likest('mine', 'other')} FROM pairs ORDER BY place"  # noqa: S608 - words of ours
        found = [one for (one,) in connection.execute(asked).fetchall()]
    # The last digit may differ, and nothing is told in more than thousandths of a bit.
    assert found == pytest.approx([likest(*pair) for pair in pairs], abs=1e-12)


def test_parquet_gives_what_csv_gives(files, matched):
    parquet = [path.with_suffix(".parquet") for path in files]
    for text, binary in zip(files, parquet, strict=True):
        table = duckdb.read_csv(str(text), all_varchar=True, max_line_size=9_000_000)
        table.write_parquet(str(binary))
    out = files[0].parent / "parquet.csv"
    assert main(["match", *map(str, parquet), *SIDES, "--out", str(out), "--explain"]) == 0
    assert read(out) == matched


def test_a_file_with_names_alone_counts_its_rows(tmp_path):
    left = write(tmp_path / "l.csv", ["name"], [["Alderholt Fleet"], ["Fenn Quince"]])
    right = write(tmp_path / "r.csv", ["who"], [["Zelbourne"], ["Alderholt Fleet Ltd"]])
    out = tmp_path / "o.csv"
    words = ["--left-name", "name", "--right-name", "who", "--out", str(out)]
    assert main(["match", str(left), str(right), *words]) == 0
    assert answers(read(out))["1", "2"] == "same"


def test_a_body_that_stands_alone_is_likelier_than_one_beside_another(tmp_path):
    bits = {}
    for beside in ("Quite Other Ltd", "Zelbourne Fleet Ltd"):
        rows = [["Zelbourne Quince Ltd"], [beside]]
        left = write(tmp_path / "l.csv", ["name"], [["Zelbourne"]])
        right = write(tmp_path / "r.csv", ["name"], rows)
        out = tmp_path / "o.csv"
        main(
            [
                "match",
                str(left),
                str(right),
                "--left-name=name",
                "--right-name=name",
                "--out",
                str(out),
            ]
        )
        bits[beside] = float(read(out)[0]["bits"])
    assert bits["Quite Other Ltd"] > bits["Zelbourne Fleet Ltd"]


def test_of_names_that_share_as_much_the_shorter_is_compared_first(tmp_path):
    rows = [[f"Zelbourne {one}x {one}y {one}z Ltd"] for one in "abcdefghijkl"]
    left = write(tmp_path / "l.csv", ["name"], [["Zelbourne"]])
    right = write(tmp_path / "r.csv", ["name"], [*rows, ["Zelbourne Fennel Ltd"]])
    out = tmp_path / "o.csv"
    main(
        ["match", str(left), str(right), "--left-name=name", "--right-name=name", "--out", str(out)]
    )
    assert str(len(rows) + 1) in {row["right_id"] for row in read(out)}


@pytest.mark.parametrize("empty", ["left", "right"])
def test_a_file_of_nothing_but_a_header_is_no_trouble(tmp_path, empty):
    rows = {"left": [["Fenn"]], "right": [["Fenn"]], empty: []}
    left, right = (
        write(tmp_path / f"{side}.csv", ["name"], rows[side]) for side in ("left", "right")
    )
    out = tmp_path / "o.csv"
    assert (
        main(
            [
                "match",
                str(left),
                str(right),
                "--left-name=name",
                "--right-name=name",
                "--out",
                str(out),
            ]
        )
        == 0
    )
    assert [row["outcome"] for row in read(out)] == ([] if empty == "left" else ["different"])


PAIRS = [
    ("1", "Alderholt Fleet", "ALDERHOLT FLEET LTD", "different"),
    ("2", "Alderholt Ltd", "Alderholt Holdings Ltd", "different"),
    ("3", "REDACTED", "REDACTED", "different"),
    ("4", "", "", ""),
    ("5", "Fenn, Quince\nand Zelbourne", "Fenn Quince & Zelbourne", ""),
]


def test_each_pair_gets_one_row_in_order_and_keeps_its_columns(tmp_path, capsys):
    pairs = write(tmp_path / "p.csv", ("ref", "ours", "theirs", "outcome"), PAIRS)
    out = tmp_path / "o.csv"
    assert (
        main(
            [
                "match-pairs",
                str(pairs),
                "--left-name=ours",
                "--right-name=Theirs",
                "--out",
                str(out),
            ]
        )
        == 0
    )
    rows = read(out)
    assert [row["ref"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["outcome"] for row in rows] == [
        "same",
        "connected",
        "different",
        "different",
        "same",
    ]
    assert rows[0]["given_outcome"] == "different"
    assert (
        "5 pairs: 2 same, 1 connected, 2 different (2 with a name that is empty or hidden)."
        in capsys.readouterr().err
    )


def test_initials_that_one_row_explains_are_known_in_the_others(tmp_path):
    rows = [
        ("Quince Riders League (QRL)", "Quince Riders League"),
        ("QRL", "Quince Riders League Ltd"),
        ("ZRA", "Zelbourne Riders Association"),
        ("Fine New Nets (FNN)", "Fennmarsh Novel Notes (FNN)"),
        ("FNN", "Fennmarsh Novel Notes"),
    ]
    pairs = write(tmp_path / "p.csv", ("a", "b"), rows)
    out = tmp_path / "o.csv"
    main(["match-pairs", str(pairs), "--left-name=a", "--right-name=b", "--out", str(out)])
    assert [row["outcome"] for row in read(out)][:3] == ["same", "same", "connected"]
    assert [row["outcome"] for row in read(out)][4] == "connected"


def test_numbers_of_pairs_decide(tmp_path):
    pairs = write(
        tmp_path / "p.csv",
        ("a", "b", "x", "y"),
        [("Fenn", "Quince", "SC1234", "sc001234"), ("Fenn", "Fenn", "07546773", "07546774")],
    )
    out = tmp_path / "o.csv"
    main(
        [
            "match-pairs",
            str(pairs),
            "--left-name=a",
            "--right-name=b",
            "--left-number=x",
            "--right-number=y",
            "--out",
            str(out),
        ]
    )
    assert [row["outcome"] for row in read(out)] == ["same", "connected"]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")]
)
def test_however_a_file_is_written_it_is_read(tmp_path, encoding, delimiter):
    pairs = write(
        tmp_path / "p.csv", ("a", "b"), [("Café Fenn", "CAFE FENN LTD")], encoding, delimiter
    )
    out = tmp_path / "o.csv"
    assert (
        main(["match-pairs", str(pairs), "--left-name=a", "--right-name=b", "--out", str(out)]) == 0
    )
    assert [(row["a"], row["outcome"]) for row in read(out)] == [("Café Fenn", "same")]


def test_lines_of_two_encodings_in_one_file_are_both_read(tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(
        b"a,b\r\n"
        + "Café Fenn,Cafe Fenn\r\n".encode()
        + "Café Fenn,Cafe Fenn\r\n".encode("cp1252")
        + b"short\r\n\r\na,b,c\r\n"
    )
    out = tmp_path / "o.csv"
    main(["match-pairs", str(path), "--left-name=a", "--right-name=b", "--out", str(out)])
    assert [row["a"] for row in read(out)] == ["Café Fenn", "Café Fenn", "short", "a"]


def test_lines_that_end_as_on_an_old_machine_are_lines(tmp_path):
    path, out = tmp_path / "p.csv", tmp_path / "o.csv"
    path.write_bytes(b"a,b\rFennmarsh,Fennmarsh Ltd\rStenning,Alderholt\r")
    main(["match-pairs", str(path), "--left-name=a", "--right-name=b", "--out", str(out)])
    assert [row["outcome"] for row in read(out)] == ["same", "different"]
    path.write_bytes(b"a,b\nFennmarsh\rFleet,Fennmarsh Fleet\n")
    main(["match-pairs", str(path), "--left-name=a", "--right-name=b", "--out", str(out)])
    assert [row["outcome"] for row in read(out)] == ["same"]


AWKWARD = [
    ('id,name\n1,"Alderholt\nFleet"\n2,Fennmarsh\n', {"1", "2"}),
    ('id,name\n1,Alderholt 5" Fleet\n2,"Fennmarsh, ""Zelbourne"""\n', {"1", "2"}),
    ('id,name\n1,"Alderholt, Fleet"\n\n2\n3,Fennmarsh,more\n', {"1", "2", "3"}),
]


@pytest.mark.parametrize(("text", "found"), AWKWARD)
def test_a_file_is_read_alike_in_stretches_and_whole(tmp_path, monkeypatch, text, found):
    path, outs = tmp_path / "p.csv", []
    path.write_text(text + "9,Stenning\n" * 40, encoding="utf-8")
    for span in (16, 1_000_000):
        monkeypatch.setattr("candour.linkage.tables.SPAN", span)
        outs.append(tmp_path / f"o{span}.csv")
        words = [f"--{side}-{what}={what}" for side in ("left", "right") for what in ("id", "name")]
        assert main(["match", str(path), str(path), *words, "--out", str(outs[-1])]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert {row["left_id"] for row in read(outs[0])} == found | {"9"}


TROUBLE = [
    (b"", "the file is empty"),
    (b"\n\n", "holds no column names"),
    (b"x,y\n1,2\n", "has no column “a”. It has: x, y."),
    (b"PAR1 is not enough", "cannot be read"),
    (b"PK\x03\x04 a workbook", "it is a workbook. Save its sheet as CSV first."),
    (b'a,b\n1,"x"\ry\n', "row 2 of"),
    (None, "there is no file"),
]


@pytest.mark.parametrize(("content", "sentence"), TROUBLE)
def test_what_cannot_be_read_is_one_sentence(tmp_path, capsys, content, sentence):
    path = tmp_path / "p.csv"
    if content is not None:
        path.write_bytes(content)
    words = ["--left-name=a", "--right-name=b", "--out", str(tmp_path / "o.csv")]
    assert main(["match-pairs", str(path), *words]) == 2
    assert main(["match", str(path), str(path), *words]) == 2
    said = capsys.readouterr().err
    assert said.count(sentence) == 2
    assert said.startswith("Check ")
    assert "Traceback" not in said


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, capsys):
    pairs = write(tmp_path / "p.csv", ("a", "b"), [("Fenn", "Fenn")])
    assert (
        main(
            [
                "match-pairs",
                str(pairs),
                "--left-name=a",
                "--right-name=b",
                "--out",
                str(tmp_path / "no" / "o.csv"),
            ]
        )
        == 2
    )
    assert "Check where to write" in capsys.readouterr().err


def test_progress_is_drawn_for_whoever_watches(capsys):
    from candour.cli.matching import _progress

    _progress("reading the left file", 0.0)
    _progress("comparing", 0.5)
    _progress("comparing", 1.0)
    drawn = capsys.readouterr().err
    assert "reading the left file" in drawn
    assert "[###############...............] comparing" in drawn
    assert drawn.endswith("\n")
