# SPDX-License-Identifier: MIT
"""The shipped policy packs say things in our own words."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKS = sorted((ROOT / "src/candour/policy/packs").glob("*.toml"))
RUN = 8
DOCUMENTS = sorted(
    Path(os.environ.get("CANDOUR_SEEDS", ROOT.parent / "shared" / "seeds")).glob("*.txt")
)


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.casefold().replace("\u2019", "'"))
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


@pytest.mark.skipif(not DOCUMENTS, reason="the source documents are not at hand")
@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_no_pack_shares_a_run_of_eight_words_with_a_source_document(pack):
    quoted = {run for path in DOCUMENTS for run in runs_of(path.read_text(encoding="utf-8"))}
    tables = tomllib.loads(pack.read_text(encoding="utf-8"))
    assert [run for text in texts_of(tables) for run in runs_of(text) if run in quoted] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_no_pack_names_a_real_force(pack):
    assert not re.search(
        "lancashire|cheshire|aldshire", pack.read_text(encoding="utf-8"), re.IGNORECASE
    )
