# SPDX-License-Identifier: MIT
"""The policies of Aldshire: in force for some time, changed once, and with a draft under way."""

from datetime import date, timedelta
from uuid import UUID

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Body, Post
from candour.people.queries import holders_of
from candour.policy import services
from candour.policy.packs_on_file import shipped_pack
from candour.policy.queries import GATEWAY, in_force
from candour.policy.rules.document_facts import Approval, Asking
from candour.policy.rules.pack import Pack
from candour.policy.services import Draft, FrontPage

OWNER = frozenset({Role.OVERSEER})
FIRST_CAME, SECOND_CAME, REVIEW_AFTER = 480, 150, 350
ASKED_BEFORE, REPLIED_BEFORE, APPROVED_BEFORE = 60, 40, 14
PARENT = "transparency-policy"
PARENT_TEXT = """\
People trust us when they can see how we decide.

Everyone who leads here asks for a second view before saying yes to anything that could look like \
an influence. What was asked, what was advised and what was decided is kept, so that it can be \
shown and explained.

How this works is set out in the procedure below this policy."""
REFERENCES = (
    "Counter-corruption strategy",
    "Without Fear or Favour: the inspectorate's review of police relationships",
    "Gifts and hospitality policy",
    "Reportable associations policy",
)
STAFF_BODIES = ("Aldshire Officers' Association", "Aldshire Staff Union")
NETWORKS = ("Race and Heritage Network",)
DAY = timedelta(days=1)


class Shelf:
    """The policies of one body, as its head of the secretariat brings them into force."""

    def __init__(self, body: Body, pack_name: str, pack: Pack, today: date) -> None:
        self.body, self.pack, self.today = body, pack, today
        self.pack_text = shipped_pack(pack_name)
        owner = holders_of(Role.OVERSEER, body, today)[0]
        self.by = By(person=owner.pk, role=Role.OVERSEER.value)

    def fill(self) -> None:
        parent = self._document(PARENT, "Transparency Policy", None)
        self._bring_in(parent, self._draft("First version", FIRST_CAME, text=PARENT_TEXT))
        self._renew(parent, text=PARENT_TEXT)
        gateway = self._document(GATEWAY, self.pack.title, parent)
        slow = self.pack_text.replace("length = 3\n", "length = 5\n", 1)
        first = self._draft("First version", FIRST_CAME, text=self.pack.summary, pack_text=slow)
        self._bring_in(gateway, first)
        self._renew(gateway, text=self.pack.summary, pack_text=self.pack_text)
        self._leave_a_draft(gateway)

    def _renew(self, document: UUID, **content: str) -> None:
        words = "Recommendations within 3 working days instead of 5, after the yearly review"
        self._bring_in(document, self._draft(words, SECOND_CAME, **content))

    def _document(self, slug: str, title: str, parent: UUID | None) -> UUID:
        codes = {role: self.pack.posts_with(role)[0].code for role in (Role.OVERSEER, Role.SPONSOR)}
        posts = {role: Post.objects.get(body=self.body, code=code) for role, code in codes.items()}
        front = FrontPage(
            body=self.body,
            slug=slug,
            title=title,
            owning_department=self.pack.role_name(Role.SECRETARIAT),
            owner_post=posts[Role.OVERSEER],
            sponsor_post=posts[Role.SPONSOR],
            parent_id=parent,
        )
        return services.set_up_document(front, by=self.by, roles=OWNER).pk

    def _draft(self, changes: str, days_ago: int, **content: str) -> Draft:
        commences_on = self.today - days_ago * DAY
        return Draft(
            changes=changes,
            references=REFERENCES,
            risk_rating="medium",
            equality_impact="No group is treated less well. Part-time leaders have the same time.",
            commences_on=commences_on,
            review_on=commences_on + REVIEW_AFTER * DAY,
            **content,
        )

    def _bring_in(self, document: UUID, draft: Draft) -> None:
        start = draft.commences_on or self.today
        asked_on = start - ASKED_BEFORE * DAY
        version = services.start_version(document, draft, by=self.by, roles=OWNER)
        for name in STAFF_BODIES:
            asking = Asking(name, asked_on, start - REPLIED_BEFORE * DAY, staff_body=True)
            asked = services.ask_for_a_view(version.pk, asking, by=self.by, roles=OWNER)
            services.record_reply(
                asked.pk,
                "Our members agree, and ask that the time limits are kept.",
                replied_on=start - REPLIED_BEFORE * DAY,
                answer="The clocks are shown to everyone concerned.",
                by=self.by,
                roles=OWNER,
            )
        decided_on = start - APPROVED_BEFORE * DAY
        board = self.pack.wording["approval_body"]
        minute = f"Minute {decided_on.year}/{decided_on.month}"
        approval = Approval(board, minute, decided_on, start)
        services.record_approval(version.pk, approval, by=self.by, roles=OWNER)
        services.commence(version.pk, by=self.by, roles=OWNER, today=start)

    def _leave_a_draft(self, document: UUID) -> None:
        current = in_force(self.body, self.today)
        draft = Draft(
            changes="Adds the time spent by drivers to the questions about claims",
            text=current.text if current else "",
            pack_text=self.pack_text,
            references=REFERENCES,
            risk_rating="medium",
        )
        version = services.start_version(document, draft, by=self.by, roles=OWNER)
        for name in (*STAFF_BODIES[:1], *NETWORKS):
            asked_on, reply_by = self.today - 5 * DAY, self.today + 16 * DAY
            asking = Asking(name, asked_on, reply_by, staff_body=name in STAFF_BODIES)
            services.ask_for_a_view(version.pk, asking, by=self.by, roles=OWNER)
