# SPDX-License-Identifier: MIT
"""How a dataset of one period reaches the public: two people, every careful value decided (SOD17).

What is published ends in three ways: it is corrected by a later release, withdrawn with a reason, or
its time is over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role

PREPARERS = frozenset({Role.REGISTRAR, Role.COMMUNICATIONS, Role.OVERSEER})
APPROVERS = frozenset({Role.REASSESSOR, Role.MONITORING_OFFICER})
"""Other offices than those that prepare, so that there is always somebody left to approve. One person
may hold both, so the rules compare people too."""
PUBLISHERS = PREPARERS | APPROVERS


class Stage(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class After(StrEnum):
    """What becomes of a public release without an act on it."""

    CORRECTED = "corrected"
    """A later release took its place."""
    EXPIRED = "expired"
    """The calendar took it down."""


def stage_of(name: str) -> StrEnum:
    return After(name) if name in set(After) else Stage(name)


@dataclass(frozen=True)
class Release:
    """What the rules know of a release."""

    preparers: frozenset[str] = frozenset()
    """Everyone who prepared it or decided on a value."""
    undecided: frozenset[str] = frozenset()
    """Careful values on which nobody has decided, by row and column."""
    over: bool = True
    """The period has ended."""
    corrects: bool = False


@dataclass(frozen=True, kw_only=True)
class Decided(Given):
    """What is decided on values or rows, by row and column."""

    cells: frozenset[str] = frozenset()
    hides: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reasoned(Given):
    reason: str = ""


# ------------------------------------------------------------------ what must hold


@clause("EAP D3")
def the_approver_did_not_prepare_it(release: Release, by: str) -> None:
    if by in release.preparers:
        raise Refused(
            "You prepared this or decided on something in it, so somebody else approves it.",
            "EAP D3",
        )


@clause("EAP D3")
def every_careful_value_is_decided(release: Release, by: str) -> None:
    left = len(release.undecided)
    if left:
        words = "1 value is" if left == 1 else f"{left} values are"
        raise Refused(f"{words} still to be looked at.", "EAP D3")


@clause("EAP D3")
def the_period_is_over(release: Release, by: str) -> None:
    if not release.over:
        raise Refused("The period has not ended, so not all of it is known.", "EAP D3")


def something_is_decided(release: Release, given: Decided) -> None:
    if not given.cells:
        raise Refused("Select what you decide on.")


def what_is_hidden_has_a_reason(release: Release, given: Decided) -> None:
    if given.hides and not given.reason:
        raise Refused("Select why it is withheld.", about="reason")


def a_reason_is_given(release: Release, given: Reasoned) -> None:
    if not given.reason.strip():
        raise Refused("Enter the reason.", about="reason")


@clause("EAP D3")
def a_correction_says_what_changed(release: Release, given: Reasoned) -> None:
    if release.corrects and not given.reason.strip():
        raise Refused("Enter what was corrected; the public reads it.", "EAP D3", about="reason")


# ------------------------------------------------------------------ what becomes true


def it_is_decided(release: Release, given: Decided) -> Release:
    return replace(
        release,
        preparers=release.preparers | {given.by},
        undecided=release.undecided - given.cells,
    )


def they_prepared_it(release: Release, given: Given) -> Release:
    return replace(release, preparers=release.preparers | {given.by})


def nothing_changes(release: Release, given: Given) -> Release:
    return release


# ------------------------------------------------------------------ the acts

_DRAFT = frozenset({Stage.DRAFT})
_PROPOSED = frozenset({Stage.PROPOSED})

DECIDE = Act[Release, Decided](
    name="decide_redactions",
    label="decide what is shown",
    past="Decided what is shown",
    by=PREPARERS,
    source=_DRAFT,
    target=None,
    effect=it_is_decided,
    clauses=("EAP D3",),
    requires=(something_is_decided, what_is_hidden_has_a_reason),
)
PROPOSE = Act[Release, Reasoned](
    name="propose_release",
    label="send it for approval",
    past="Sent for approval",
    by=PREPARERS,
    source=_DRAFT,
    target=Stage.PROPOSED,
    effect=they_prepared_it,
    clauses=("EAP D3",),
    when=(the_period_is_over, every_careful_value_is_decided),
    requires=(a_correction_says_what_changed,),
)
SEND_BACK = Act[Release, Reasoned](
    name="send_back_release",
    label="send it back",
    past="Sent back",
    by=APPROVERS,
    source=_PROPOSED,
    target=Stage.DRAFT,
    effect=nothing_changes,
    clauses=("EAP D3",),
    requires=(a_reason_is_given,),
)
PUBLISH = Act[Release, Given](
    name="publish_release",
    label="approve and publish",
    past="Approved and published",
    by=APPROVERS,
    source=_PROPOSED,
    target=Stage.PUBLISHED,
    effect=nothing_changes,
    clauses=("EAP D3",),
    when=(the_approver_did_not_prepare_it, every_careful_value_is_decided),
    records="disclosure",
)
GIVE_UP = Act[Release, Given](
    name="drop_release",
    label="drop the draft",
    past="Draft dropped",
    by=PREPARERS,
    source=_DRAFT,
    target=Stage.DROPPED,
    effect=nothing_changes,
    clauses=("EAP D3",),
)
WITHDRAW = Act[Release, Reasoned](
    name="withdraw_release",
    label="withdraw it from the public",
    past="Withdrawn from the public",
    by=PUBLISHERS,
    source=frozenset({Stage.PUBLISHED}),
    target=Stage.WITHDRAWN,
    effect=nothing_changes,
    clauses=("EAP D3",),
    requires=(a_reason_is_given,),
)

PUBLICATION = Procedure[Release](
    name="Publication",
    start=Stage.DRAFT,
    acts=(DECIDE, PROPOSE, SEND_BACK, PUBLISH, GIVE_UP, WITHDRAW),
    ends=frozenset({Stage.PUBLISHED, Stage.WITHDRAWN, Stage.DROPPED}),
    given_up=frozenset({Stage.DROPPED}),
    owners={Stage.DRAFT: Role.REGISTRAR, Stage.PROPOSED: Role.REASSESSOR},
    clauses=("EAP D3",),
)
