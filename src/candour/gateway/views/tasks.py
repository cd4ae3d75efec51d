# SPDX-License-Identifier: MIT
"""The tasks of a matter as its home page lists them, derived from the acts that are open."""

from dataclasses import dataclass

from candour.gateway.rules.matter import Matter, Stage, View
from candour.gateway.rules.visibility import ONCE_DECIDED, ONCE_RECOMMENDED, Part
from candour.gateway.views.opening import Opened
from candour.ui.addresses import url
from candour.ui.said import said as _
from candour.ui.tags import Status, Tag, tag

GATHERING = frozenset({Stage.NOTIFIED, Stage.GATHERING})
GATHERED = frozenset(Stage) - GATHERING - {Stage.UNNOTIFIED, Stage.WITHDRAWN}


@dataclass(frozen=True)
class Task:
    title: str
    status: Tag
    href: str = ""
    hint: str = ""

    @property
    def is_yours(self) -> bool:
        """Whether this reader can do it now, and has not."""
        return bool(self.href) and self.status == tag(Status.NOT_YET_STARTED)


@dataclass(frozen=True)
class Section:
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Row:
    """One line of the task list: which acts it stands for, and what says that it is done."""

    title: str
    page: str
    acts: tuple[str, ...]
    done: bool
    part: Part | None = None
    """Whoever sees this part may open the page to read it, also when there is nothing to do."""
    in_short: Part | None = None
    """Whoever sees this part may open the page, and finds less on it."""
    hint: str = ""
    waiting_for: str = ""
    problem: bool = False


def sections(opened: Opened) -> list[Section]:
    """The four stages with their tasks, each with a status; what nobody needs is left out."""
    names = opened.pack.wording.role_names
    return [
        Section(_("1. Notification"), _tasks(opened, _notification(opened))),
        Section(_("2. Gateway assessment"), _tasks(opened, _assessment(opened))),
        Section(_("3. Recommendation and decision"), _tasks(opened, _decision(opened))),
        Section(
            _("4. Reassessment by the %(who)s") % {"who": names["reassessor"]},
            _tasks(opened, _reassessment(opened)),
        ),
    ]


def _tasks(opened: Opened, rows: list[Row]) -> tuple[Task, ...]:
    return tuple(_task(opened, row) for row in rows)


def _task(opened: Opened, row: Row) -> Task:
    open_now = opened.may(*row.acts)
    readable = row.done and bool(opened.parts & {row.part, row.in_short})
    href = url(row.page, opened.case.reference) if open_now or readable else ""
    return Task(row.title, _status(row, open_now=open_now), href, row.hint)


def _status(row: Row, *, open_now: bool) -> Tag:
    if row.problem:
        return tag(Status.PROBLEM)
    if row.done:
        return tag(Status.COMPLETED)
    if open_now:
        return tag(Status.NOT_YET_STARTED)
    if row.waiting_for:
        return tag(Status.WAITING, row.waiting_for)
    return tag(Status.CANNOT_START_YET)


def _notification(opened: Opened) -> list[Row]:
    matter, stage, names = opened.matter, opened.stage, opened.pack.wording.role_names
    early = stage in GATHERING
    principal = names["principal"] if early else ""
    return [
        Row(_("Describe the invitation or activity"), "case_request", ("describe",),
            done=True, part=Part.REQUEST),
        Row(_("Confirm the areas of vulnerability"), "case_areas", ("confirm_areas",),
            done=bool(matter.areas), part=Part.REQUEST, waiting_for=principal),
        Row(_("Say who is involved"), "case_people", ("name_people",),
            done=bool(matter.parties or matter.involved or matter.representatives),
            part=Part.PEOPLE, waiting_for=principal),
        Row(_("Declare anything already known"), "case_known", ("declare_issues",),
            done=matter.issues_declared, part=Part.KNOWN_ISSUES, waiting_for=principal,
            hint=_("Interests, associations, people you support")),
        Row(_("Attach the material and say when it is complete"), "case_material",
            ("complete_material", "add_material"), done=stage in GATHERED,
            part=Part.SHARED_MATERIAL, waiting_for=principal),
    ]  # fmt: skip


