# SPDX-License-Identifier: MIT
"""An inspection pack: drawn by one, frozen by another, open to a named inspector for some days (T01).

While it is a draft its figures are drawn anew whenever somebody asks. Frozen, it stays as it is. It
opens to people of the inspectorate by name, from one day to another, and may be closed early.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role

SOURCE = "HMIC12 N/1"
DRAFTERS = frozenset({Role.OVERSEER, Role.REASSESSOR})
KEEPERS = DRAFTERS | {Role.SPONSOR}
"""Who may freeze, open and close it. The sponsor never draws, so somebody is always left."""
READERS = KEEPERS | {Role.INSPECTOR, Role.OVERSIGHT}
"""An inspector reads what is open to them; who holds the body to account, whatever was frozen."""
FRESH_DAYS = 7
"""Figures that are older are drawn anew before they are frozen."""
LONGEST = timedelta(days=90)
MOST_QUARTERS = 8


class Stage(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"
    OPENED = "opened"
    CLOSED = "closed"


@dataclass(frozen=True)
class Opening:
    """For whom it is open, and until when; both days count."""

    key: str
    person: str
    starts_on: date
    until: date


@dataclass(frozen=True)
class Pack:
    """All that the rules know of one pack."""

    today: date
    begun: bool = True
    """Its last quarter has begun; what has happened so far counts."""
    drawn_on: date | None = None
    authors: frozenset[str] = frozenset()
    inspectors: frozenset[str] = frozenset()
    """Who inspects this body today."""
    gaps: frozenset[str] = frozenset()
    """What is asked for and not, or not well, answered."""
    openings: frozenset[Opening] = frozenset()
    """Those that nobody has closed."""


@dataclass(frozen=True, kw_only=True)
class Remarks(Given):
    """What the body says about gaps, by what is asked for; nothing where it is left empty."""

    about: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Invited(Given):
    """Who of the inspectorate reads it, from when, and until when."""

    key: str
    who: str
    starts_on: date
    until: date


@dataclass(frozen=True, kw_only=True)
class Extended(Given):
    key: str
    until: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Ended(Given):
    key: str


# ---------------------------------------------------------------- what must hold


@clause("HMIC12 N/1")
def the_quarters_have_begun(pack: Pack, by: str) -> None:
    if not pack.begun:
        raise Refused("Its last quarter has not begun yet.", SOURCE)


@clause("HMIC12 N/1")
def the_figures_are_fresh(pack: Pack, by: str) -> None:
    if pack.drawn_on is None:
        raise Refused("Draw the figures first.", SOURCE)
    if (pack.today - pack.drawn_on).days > FRESH_DAYS:
        raise Refused(
            f"The figures were drawn more than {FRESH_DAYS} days ago. Draw them anew first.", SOURCE
        )


@clause("HMIC12 N/1")
def the_figures_are_drawn(pack: Pack, by: str) -> None:
    if pack.drawn_on is None:
        raise Refused("Draw the figures first.", SOURCE)


@clause("HMIC12 N/1")
def somebody_else_freezes_it(pack: Pack, by: str) -> None:
    if by in pack.authors:
        raise Refused(
            "You drew the figures or wrote in this pack, so somebody else freezes it.", SOURCE
        )


def they_are_gaps(pack: Pack, given: Remarks) -> None:
    if not given.about:
        raise Refused("Enter what is done about at least one gap.")
    if given.about - pack.gaps:
        raise Refused("Something is said where there is no gap.")


@clause("HMIC12 N/1")
def they_inspect_this_body(pack: Pack, given: Invited) -> None:
    if given.who not in pack.inspectors:
        raise Refused("Select somebody of the inspectorate.", SOURCE, about="who")


@clause("HMIC12 N/1")
def the_days_are_few(pack: Pack, given: Invited) -> None:
    if given.starts_on < pack.today:
        raise Refused("The first day must be today or later.", SOURCE, about="starts_on")
    if given.until < given.starts_on:
        raise Refused("The last day must not be before the first.", SOURCE, about="until")
    if given.until > given.starts_on + LONGEST:
        raise Refused(f"A pack is open for {LONGEST.days} days at most.", SOURCE, about="until")


def it_is_not_open_to_them_yet(pack: Pack, given: Invited) -> None:
    if any(one.person == given.who for one in pack.openings if one.until >= pack.today):
        raise Refused("It is open to them already. Extend that instead.", about="who")


def the_opening_is_there(pack: Pack, given: Extended | Ended) -> None:
    if _opening(pack, given.key) is None:
        raise Refused("It is not open to them any more.")


@clause("HMIC12 N/1")
def it_lasts_longer_and_not_too_long(pack: Pack, given: Extended) -> None:
    opening = _opening(pack, given.key)
    if opening is None:
        return
    if given.until <= opening.until or given.until < pack.today:
        raise Refused("The new last day must be after the last day now.", SOURCE, about="until")
    if given.until > pack.today + LONGEST:
        raise Refused(f"A pack is open for {LONGEST.days} days at most.", SOURCE, about="until")


@clause("HMIC12 N/1")
def a_reason_is_given(pack: Pack, given: Extended) -> None:
    if not given.reason.strip():
        raise Refused("Enter why they need longer.", SOURCE, about="reason")


def _opening(pack: Pack, key: str) -> Opening | None:
    return next((one for one in pack.openings if one.key == key), None)


# ---------------------------------------------------------------- what becomes true


def it_is_drawn(pack: Pack, given: Given) -> Pack:
    return replace(pack, drawn_on=pack.today, authors=pack.authors | {given.by})


def it_is_written(pack: Pack, given: Remarks) -> Pack:
    return replace(pack, authors=pack.authors | {given.by})


def it_stays(pack: Pack, given: Given) -> Pack:
    return pack


def it_is_open_to_them(pack: Pack, given: Invited) -> Pack:
    """An opening whose time is over makes room for a new one."""
    rest = frozenset(one for one in pack.openings if one.person != given.who)
    new = Opening(given.key, given.who, given.starts_on, given.until)
    return replace(pack, openings=rest | {new})


def it_lasts_longer(pack: Pack, given: Extended) -> Pack:
    return replace(
        pack,
        openings=frozenset(
            replace(one, until=given.until) if one.key == given.key else one
            for one in pack.openings
        ),
    )


def it_ends_for_them(pack: Pack, given: Ended) -> Pack:
    return replace(pack, openings=frozenset(one for one in pack.openings if one.key != given.key))


def it_ends_for_everybody(pack: Pack, given: Given) -> Pack:
    return replace(pack, openings=frozenset())


# ---------------------------------------------------------------- the acts

_DRAFT = frozenset({Stage.DRAFT})
_FROZEN = frozenset({Stage.FROZEN, Stage.OPENED})

DRAW = Act[Pack, Given](
    name="draw_pack",
    label="draw the figures",
    past="Figures drawn",
    by=DRAFTERS,
    source=_DRAFT,
    target=None,
    effect=it_is_drawn,
    clauses=("HMIC12 N/1",),
    when=(the_quarters_have_begun,),
    records="combination",
)
REMARK = Act[Pack, Remarks](
    name="remark_on_gaps",
    label="say what is done about the gaps",
    past="Said what is done about gaps",
    by=DRAFTERS,
    source=_DRAFT,
    target=None,
    effect=it_is_written,
    clauses=("HMIC12 N/1",),
    when=(the_figures_are_drawn,),
    requires=(they_are_gaps,),
)
FREEZE = Act[Pack, Given](
    name="freeze_pack",
    label="freeze the pack",
    past="Frozen",
    by=KEEPERS,
    source=_DRAFT,
    target=Stage.FROZEN,
    effect=it_stays,
    clauses=("HMIC12 N/1",),
    when=(the_quarters_have_begun, the_figures_are_fresh, somebody_else_freezes_it),
)
OPEN = Act[Pack, Invited](
    name="open_pack",
    label="open the pack to an inspector",
    past="Opened to an inspector",
    by=KEEPERS,
    source=_FROZEN,
    target=Stage.OPENED,
    effect=it_is_open_to_them,
    clauses=("HMIC12 N/1",),
    requires=(they_inspect_this_body, the_days_are_few, it_is_not_open_to_them_yet),
    records="disclosure",
)
EXTEND = Act[Pack, Extended](
    name="extend_opening",
    label="leave the pack open for longer",
    past="Left open for longer",
    by=KEEPERS,
    source=frozenset({Stage.OPENED}),
    target=None,
    effect=it_lasts_longer,
    clauses=("HMIC12 N/1",),
    requires=(the_opening_is_there, it_lasts_longer_and_not_too_long, a_reason_is_given),
    records="disclosure",
)
END = Act[Pack, Ended](
    name="end_opening",
    label="close the pack to an inspector",
    past="Closed to an inspector",
    by=KEEPERS,
    source=frozenset({Stage.OPENED}),
    target=None,
    effect=it_ends_for_them,
    clauses=("HMIC12 N/1",),
    requires=(the_opening_is_there,),
)
CLOSE = Act[Pack, Given](
    name="close_pack",
    label="close the pack for good",
    past="Closed for good",
    by=KEEPERS,
    source=_FROZEN,
    target=Stage.CLOSED,
    effect=it_ends_for_everybody,
    clauses=("HMIC12 N/1",),
)

INSPECTION = Procedure[Pack](
    name="pack for an inspection",
    start=Stage.DRAFT,
    acts=(DRAW, REMARK, FREEZE, OPEN, EXTEND, END, CLOSE),
    ends=frozenset({Stage.CLOSED}),
    owners={
        Stage.DRAFT: Role.OVERSEER,
        Stage.FROZEN: Role.OVERSEER,
        Stage.OPENED: Role.OVERSEER,
    },
    clauses=("HMIC12 N/1",),
)
