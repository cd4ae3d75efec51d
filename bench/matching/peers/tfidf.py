# SPDX-License-Identifier: MIT
"""TF-IDF over three letters at a time, and the top of a sparse product: what name matchers popularly do."""

import sys

from cleaned import rows, write
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn


def main(folder: str, out: str) -> None:
    left, right = rows(f"{folder}/left.csv"), rows(f"{folder}/right.csv")
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
    theirs = vectors.fit_transform(row["clean"] for row in right)
    ours = vectors.transform(row["clean"] for row in left)
    top = sp_matmul_topn(ours, theirs.T.tocsr(), top_n=1, n_threads=2)
    found = []
    for at, row in enumerate(left):
        line = top[at]
        if line.nnz:
            found.append((row["id"], right[line.indices[0]]["id"], float(line.data[0])))
    write(out, found)


main(*sys.argv[1:3])
