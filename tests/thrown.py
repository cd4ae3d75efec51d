# SPDX-License-Identifier: MIT
"""Matters of Aldshire whose people, stage and history are thrown, with the rows that say the same.

The services lead to few of the mixtures of parts that are possible.
"""

from datetime import timedelta
from random import Random
from uuid import uuid4

from county import county
from django.utils import timezone
from tampering import an_event

from candour.gateway.models import Case, Involved, LineWaiver, Wall
from candour.gateway.models.case import Kind
from candour.gateway.rules.facts import facts_of
from candour.gateway.rules.matter import Matter, Outcome, Posts, Stage, View
from candour.gateway.rules.procedure import GATEWAY
from candour.policy.queries import in_force

CAST = (
    *("chief.constable", "deputy.chief", "acc.local", "secretariat", "head.secretariat"),
    *("staff.officer.chief", "staff.officer", "head.psd", "deputy.psd", "external.psd"),
    *("external.officer", "association.rep", "source.unit", "sergeant"),
)
PRINCIPALS = ("chief.constable", "deputy.chief", "acc.local")
MATTERS = 90
NEEDS_ASSESSOR = {Stage.ASSESSING, Stage.RECOMMENDED}
NEEDS_REASSESSOR = {Stage.REASSESSING, Stage.FINAL}


class Thrown:
    """Matters whose people, stage and history are thrown, with the rows that say the same."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.aldshire = county()
        self.today = timezone.localdate()
        self.act = an_event()
        self.policy = in_force(self.aldshire.people["chief.constable"].body, self.today)
        for _ in range(MATTERS):
            self.keep(self.matter())

    def some(self, likely=0.25):
        chosen = [name for name in CAST if self.chance.random() < likely / 3]
        return frozenset(str(self.aldshire.people[name].pk) for name in chosen)

    def one(self, among, *, but=(), likely=1.0):
        ids = [str(self.aldshire.people[name].pk) for name in among]
        left = [each for each in ids if each not in but]
        return self.chance.choice(left) if self.chance.random() < likely else ""

    def matter(self):
        stage = self.chance.choice([one for one in Stage if one is not Stage.UNNOTIFIED])
        principal = self.one(PRINCIPALS)
        judges = [name for name in CAST if name not in PRINCIPALS]
        must = stage in NEEDS_ASSESSOR | NEEDS_REASSESSOR
        assessor = self.one(judges, likely=1.0 if must else 0.6)
        reassessor = ""
        if stage in NEEDS_REASSESSOR:
            reassessor = self.one(judges, but=(assessor,))
        return stage, Matter(
            principal=principal,
            posts=Posts({}),
            notifier=self.one((*PRINCIPALS, "secretariat", "head.psd")),
            assessor=assessor,
            reassessor=reassessor,
            bias_cleared=self.chance.random() < 0.5,
            conflicted=self.some() - {principal},
            former=self.some() - {principal},
            involved=self.some() - {principal},
            representatives=self.some() - {principal},
            view=self.chance.choice(list(View)),
            gist=self.chance.choice(list(View)),
            line_waived=self.some(0.6),
            **self.far(),
        )

    def far(self):
        """How far the work has come: it decides whose turn it is, and what the sponsor sees."""
        likely = self.chance.random
        return {
            "areas": frozenset({"external_event"} if likely() < 0.5 else ()),
            "issues_declared": likely() < 0.5,
            "tested": likely() < 0.5,
            "escalated": likely() < 0.5,
            "refused": likely() < 0.4,
            "decided": True,
            "mitigations": frozenset({"minutes"} if likely() < 0.5 else ()),
            "outcome": self.chance.choice([None, Outcome.UPHELD]),
        }

    def keep(self, thrown):
        stage, matter = thrown
        now, event = timezone.now(), uuid4()
        body = self.aldshire.people["chief.constable"].body
        case = Case.objects.create(
            body=body,
            reference=f"GW-{event.hex[:8].upper()}",
            policy=self.policy,
            last_event=self.act,
            stage=stage.value,
            facts=facts_of(matter),
            principal_id=matter.principal,
            notifier_id=matter.notifier,
            assessor_id=matter.assessor or None,
            reassessor_id=matter.reassessor or None,
            notified_at=now,
            advice_due_on=self.today + timedelta(days=self.chance.randrange(-9, 9)),
            decision_due_on=self.today + timedelta(days=self.chance.randrange(-9, 9)),
            decided_at=now,
            final_at=now,
            ended_at=now if stage in GATEWAY.ends else None,
            gist_asked=matter.gist is not View.NOT_NEEDED,
            divergent=matter.refused,
            subject="event",
            activity="",
            principal_was="",
        )
        given = {"case": case, "event": self.act}
        for person in matter.conflicted:
            Wall.objects.create(**given, person_id=person)
        for person in matter.involved:
            Involved.objects.create(**given, kind=Kind.ATTENDEE, person_id=person)
        for person in matter.representatives:
            Involved.objects.create(**given, kind=Kind.REPRESENTATIVE, person_id=person)
        for person in matter.line_waived:
            LineWaiver.objects.create(
                **given,
                reassessor_id=person,
                reasons="",
                waived_by_id=matter.notifier,
                waived_at=now,
            )
