# SPDX-License-Identifier: MIT
"""Fills in the letters and e-mails that are held as data in `letters/`.

Nothing that a person typed is ever read as a template: values are put in once and stay text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from candour.correspondence.letters_on_file import Audience, Frame, Letter, all_letters, frame
from candour.kernel.procedure import Refused

Value = str | int | date | None

PLACE = re.compile(r"\{([a-z_]+)\}")
OPTIONAL_PIECE = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Draft:
    """A letter as it will be sent, ready to be shown and then queued."""

    letter: str
    language: str
    audience: Audience
    subject: str
    text: str
    html: str
    link: str = ""
    """The address the letter leads to; for people outside it is a secret of theirs."""


def compose(key: str, language: str, values: Mapping[str, Value]) -> Draft:
    """Fill in one letter; a value that it has no place for, or lacks, is refused by name."""
    letter = _letter(key, language)
    filled = _fill_values(letter, values)
    body = _blocks(_fill(letter.body, filled))
    context = _page(letter, frame(letter.language), filled)
    subject = " ".join(_fill(letter.subject, filled).split())
    return Draft(
        letter=key,
        language=letter.language,
        audience=letter.audience,
        subject=subject,
        text=_render("mail.txt.jinja", subject=subject, blocks=body, **context),
        html=_render("mail.html.jinja", subject=subject, blocks=body, **context),
        link=filled.get("link", ""),
    )


def suggest_reply(key: str, language: str, values: Mapping[str, Value]) -> str:
    """The words that we propose for the part of a letter that the sender writes."""
    letter = _letter(key, language)
    return _fill(letter.reply, _in_words(values, letter.language))


def has_welsh(key: str) -> bool:
    return key in all_letters("cy")


def day_in_words(day: date, language: str) -> str:
    """A deadline with the name of its day, for example "Friday 27 November 2026"."""
    return f"{frame(language).days[day.weekday()]} {date_in_words(day, language)}"


def date_in_words(day: date, language: str) -> str:
    return f"{day.day} {frame(language).months[day.month - 1]} {day.year}"


def _letter(key: str, language: str) -> Letter:
    wanted = "cy" if language.lower().startswith("cy") and has_welsh(key) else "en"
    letters = all_letters(wanted)
    if key not in letters:
        raise Refused(f"There is no letter called '{key}'.")
    return letters[key]


def _fill_values(letter: Letter, values: Mapping[str, Value]) -> dict[str, str]:
    if strangers := sorted(set(values) - letter.places):
        raise Refused(f"The letter '{letter.key}' has no place for '{strangers[0]}'.")
    filled = _in_words(values, letter.language)
    if letter.reply and not filled.get("reply"):
        filled["reply"] = _fill(letter.reply, filled)
    if missing := sorted(place for place in letter.needed if not filled.get(place)):
        raise Refused(f"Enter '{missing[0]}' for the letter '{letter.key}'.", about=missing[0])
    return filled


def _in_words(values: Mapping[str, Value], language: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, date):
            words[name] = day_in_words(value, language)
        elif value is not None and str(value).strip():
            words[name] = str(value).replace("\r\n", "\n").strip()
    return words


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values in, in one pass: a value that looks like a place stays as it was typed."""
    return PLACE.sub(lambda found: values.get(found[1], ""), _choose_pieces(template, values))


def _choose_pieces(template: str, values: Mapping[str, str]) -> str:
    def keep(piece: re.Match[str]) -> str:
        return piece[1] if all(values.get(place) for place in PLACE.findall(piece[1])) else ""

    return OPTIONAL_PIECE.sub(keep, template)


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list when every line starts with a dash."""

    lines: tuple[str, ...]
    is_list: bool


def _blocks(text: str) -> tuple[Block, ...]:
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    return tuple(_block(piece) for piece in pieces if piece)


def _block(piece: str) -> Block:
    lines = tuple(line.strip() for line in piece.split("\n"))
    if all(line.startswith("- ") for line in lines):
        return Block(tuple(line[2:] for line in lines), is_list=True)
    return Block(lines, is_list=False)


def _page(letter: Letter, words: Frame, values: Mapping[str, str]) -> dict[str, object]:
    """What surrounds the body: greeting, link, deadline, and who to ask."""
    outside = letter.audience is Audience.PARTY
    why = _fill(letter.why, values)
    pieces = {**values, "why": why}
    return {
        "language": letter.language,
        "greeting": _fill(words.dear if outside else words.hello, pieces),
        "action": letter.action,
        "link": values.get("link", "") if letter.action else "",
        "deadline": "" if outside or "deadline" not in values else _fill(words.deadline, pieces),
        "sign_off": words.sign_off if outside else "",
        "signatory": values.get("signatory", "").splitlines(),
        "organisation": values.get("organisation", ""),
        "notes": tuple(_notes(words, pieces, outside=outside)),
    }


def _notes(words: Frame, values: Mapping[str, str], *, outside: bool) -> list[str]:
    lines = [words.why, words.contact]
    lines = [words.reference, *lines] if outside else [*lines, words.digest]
    known = set(values)
    notes = [_fill(line, values) for line in lines if set(PLACE.findall(line)) <= known]
    return notes if outside else [*notes, words.automatic]


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("candour.correspondence", "letters"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _render(name: str, **context: object) -> str:
    return _templates().get_template(name).render(**context)
