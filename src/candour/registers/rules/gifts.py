# SPDX-License-Identifier: MIT
"""A gift or hospitality from the offer to the end (HMIC12 2/1).

Accepted and declined stand in one register. What needs agreement waits for somebody who is neither
the recipient nor shared in it; a chief officer's offer is seen by another chief officer first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Procedure, Refused
from candour.kernel.roles import Role
from candour.registers.rules import entry
from candour.registers.rules.entry import (
    Entry,
    Words,
    it_is_not_ones_own,
    nothing_changes,
    nothing_is_asked,
    something_is_said,
)


class State(StrEnum):
    OFFERED = "offered"
    WITH_PEER = "with_peer"
    """A chief officer's: another chief officer gives a view first."""
    TO_AGREE = "to_agree"
    RECORDED = "recorded"
    AGREED = "agreed"
    REFUSED = "refused"
    DISPOSED = "disposed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Gift(Entry):
    shared_with: frozenset[str] = frozenset()
    """Others who received from the same offer."""
    chief: bool = False
    """The recipient has to use the Gateway."""
    peer_view: bool = False
    needs_agreement: bool = False
    relationship_checked: bool = False
    standards_own: bool = False
    """The head of standards received it: the sponsor or the oversight body agrees."""

    def turn(self, owner: Role) -> Role:
        return Role.SPONSOR if self.standards_own and owner is Role.REGISTRAR else owner


@dataclass(frozen=True, kw_only=True)
class Disposal(Words):
    how: str = ""


@clause("HMIC12 2/1")
def the_peer_did_not_share_in_it(gift: Gift, by: str) -> None:
    if by in gift.shared_with:
        raise Refused("You shared in this offer, so somebody else gives the view.", "HMIC12 2/1")


@clause("HMIC12 2/1")
def the_approver_is_not_the_recipient(gift: Gift, by: str) -> None:
    if by in {gift.person, *gift.shared_with}:
        raise Refused("Nobody agrees to what they received themselves.", "HMIC12 2/1")


@clause("HMIC12 2/1")
def the_approver_is_not_below_the_recipient(gift: Gift, by: str) -> None:
    """The head of standards' own gifts go to the sponsor or the oversight body."""
    above = {who for role, who in gift.offices if role in {Role.SPONSOR, Role.OVERSIGHT}}
    if gift.standards_own and by not in above:
        raise Refused("This goes to the sponsor or to the oversight body.", "HMIC12 2/1")


def it_says_how(gift: Gift, given: Disposal) -> None:
    if not given.how:
        raise Refused("Select what became of it.", about="how")


def nobody_has_checked_yet(gift: Gift, by: str) -> None:
    if gift.relationship_checked:
        raise Refused("The relationship with the giver was checked.")


def nobody_has_to_agree(gift: Gift, by: str) -> None:
    if gift.needs_agreement:
        raise Refused("Somebody has to agree to this one.")


def somebody_has_to_agree(gift: Gift, by: str) -> None:
    if not gift.needs_agreement:
        raise Refused("Nobody has to agree to this one.")


@clause("HMIC12 2/1")
def it_is_a_chief_officers(gift: Gift, by: str) -> None:
    if not gift.chief:
        raise Refused("Only chief officers look at one another's offers.", "HMIC12 2/1")


def it_is_no_chief_officers(gift: Gift, by: str) -> None:
    if gift.chief:
        raise Refused("Another chief officer gives a view first.")


def the_peer_has_a_view(gift: Gift, given: Given) -> Gift:
    return replace(gift, peer_view=True)


def the_relationship_is_checked(gift: Gift, given: Given) -> Gift:
    return replace(gift, relationship_checked=True)


APPROVERS = frozenset({Role.REGISTRAR, Role.REASSESSOR, Role.SPONSOR, Role.OVERSIGHT})
OPEN = frozenset({State.WITH_PEER, State.TO_AGREE, State.RECORDED, State.AGREED, State.REFUSED})
WHO_AGREES = (
    it_is_not_ones_own,
    the_approver_is_not_the_recipient,
    the_approver_is_not_below_the_recipient,
    nothing_is_asked,
)

