# SPDX-License-Identifier: MIT
"""What a printed letter and a printed policy hold."""

from dataclasses import dataclass
from datetime import date

from candour.correspondence.case_file import Fact, Stamp


@dataclass(frozen=True)
class LetterSheet:
    """A letter on paper, for an addressee without e-mail."""

    organisation: str
    sender_lines: tuple[str, ...]
    addressee_lines: tuple[str, ...]
    written_on: date
    reference: str
    subject: str
    body: str
    language: str = "en"
    closing: str = ""
    signatory: str = ""
    marking: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its text and, below it, numbered items."""

    heading: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class PolicySheet:
    organisation: str
    title: str
    marking: str
    version: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Section:
    """A heading, and below it any of: text, facts, a list, a table."""

    heading: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    items: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """As many cells each as there are headings."""
    otherwise: str = ""
    """What is said where a table has no rows."""
    level: int = 1


@dataclass(frozen=True)
class ReportSheet:
    """A report with its parts: a closed review, a report to who oversees, a pack of evidence."""

    organisation: str
    title: str
    reference: str
    marking: str
    handling: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    stamp: Stamp
