# SPDX-License-Identifier: MIT
"""Give each column at most one field and each field at most one column, as well as can be."""

from collections.abc import Sequence

_UNREACHED = float("inf")


def best_pairs(scores: Sequence[Sequence[float]], least: float) -> dict[int, int]:
    """Pairs (row -> column) with the largest sum of scores; none that scores below `least`.

    The Hungarian method: a greedy choice gives two columns to one field where both look alike.
    """
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    size = max(rows, columns)
    costs = [[-_worth(scores, row, column, least) for column in range(size)] for row in range(size)]
    chosen = _cheapest(costs)
    return {
        row: column
        for row, column in enumerate(chosen)
        if row < rows and column < columns and scores[row][column] >= least
    }


def _worth(scores: Sequence[Sequence[float]], row: int, column: int, least: float) -> float:
    if row >= len(scores) or column >= len(scores[row]):
        return 0.0
    return scores[row][column] if scores[row][column] >= least else 0.0


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The column of each row. Potentials and augmenting paths, in the order of n cubed."""
    size = len(costs)
    over_rows, over_columns = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)  # by column; row 0 stands for "not yet"
    for row in range(1, size + 1):
        row_of[0] = row
        _augment(costs, over_rows, over_columns, row_of)
    chosen = [0] * size
    for column in range(1, size + 1):
        chosen[row_of[column] - 1] = column - 1
    return chosen


def _augment(
    costs: list[list[float]], over_rows: list[float], over_columns: list[float], row_of: list[int]
) -> None:
    """Find a place for the row that waits at column 0, moving others along the shortest path."""
    size = len(costs)
    shortest, came_from = [_UNREACHED] * (size + 1), [0] * (size + 1)
    done = [False] * (size + 1)
    column = 0
    while row_of[column]:
        done[column] = True
        row, step, following = row_of[column], _UNREACHED, 0
        for other in range(1, size + 1):
            if done[other]:
                continue
            reduced = costs[row - 1][other - 1] - over_rows[row] - over_columns[other]
            if reduced < shortest[other]:
                shortest[other], came_from[other] = reduced, column
            if shortest[other] < step:
                step, following = shortest[other], other
        _shift(step, done, over_rows, over_columns, shortest, row_of)
        column = following
    while column:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]


def _shift(
    step: float, done: list[bool], over_rows: list[float], over_columns: list[float],
    shortest: list[float], row_of: list[int],
) -> None:  # fmt: skip
    for column, is_done in enumerate(done):
        if is_done:
            over_rows[row_of[column]] += step
            over_columns[column] -= step
        else:
            shortest[column] -= step