DECLARE = Act[Gift, Given](
    name="declare",
    label="send a declaration",
    past="Declaration sent",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=frozenset({State.OFFERED}),
    target=State.RECORDED,
    effect=nothing_changes,
    clauses=("HMIC12 2/1",),
    when=(nobody_has_to_agree,),
    records="collection",
)
DECLARE_TO_AGREE = replace(
    DECLARE,
    name="declare_to_agree",
    label="ask whether this may be kept",
    past="Declaration sent, somebody has to agree",
    target=State.TO_AGREE,
    when=(somebody_has_to_agree, it_is_no_chief_officers),
)
DECLARE_TO_PEER = replace(
    DECLARE,
    name="declare_to_peer",
    label="ask a colleague for their view",
    past="Declaration sent, another chief officer gives a view",
    target=State.WITH_PEER,
    when=(somebody_has_to_agree, it_is_a_chief_officers),
)
GIVE_PEER_VIEW = Act[Gift, Words](
    name="give_peer_view",
    label="give a view on a colleague's offer",
    past="A chief officer gave a view",
    by=frozenset({Role.PRINCIPAL}),
    source=frozenset({State.WITH_PEER}),
    target=State.TO_AGREE,
    effect=the_peer_has_a_view,
    clauses=("HMIC12 2/1",),
    when=(it_is_not_ones_own, the_peer_did_not_share_in_it),
    requires=(something_is_said,),
)
AGREE = Act[Gift, Words](
    name="agree",
    label="agree that this may be kept",
    past="Agreed",
    by=APPROVERS,
    source=frozenset({State.TO_AGREE}),
    target=State.AGREED,
    effect=nothing_changes,
    clauses=("HMIC12 2/1",),
    when=WHO_AGREES,
    requires=(something_is_said,),
)
REFUSE = replace(
    AGREE,
    name="refuse",
    label="refuse that this is kept",
    past="Not agreed",
    target=State.REFUSED,
)
DISPOSE = Act[Gift, Disposal](
    name="dispose",
    label="say what became of it",
    past="What became of it was recorded",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=frozenset({State.RECORDED, State.AGREED, State.REFUSED}),
    target=State.DISPOSED,
    effect=nothing_changes,
    requires=(it_says_how,),
)
CHECK_RELATIONSHIP = Act[Gift, Words](
    name="check_relationship",
    label="check the relationship with the giver",
    past="Relationship with the giver checked",
    by=frozenset({Role.REGISTRAR}),
    source=frozenset({State.RECORDED, State.AGREED, State.DISPOSED}),
    target=None,
    effect=the_relationship_is_checked,
    clauses=("HMIC12 2/1",),
    when=(it_is_not_ones_own, nobody_has_checked_yet),
    requires=(something_is_said,),
)
LINK = Act[Gift, Words](
    name="link",
    label="name the Gateway request",
    past="Gateway request named",
    by=frozenset({Role.DECLARANT, Role.REGISTRAR}),
    source=OPEN | {State.DISPOSED},
    target=None,
    effect=nothing_changes,
    clauses=("COG 2/area3",),
    requires=(something_is_said,),
)
ASK = replace(entry.ASK, source=OPEN)
ANSWER = replace(entry.ANSWER, source=OPEN)
CORRECT = replace(entry.CORRECT, source=OPEN | {State.DISPOSED}, target=State.OFFERED)
WITHDRAW = replace(entry.WITHDRAW, source=OPEN, target=State.WITHDRAWN)

GIFTS = Procedure[Gift](
    name="Gift or hospitality",
    start=State.OFFERED,
    acts=(
        DECLARE, DECLARE_TO_AGREE, DECLARE_TO_PEER, GIVE_PEER_VIEW, AGREE, REFUSE, DISPOSE, CHECK_RELATIONSHIP, LINK,
        ASK, ANSWER, CORRECT, WITHDRAW,
    ),
    ends=frozenset({State.RECORDED, State.AGREED, State.DISPOSED, State.WITHDRAWN}),
    given_up=frozenset({State.WITHDRAWN}),
    owners={
        State.OFFERED: Role.DECLARANT,
        State.WITH_PEER: Role.PRINCIPAL,
        State.TO_AGREE: Role.REGISTRAR,
        State.REFUSED: Role.DECLARANT,
    },
    clauses=("HMIC12 2/1",),
)  # fmt: skip
