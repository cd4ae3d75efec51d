# SPDX-License-Identifier: MIT
"""Who may know of a matter and who may judge it, said once more: from the rows, in plain loops.

Written without looking at the rules or at the question that is put to the database.
"""

from datetime import date
from typing import Any

from candour.gateway.models import Case, Involved, LineWaiver, Wall
from candour.people.models import ActingGrant, Person, PostHolding

OVERSEE = ("overseer", "reassessor", "deputy_reassessor", "external_reassessor")
REASSESS = OVERSEE[1:]
AGAIN = ("reassessment_requested", "reassessing")
ASKED = ("asked", "given", "waived")


class Today:
    """Everybody's posts and grants on one day."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.holdings = [
            one
            for one in PostHolding.objects.select_related("post", "person")
            if self._counts(one) and self.here(one.person)
        ]
        self.grants = [
            one
            for one in ActingGrant.objects.select_related("principal", "delegate")
            if self._counts(one)
            and one.revoked_at is None
            and self.here(one.principal)
            and self.here(one.delegate)
        ]

    def here(self, person: Person) -> bool:
        return person.left_on is None or person.left_on > self.today

    def _counts(self, one: Any) -> bool:
        return one.starts_on <= self.today and (one.ends_on is None or one.ends_on > self.today)

    def holders(self, case: Case, role: str) -> set[Any]:
        return {
            one.person_id
            for one in self.holdings
            if one.post.body_id == case.body_id and role in one.post.roles
        }

    def files(self, person: Person, case: Case) -> bool:
        pairs = {(one.delegate_id, one.principal_id) for one in self.grants}
        return (person.pk, case.principal_id) in pairs

    def above(self, person: Any) -> set[Any]:
        """Everybody above a person, step by step."""
        found: set[Any] = set()
        posts = [one.post for one in self.holdings if one.person_id == person]
        seen = set()
        while posts:
            post = posts.pop()
            if post.reports_to_id and post.reports_to_id not in seen:
                seen.add(post.reports_to_id)
                posts.append(post.reports_to)
                found |= {
                    one.person_id for one in self.holdings if one.post_id == post.reports_to_id
                }
        return found - {person}


class Sides:
    """Who stands where in one matter."""

    def __init__(self, case: Case, today: Today) -> None:
        self.case, self.today = case, today
        named = [one for one in Involved.objects.filter(case=case) if one.superseded_by is None]
        self.representatives = {one.person_id for one in named if one.kind == "representative"}
        self.named = {one.person_id for one in named}
        self.walled = {one.person_id for one in Wall.objects.filter(case=case)}
        self.waived = {one.reassessor_id for one in LineWaiver.objects.filter(case=case)}
        self.former = {str(one) for one in case.facts["former"]}

    def runs_it(self) -> set[Any]:
        """Of the first office with somebody who is free."""
        sides = {self.case.principal_id, self.case.assessor_id}
        out = sides | self.walled | self.representatives
        return self._first(OVERSEE, out)

    def reassesses(self) -> set[Any]:
        case = self.case
        earlier = {case.principal_id, case.assessor_id, case.notifier_id}
        out = earlier | self.walled | self.named
        holders = {one for role in REASSESS for one in self.today.holders(case, role)}
        out |= {one for one in holders if str(one) in self.former}
        managed = {one for one in holders if case.principal_id in self.today.above(one)}
        return self._first(REASSESS, out | (managed - self.waived))

    def _first(self, offices: tuple[str, ...], out: set[Any]) -> set[Any]:
        for role in offices:
            if free := self.today.holders(self.case, role) - out:
                return free
        return set()

    def seen_by(self, person: Person) -> bool:
        case, me = self.case, person.pk
        if me in self.walled:
            return False
        if me == case.principal_id:
            return True
        if me in self.representatives:
            return case.facts["view"] in ASKED
        again = case.stage in AGAIN and me in self.reassesses()
        unit = case.gist_asked and me in self.today.holders(case, "source_unit")
        named = me in {case.assessor_id, case.reassessor_id}
        told = me in self.today.holders(case, "sponsor") and self.comes_before_the_sponsor()
        if named or again or unit or told:
            return True
        return me in self.runs_it() or self.today.files(person, case)

    def comes_before_the_sponsor(self) -> bool:
        """A decision that is overdue, while it is; or advice that was not followed."""
        case = self.case
        overdue = case.stage == "recommended" and case.facts["escalated"]
        return overdue or (case.decided_at is not None and case.facts.get("refused", False))
