# SPDX-License-Identifier: MIT
"""Why a row is refused, in a sentence that says what to do. Rows with one problem are one group."""

from dataclasses import dataclass
from enum import StrEnum

from candour.registers.rules.dates_as_written import How
from candour.registers.rules.money_as_written import Basis


class Code(StrEnum):
    DATE_AMBIGUOUS = "date ambiguous"
    DATE_MONTH_ONLY = "date is a month"
    DATE_YEAR_ONLY = "date is a year"
    DATE_TIME_ONLY = "date is a time"
    DATE_SEVERAL = "several dates"
    DATE_IMPOSSIBLE = "date does not exist"
    DATE_UNCLEAR = "date not understood"
    AMOUNT_AMBIGUOUS = "amount ambiguous"
    AMOUNT_UNCLEAR = "amount not understood"
    AMOUNT_NOT_STATED = "amount not stated"
    NUMBER_UNCLEAR = "number not understood"
    MISSING = "missing"
    TOO_LONG = "too long"
    FORMULA = "formula error"
    TOO_MANY = "more values than headings"
    SHIFTED = "shifted columns"
    TOTAL = "total line"
    HEADINGS_AGAIN = "headings again"
    NOTE = "line of text"
    NO_COLUMN = "column not found"
    NO_TABLE = "no headings found"
    NO_AWARD = "nothing awarded"
    OTHER_KIND = "another kind"


NOT_ENTRIES = frozenset({Code.TOTAL, Code.HEADINGS_AGAIN, Code.NOTE})
"""Lines that are no entries: they are counted and named, and there is nothing to mend."""

SENTENCES = {
    Code.DATE_AMBIGUOUS: "Enter the {label} with its month in words, for example 4 March 2026, or say once "
    "for the whole file whether the day or the month comes first",
    Code.DATE_MONTH_ONLY: "Enter the {label} with its day, or say once for the whole file that the first of "
    "the month is meant",
    Code.DATE_YEAR_ONLY: "Enter the {label} with its day and month",
    Code.DATE_TIME_ONLY: "Enter the {label}: here stands a time of day",
    Code.DATE_SEVERAL: "Enter one day as the {label}",
    Code.DATE_IMPOSSIBLE: "Check the {label}: there is no such day",
    Code.DATE_UNCLEAR: "Enter the {label} as a day, for example 4 March 2026",
    Code.AMOUNT_AMBIGUOUS: "Check the {label}: it can be read as two different amounts. Write 1,234.00 or 1.23",
    Code.AMOUNT_UNCLEAR: "Enter the {label} as a figure, for example 1,250.00",
    Code.AMOUNT_NOT_STATED: "Enter the {label}: the cell says that it is not known",
    Code.NUMBER_UNCLEAR: "Enter the {label} as a number, for example 12.5",
    Code.MISSING: "Enter the {label}",
    Code.TOO_LONG: "Check the {label}: it is longer than {most:,} characters",
    Code.FORMULA: "Check the {label}: its formula ends in an error",
    Code.TOO_MANY: "Check the row: it has values beyond the last heading, so its columns may have moved",
    Code.SHIFTED: "Check the row: its values seem to stand one column to the {side}",
    Code.TOTAL: "Check that this line is a total and no entry: totals are not imported",
    Code.HEADINGS_AGAIN: "Check that this line only repeats the headings: it is not imported",
    Code.NOTE: "Check that this line is a remark and no entry: remarks are not imported",
    Code.NO_COLUMN: "Select the column of the {label}: none of the headings says it",
    Code.NO_TABLE: "Select the row of the headings: none of the first rows names the columns of {kind}",
    Code.NO_AWARD: "Check the notice: nothing has been awarded in it yet",
    Code.OTHER_KIND: "Upload this file as {other}: its rows are not {kind}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    code: Code
    about: str = ""
    """The field, where it is about one."""
    label: str = ""
    value: str = ""
    """What stands there."""
    more: tuple[tuple[str, str], ...] = ()

    @property
    def sentence(self) -> str:
        words = {
            "label": self.label.lower() if self.label[1:2].islower() else self.label,
            **dict(self.more),
        }
        return SENTENCES[self.code].format_map({**words, "most": int(words.get("most", "0"))}) + "."

    @property
    def group(self) -> tuple[str, str]:
        return self.code.value, self.about


DATES = {
    How.AMBIGUOUS: Code.DATE_AMBIGUOUS,
    How.MONTH_ONLY: Code.DATE_MONTH_ONLY,
    How.YEAR_ONLY: Code.DATE_YEAR_ONLY,
    How.TIME_ONLY: Code.DATE_TIME_ONLY,
    How.SEVERAL: Code.DATE_SEVERAL,
    How.IMPOSSIBLE: Code.DATE_IMPOSSIBLE,
    How.UNCLEAR: Code.DATE_UNCLEAR,
    How.BLANK: Code.MISSING,
}
AMOUNTS = {
    Basis.AMBIGUOUS: Code.AMOUNT_AMBIGUOUS,
    Basis.UNCLEAR: Code.AMOUNT_UNCLEAR,
    Basis.UNKNOWN: Code.AMOUNT_NOT_STATED,
    Basis.LIMIT: Code.AMOUNT_NOT_STATED,
    Basis.RANGE: Code.AMOUNT_NOT_STATED,
    Basis.BLANK: Code.MISSING,
}
