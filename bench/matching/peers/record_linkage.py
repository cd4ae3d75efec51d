# SPDX-License-Identifier: MIT
"""recordlinkage: blocks on a prefix, the first word and neighbours in sorted order; weights by hand."""

import sys

import pandas as pd
import recordlinkage
from cleaned import rows, write


def main(folder: str, out: str) -> None:
    left, right = (
        pd.DataFrame(rows(f"{folder}/{side}.csv")).set_index("id") for side in ("left", "right")
    )
    for frame in (left, right):
        frame["prefix"] = frame["clean"].str.replace(" ", "").str[:4]
        frame["first"] = frame["clean"].str.split().str[0].fillna("")
        frame[["town", "postcode"]] = frame[["town", "postcode"]].replace("", None)
    index = recordlinkage.Index()
    index.block("prefix")
    index.block("first")
    index.sortedneighbourhood("clean", window=5)
    compare = recordlinkage.Compare()
    compare.string("clean", "clean", method="jarowinkler", label="name")
    compare.exact("postcode", "postcode", label="postcode")
    compare.exact("town", "town", label="town")
    scores = compare.compute(index.index(left, right), left, right)
    total = scores["name"] + 0.15 * scores["postcode"] + 0.05 * scores["town"]
    best = total.groupby(level=0).idxmax()
    write(out, [(pair[0], pair[1], float(total[pair])) for pair in best])


main(*sys.argv[1:3])