def _assessment(opened: Opened) -> list[Row]:
    matter, stage, names = opened.matter, opened.stage, opened.pack.wording.role_names
    waits = stage in {Stage.MATERIAL_COMPLETE, Stage.ASSESSING}
    assessor = names["assessor"] if waits and matter.assessor else ""
    rows = [
        Row(_("Choose the assessor"), "case_allocate", ("allocate", "reallocate"),
            done=bool(matter.assessor), waiting_for=names["overseer"] if stage in {
                Stage.GATHERING, Stage.MATERIAL_COMPLETE} else ""),
        Row(_("Declare any bias as assessor"), "case_bias",
            ("declare_no_conflict", "declare_conflict", "declare_conflict_early"),
            done=matter.bias_cleared, part=Part.BIAS, waiting_for=assessor),
    ]  # fmt: skip
    if matter.view is not View.NOT_NEEDED:
        rows.append(_view_row(matter, names["representative"]))
    rows += [
        Row(_("Ask the %(unit)s") % {"unit": names["source_unit"]}, "case_gist",
            ("ask_for_gist", "give_gist"), done=matter.gist is View.GIVEN, part=Part.GIST,
            hint=_("Only if something sensitive may bear on this"),
            waiting_for=names["source_unit"] if matter.gist is View.ASKED else ""),
        Row(_("Work through the Gateway Test"), "case_test", ("assess",),
            done=matter.tested or stage in ONCE_RECOMMENDED, part=Part.WORKSHEET,
            waiting_for=assessor),
    ]  # fmt: skip
    return rows


def _view_row(matter: Matter, representative: str) -> Row:
    return Row(
        _("Record the staff association's view"),
        "case_views",
        ("ask_for_view", "give_view", "waive_view"),
        done=matter.view in {View.GIVEN, View.WAIVED},
        part=Part.VIEW,
        hint=_("A representative is to attend"),
        waiting_for=representative if matter.view is View.ASKED else "",
        problem=matter.times.view_overdue,
    )


def _decision(opened: Opened) -> list[Row]:
    matter, stage, names = opened.matter, opened.stage, opened.pack.wording.role_names
    principal = names["principal"]
    rows = [
        Row(_("Send the recommendation"), "case_recommend", ("recommend",),
            done=matter.course is not None, part=Part.RECOMMENDATION,
            waiting_for=names["assessor"] if stage is Stage.ASSESSING else ""),
        Row(_("Record the decision and its reasons"), "case_decision",
            ("decide", "decide_urgently"), done=matter.decided, part=Part.DECISION,
            in_short=Part.OUTCOME,
            waiting_for=principal if stage is Stage.RECOMMENDED else "",
            problem=matter.times.decision_overdue),
        Row(_("Tell everyone concerned"), "case_tell", ("tell",),
            done=matter.decided and matter.parties <= matter.told, part=Part.DECISION),
    ]  # fmt: skip
    if matter.mitigations or matter.pending:
        rows.append(
            Row(_("Show that the conditions were kept"), "case_conditions",
                ("commission", "show_kept"), done=matter.mitigations <= matter.settled,
                part=Part.MITIGATIONS, problem=_is_breach(matter))
        )  # fmt: skip
    rows.append(
        Row(_("Close the matter"), "case_close", ("close", "lapse"), done=stage is Stage.CLOSED)
    )
    return rows


def _is_breach(matter: Matter) -> bool:
    return matter.times.event_passed and bool(matter.mitigations - matter.settled)


def _reassessment(opened: Opened) -> list[Row]:
    matter, stage, names = opened.matter, opened.stage, opened.pack.wording.role_names
    rows = [
        Row(_("Ask for a reassessment"), "case_reassess",
            ("request_reassessment", "add_representation"), done=matter.asked_again,
            part=Part.REPRESENTATIONS, hint=_("Only if someone disagrees, in writing")),
    ]  # fmt: skip
    if matter.asked_again:
        asked = stage in {Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING}
        rows.append(
            Row(_("Reassess on the frozen file"), "case_review",
                ("take_up", "stand_aside", "conclude", "tell_outcome", "make_final", "waive_line"),
                done=matter.final, part=Part.REASSESSMENT,
                waiting_for=names["reassessor"] if asked else "")
        )  # fmt: skip
    if matter.outcome == "replaced" and matter.final:
        rows.append(
            Row(_("Answer the course that is recommended instead"), "case_respond", ("respond",),
                done=matter.answered, part=Part.REASSESSMENT, waiting_for=names["principal"])
        )  # fmt: skip
    return rows


def progress(found: list[Section], stage: Stage) -> tuple[int, int]:
    """How many tasks are done, of how many that a matter at this stage has."""
    tasks = [task for section in found for task in section.tasks]
    if stage not in ONCE_DECIDED:
        tasks = [task for section in found[:3] for task in section.tasks]
    completed = tag(Status.COMPLETED)
    done = sum(1 for task in tasks if task.status == completed)
    return done, len(tasks)
