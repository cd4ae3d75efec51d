# SPDX-License-Identifier: MIT
"""`make bench-match`: Candour beside the tools that people use instead, on the same data in the same run.

The peers are installed in environments of their own, outside the repository, and kept there. Data come
from our own generator, so read the figures with its caveats: trained rows look better than they will on
real names, and peers without training are given the threshold that is best on the test itself.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import report
from bench.matching import engines
from bench.matching.generate import ROOT, base_names, generate
from bench.matching.measuring import Cost, run
from bench.matching.scoring import Figures, score

SIZES = {"S": (10_000, 100_000), "M": (100_000, 1_000_000), "L": (1_000_000, 5_000_000)}
CACHE = Path(os.environ.get("CANDOUR_BENCH_CACHE", Path.home() / ".cache" / "candour-bench"))
PEERS = Path(__file__).parent / "peers"
DEVELOPMENT_SEED = 77
COLUMNS = [
    f"--{side}-{what}={column}"
    for side in ("left", "right")
    for what, column in (
        ("id", "id"),
        ("name", "name"),
        ("postcode", "postcode"),
        ("place", "town"),
    )
]


@dataclass(frozen=True)
class Peer:
    name: str
    script: str
    packages: tuple[str, ...]
    words: tuple[str, ...] = ()
    sizes: str = "S"
    """sizes that it can run on two cores in reasonable time"""


PEERS_RUN = (
    Peer("Splink 5, supervised", "splink_peer.py", ("splink==5.0.0",), ("supervised",), "SM"),
    Peer("Splink 5, EM", "splink_peer.py", ("splink==5.0.0",), ("em",), "SM"),
    Peer("recordlinkage", "record_linkage.py", ("recordlinkage==0.16",)),
    Peer("rapidfuzz, brute force", "rapidfuzz_brute_force.py", ("rapidfuzz", "numpy")),
    Peer("TF-IDF 3-grams", "tfidf.py", ("scikit-learn", "sparse_dot_topn"), (), "SM"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-match", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", default="", help="names to draw from, one a line, gzip")
    parser.add_argument("--only", default="", help="run what has this in its name")
    parser.add_argument(
        "--engine", choices=("spark",), help="Candour alone, on DuckDB and on Spark, held together"
    )
    chosen = parser.parse_args(arguments)
    data = _data(chosen.size, chosen.seed, chosen.names)
    if chosen.engine:
        return engines.compare(chosen.size, data, COLUMNS)
    development = _data("S", DEVELOPMENT_SEED, chosen.names)
    print(
        f"{chosen.size}: {' x '.join(f'{count:,}' for count in SIZES[chosen.size])} names, seed {chosen.seed}"
    )
    print(f"{'':26}{'F1':>7}{'P':>7}{'R':>7}{'R@P99':>7}{'wall s':>9}{'CPU s':>8}{'MiB':>7}")
    found = {}
    for name, command, out in _programs(chosen.size, data, development):
        if chosen.only.lower() in name.lower():
            cost = run(command, ROOT, out.with_suffix(".log"))
            figures = None if cost.failed else score(data, out)
            print(_line(name, cost, figures), flush=True)
            found[name] = {"cost": cost.__dict__, **_kept(figures)}
    written = report.write(
        ROOT / "build" / "bench-match", {"machine": report.machine(), "size": chosen.size, **found}
    )
    print(f"Figures: {written.relative_to(ROOT)}")
    return 0


def _data(size: str, seed: int, names: str) -> Path:
    folder = CACHE / f"{size}-{seed}"
    if not (folder / "truth.csv").exists():
        print(f"Generating {size}, seed {seed}", flush=True)
        generate(folder, *SIZES[size], seed, base_names(names))
    return folder


def _programs(size: str, data: Path, development: Path) -> list[tuple[str, list[str], Path]]:
    out = data / "candour.csv"
    files = [str(data / "left.csv"), str(data / "right.csv")]
    candour = [
        str(Path(sys.executable).parent / "candour"),
        "match",
        *files,
        *COLUMNS,
        f"--out={out}",
    ]
    told = [("Candour", candour, out)]
    for peer in PEERS_RUN:
        if size in peer.sizes:
            out = data / f"{peer.name.replace(' ', '-').lower()}.csv"
            words = [str(PEERS / peer.script), str(data), str(out), *peer.words, str(development)]
            told.append((peer.name, [str(_environment(peer)), *words], out))
    return told


def _environment(peer: Peer) -> Path:
    """The Python of a peer, installed once."""
    folder = CACHE / "peers" / peer.script.removesuffix(".py")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print(f"Installing {', '.join(peer.packages)}", flush=True)
        uv = str(Path(sys.executable).parent / "uv")
        for words in (
            ("venv", "-q", "--clear", str(folder)),
            ("pip", "install", "-q", "--python", str(python), *peer.packages),
        ):
            cost = run([uv, *words], ROOT, CACHE / "install.log")
            if cost.failed:
                raise SystemExit(f"{peer.name} cannot be installed: {cost.failed}")
        (folder / "ready").touch()
    return python


def _line(name: str, cost: Cost, figures: Figures | None) -> str:
    spent = f"{cost.wall:9.1f}{cost.processor:8.1f}{cost.memory / 2**20:7.0f}"
    if figures is None:
        return f"{name:26}{'failed':>28}{spent}  {cost.failed}"
    return f"{name:26}{figures.f1:7.3f}{figures.precision:7.3f}{figures.recall:7.3f}{figures.recall_at_99:7.3f}{spent}"


def _kept(figures: Figures | None) -> dict[str, object]:
    if figures is None:
        return {}
    told = {" ".join(pair): count for pair, count in sorted(figures.three_way.items())}
    return {**figures.__dict__, "three_way": told}


if __name__ == "__main__":
    sys.exit(main())
