# SPDX-License-Identifier: MIT
"""The words in which two engines say one thing: the steps of the search are written once, in these.

Nothing is translated from one engine's SQL into the other's. What an engine would do otherwise without
saying so (places in a list count from 0 or 1, a cast rounds or cuts, a double quotation mark is a name or
a text) has a word here and is never written in a step.
"""

from typing import Protocol

from candour.linkage.rules.names import ALIAS

LIKEST = "likest"
"""`rules.spelling.likest`, under the name that Spark knows it by."""


class Dialect(Protocol):
    """Each word takes and gives a piece of SQL; places in texts and lists count from 1."""

    code: str
    """whole numbers from 0 to 2**32 - 1"""
    without: str
    """a join that keeps the rows of the left that meet none of the right"""

    def split(self, text: str, mark: str) -> str: ...
    def joined(self, list_: str) -> str: ...
    def letters(self, text: str) -> str: ...
    def first(self, text: str, count: str) -> str: ...
    def last(self, text: str, count: str) -> str: ...
    def beginning_at(self, text: str, place: str) -> str: ...
    def list(self, *items: str) -> str: ...
    def size(self, list_: str) -> str: ...
    def item(self, list_: str, place: str) -> str: ...
    def each(self, name: str, list_: str, said: str) -> str: ...
    def from_to_before(self, first: str, end: str) -> str: ...
    def together(self, *lists: str) -> str: ...
    def distinct(self, list_: str) -> str: ...
    def in_common(self, mine: str, other: str, mark: str) -> str: ...
    def a_row_each(self, list_: str) -> str: ...
    def greatest(self, number: str, count: int) -> str: ...
    def rounded(self, number: str) -> str: ...
    def over(self, number: str, by: int) -> str: ...
    def numbered(self, text: str) -> str: ...
    def digest(self, text: str) -> str: ...
    def likest(self, mine: str, other: str) -> str: ...


class DuckDB:
    code = "UINTEGER"
    without = "ANTI JOIN"

    def split(self, text: str, mark: str) -> str:
        return f"string_split({text}, '{mark}')"

    def joined(self, list_: str) -> str:
        return f"array_to_string({list_}, '')"

    def letters(self, text: str) -> str:
        return f"len({text})"

    def first(self, text: str, count: str) -> str:
        return f"{text}[:{count}]"

    def last(self, text: str, count: str) -> str:
        return f"{text}[-{count}:]"

    def beginning_at(self, text: str, place: str) -> str:
        return f"{text}[{place}:]"

    def list(self, *items: str) -> str:
        return f"[{', '.join(items)}]"

    def size(self, list_: str) -> str:
        return f"len({list_})"

    def item(self, list_: str, place: str) -> str:
        return f"{list_}[{place}]"

    def each(self, name: str, list_: str, said: str) -> str:
        return f"list_transform({list_}, lambda {name}: {said})"

    def from_to_before(self, first: str, end: str) -> str:
        return f"range({first}, {end})"

    def together(self, *lists: str) -> str:
        return f"list_concat({', '.join(lists)})"

    def distinct(self, list_: str) -> str:
        return f"list_distinct({list_})"

    def in_common(self, mine: str, other: str, mark: str) -> str:
        """Whether both lists hold a text that begins with this mark."""
        return f"list_has_any(list_filter({mine}, lambda w: w[1] = '{mark}'), {other})"

    def a_row_each(self, list_: str) -> str:
        return f"unnest({list_})"

    def greatest(self, number: str, count: int) -> str:
        return f"max({number}, {count})"

    def rounded(self, number: str) -> str:
        return f"CAST({number} AS INTEGER)"

    def over(self, number: str, by: int) -> str:
        return f"({number} // {by})"

    def numbered(self, text: str) -> str:
        """Short numbers in the order of the letters: what is joined most is joined fastest."""
        return f"CAST(row_number() OVER (ORDER BY {text}) AS UINTEGER)"

    def digest(self, text: str) -> str:
        return f"hash({text})"

    def likest(self, mine: str, other: str) -> str:
        whole = "replace(split_part({}, '" + ALIAS + "', {}), ' ', '')"
        one, *second = (
            f"jaro_winkler_similarity({whole.format(mine, nth)}, {whole.format(other, of)})"
            for nth, of in ((1, 1), (1, 2), (2, 1))
        )
        several = f"contains({mine}, '{ALIAS}') OR contains({other}, '{ALIAS}')"
        return f"CASE WHEN {several} THEN greatest({one}, {', '.join(second)}) ELSE {one} END"


class Spark:
    code = "BIGINT"
    without = "LEFT ANTI JOIN"

    def split(self, text: str, mark: str) -> str:
        return f"split({text}, '[{mark}]')"  # a pattern, in which a bar would mean "or"

    def joined(self, list_: str) -> str:
        return f"array_join({list_}, '')"

    def letters(self, text: str) -> str:
        return f"char_length({text})"

    def first(self, text: str, count: str) -> str:
        return f"substring({text}, 1, CAST({count} AS INT))"

    def last(self, text: str, count: str) -> str:
        return f"right({text}, CAST({count} AS INT))"

    def beginning_at(self, text: str, place: str) -> str:
        return f"substring({text}, {place})"

    def list(self, *items: str) -> str:
        return f"array({', '.join(items)})"

    def size(self, list_: str) -> str:
        return f"size({list_})"

    def item(self, list_: str, place: str) -> str:
        return f"element_at({list_}, {place})"  # in brackets the places would count from 0

    def each(self, name: str, list_: str, said: str) -> str:
        return f"transform({list_}, {name} -> {said})"

    def from_to_before(self, first: str, end: str) -> str:
        """A sequence whose end lies before its beginning would run backwards."""
        some = f"sequence({first}, {end} - 1)"
        return f"IF({end} > {first}, {some}, CAST(array() AS ARRAY<INT>))"

    def together(self, *lists: str) -> str:
        return f"concat({', '.join(lists)})"

    def distinct(self, list_: str) -> str:
        return f"array_distinct({list_})"

    def in_common(self, mine: str, other: str, mark: str) -> str:
        return f"arrays_overlap(filter({mine}, w -> substring(w, 1, 1) = '{mark}'), {other})"

    def a_row_each(self, list_: str) -> str:
        return f"explode({list_})"

    def greatest(self, number: str, count: int) -> str:
        return f"slice(sort_array(collect_list({number}), false), 1, {count})"

    def rounded(self, number: str) -> str:
        """A cast alone would cut; `rint` rounds a half to the even number, as DuckDB's cast does."""
        return f"CAST(rint({number}) AS INT)"

    def over(self, number: str, by: int) -> str:
        return f"({number} div {by})"

    def numbered(self, text: str) -> str:
        """The text itself: to number all of them would bring them to one machine."""
        return text

    def digest(self, text: str) -> str:
        return text

    def likest(self, mine: str, other: str) -> str:
        return f"{LIKEST}({mine}, {other})"
