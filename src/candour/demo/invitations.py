# SPDX-License-Identifier: MIT
"""What the invented matters are about, for whom, and how far each has come."""

from dataclasses import dataclass
from enum import StrEnum

from candour.gateway.rules.matter import Course, Outcome


class Reached(StrEnum):
    """How far a matter has come, in order."""

    NOTIFIED = "notified"
    GATHERING = "gathering"
    COMPLETE = "complete"
    ALLOCATED = "allocated"
    ASSESSING = "assessing"
    ASSESSED = "assessed"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    TOLD = "told"
    MITIGATING = "mitigating"
    ASKED_AGAIN = "asked_again"
    REASSESSING = "reassessing"
    FINAL = "final"
    CLOSED = "closed"


@dataclass(frozen=True)
class Asked:
    """One matter. Days are counted from the day of building; before it is negative."""

    principal: str
    reached: Reached
    subject: str
    activity: str
    host: str
    contact: str
    in_days: int
    areas: tuple[str, ...]
    by: str = ""
    """Who filed it, where somebody did so for the chief officer."""
    course: Course = Course.PROCEED
    accepts: bool = True
    outcome: Outcome = Outcome.UPHELD
    why_late: str = ""
    urgent: bool = False
    withdrawn: bool = False
    representative: str = ""
    asks_the_source_unit: bool = False
    known: str = ""


MITIGATED, DECLINE = Course.WITH_MITIGATION, Course.DECLINE
MATTERS = (
    Asked("chief.constable", Reached.NOTIFIED, "event", "Reception of the Ribblesea Marina Partnership",
          "Ribblesea Marina Partnership", "Perrin Oake", 35, ("external_event",), by="secretariat"),
    Asked("chief.constable", Reached.RECOMMENDED, "event", "Annual dinner of the Aldshire Digital Forum",
          "Aldshire Digital Forum", "Morgan Vale", 27, ("external_event", "procurement"), by="secretariat",
          course=MITIGATED, known="I chair the regional digital board that the Forum advises."),
    Asked("chief.constable", Reached.ASSESSING, "meeting", "Meeting with Tarnbrook Estates on a new custody site",
          "Tarnbrook Estates", "Linden Frost", 19, ("procurement", "financial_decision"), by="secretariat",
          asks_the_source_unit=True),
    Asked("chief.constable", Reached.MITIGATING, "event", "Charity rowing day of the Aldshire Lakes Trust",
          "Aldshire Lakes Trust", "Wren Hollis", 12, ("external_event", "creates_register_entry"),
          course=MITIGATED),
    Asked("chief.constable", Reached.CLOSED, "membership", "Honorary membership of the Norwold Golf Club",
          "Norwold Golf Club", "Rowan Pike", 50, ("external_group", "poor_value"), course=DECLINE),
    Asked("deputy.chief", Reached.GATHERING, "meeting", "Breakfast with Copperbeech Fleet Services",
          "Copperbeech Fleet Services", "Ashby Lorne", 14, ("procurement",), by="secretariat2"),
    Asked("deputy.chief", Reached.DECIDED, "event", "Keynote at the Safer Ports conference",
          "Safer Ports Network", "Ellis Dray", 40, ("external_event",), by="secretariat"),
    Asked("deputy.chief", Reached.FINAL, "event", "Hospitality at the Aldshire Show",
          "Aldshire Show Society", "Marlow Finch", 21, ("external_event", "poor_value"),
          course=MITIGATED, outcome=Outcome.REPLACED),
    Asked("deputy.chief", Reached.RECOMMENDED, "decision", "Choice of supplier for body-worn cameras",
          "Lanternlight Systems", "Teal Brandt", 16, ("procurement", "financial_decision"),
          course=DECLINE, known="I worked with their sales director some years ago."),
    Asked("deputy.chief", Reached.ASSESSED, "event", "Retirement dinner with the officers' association",
          "Aldshire Officers' Association", "Sage Ormond", 23, ("external_event",),
          representative="association.rep"),
    Asked("acc.local", Reached.COMPLETE, "event", "Opening of the Hollin Vale mosque and community hall",
          "Hollin Vale Community Trust", "Noor Ashdown", 18, ("external_event",), by="secretariat2"),
    Asked("acc.local", Reached.TOLD, "situation", "A neighbour asks for help with a planning dispute",
          "Mill Lane Residents", "Bryn Hazel", 9, ("complainant",)),
    Asked("acc.local", Reached.ASKED_AGAIN, "meeting", "Private meeting with the Fellside Motorcycle Club",
          "Fellside Motorcycle Club", "Corin Slate", 26, ("external_group", "unsolicited"),
          course=DECLINE, accepts=False),
    Asked("acc.local", Reached.CLOSED, "event", "Judging the Aldshire business awards",
          "Aldshire Chamber of Enterprise", "Jude Marsh", 44, ("external_event", "procurement"),
          course=MITIGATED),
    Asked("acc.local", Reached.NOTIFIED, "event", "Box seats at the county cricket ground",
          "Aldshire County Cricket", "Robin Thorne", -6, ("external_event", "creates_register_entry"),
          why_late="The ticket was handed over on the day, by a partner agency."),
    Asked("acc.crime", Reached.ALLOCATED, "association", "A cousin starts work for a forensic supplier",
          "Brightwater Forensics", "Avery Moss", 30, ("procurement",), by="secretariat3"),
    Asked("acc.crime", Reached.DECIDED, "event", "Late place on a trade delegation",
          "Aldshire Export Club", "Quinn Harrow", 1, ("external_event", "poor_value"), urgent=True),
    Asked("acc.crime", Reached.REASSESSING, "event", "Speaking fee for a security exhibition",
          "Northgate Exhibitions", "Drew Calder", 33, ("external_event", "unsolicited"), course=MITIGATED),
    Asked("acc.crime", Reached.GATHERING, "situation", "Mock interviews for promotion candidates outside work",
          "Step Up Mentoring", "Harper Lyle", 20, ("coaching_in_promotion",), withdrawn=True),
    Asked("chief.finance", Reached.ASSESSING, "meeting", "Working lunch with the force's auditors-to-be",
          "Larkspur Audit", "Emery Stone", 11, ("procurement", "financial_decision"), by="secretariat3"),
    Asked("chief.finance", Reached.MITIGATING, "event", "Seminar weekend of Goldfinch Treasury",
          "Goldfinch Treasury", "Blair Dunn", 28, ("external_event", "poor_value"), course=MITIGATED),
    Asked("chief.finance", Reached.RECOMMENDED, "membership", "Seat on the board of a housing charity",
          "Saltmarsh Homes", "Reese Fallow", 60, ("external_group", "financial_decision"), course=MITIGATED),
    Asked("commissioner", Reached.COMPLETE, "event", "Launch of a victims' fund with a private sponsor",
          "Heronsgate Foundation", "Kit Larch", 22, ("external_event",), by="office.manager"),
    Asked("deputy.commissioner", Reached.RECOMMENDED, "meeting", "Round table with alarm companies",
          "Alarm Makers' Circle", "Sorrel Bain", 25, ("procurement",), by="office.manager",
          course=MITIGATED),
)  # fmt: skip
