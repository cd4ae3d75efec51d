# SPDX-License-Identifier: MIT
"""Every name against every name with RapidFuzz's Jaro-Winkler, on all cores; the best is kept."""

import sys

import numpy as np
from cleaned import rows, write
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

AT_ONCE = 200


def main(folder: str, out: str) -> None:
    left, right = rows(f"{folder}/left.csv"), rows(f"{folder}/right.csv")
    names = [row["clean"] for row in right]
    found = []
    for first in range(0, len(left), AT_ONCE):
        some = left[first : first + AT_ONCE]
        scores = cdist(
            [row["clean"] for row in some], names, scorer=JaroWinkler.normalized_similarity,
            workers=-1, dtype=np.float32,
        )  # fmt: skip
        for row, line in zip(some, scores, strict=True):
            best = int(line.argmax())
            found.append((row["id"], right[best]["id"], float(line[best])))
    write(out, found)


main(*sys.argv[1:3])
