# SPDX-License-Identifier: MIT
"""Who sits where in Aldshire. The posts of each procedure come from its policy pack."""

from dataclasses import dataclass

FORCE = "aldshire"
COMMISSIONER = "commissioner-aldshire"
NEIGHBOUR = "norwold"
OTHER_COMMISSIONER = "commissioner-norwold"
ASSOCIATION = "aldshire-officers-association"
UNION = "aldshire-staff-union"
AUDITORS = "aldshire-audit-partnership"
PANEL = "aldshire-panel"
INSPECTORATE = "inspectorate"

BODIES = (
    (FORCE, "Aldshire Constabulary", "police_force"),
    (COMMISSIONER, "Office of the Police and Crime Commissioner for Aldshire", "policing_body"),
    (NEIGHBOUR, "Norwold Constabulary", "police_force"),
    (
        OTHER_COMMISSIONER,
        "Office of the Police and Crime Commissioner for Norwold",
        "policing_body",
    ),
    (ASSOCIATION, "Aldshire Officers' Association", "staff_association"),
    (UNION, "Aldshire Staff Union", "staff_association"),
    (AUDITORS, "Aldshire Audit Partnership", "other"),
    (PANEL, "Aldshire Police and Crime Panel", "other"),
    (INSPECTORATE, "Inspectorate of the Counties", "other"),
)


AUDIT_BEGAN, AUDIT_ENDS = 30, 150
"""Days before and after today: the post of an auditor ends by itself."""


@dataclass(frozen=True)
class Earlier:
    """A post held before, in days before the day of building."""

    post: str
    rank: str
    since: int
    until: int


@dataclass(frozen=True)
class Seat:
    """Someone in a post. The same sign-in name twice is the same person in two posts."""

    post: str
    rank: str
    username: str = ""
    home: str = ""
    """The body that they belong to, where the post stands outside its own."""
    since: int = 700
    acting: bool = False
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True)
class OrdinaryPost:
    code: str
    title: str
    unit: str
    reports_to: str


ORDINARY_POSTS = (
    OrdinaryPost("district_commander", "District Commander", "Local policing", "assistant_chief_constable"),
    OrdinaryPost("head_of_crime", "Head of Crime", "Crime", "assistant_chief_constable"),
    OrdinaryPost("response_inspector", "Response Inspector", "Local policing", "district_commander"),
    OrdinaryPost("response_sergeant", "Response Sergeant", "Local policing", "response_inspector"),
    OrdinaryPost("response_constable", "Response Constable", "Local policing", "response_sergeant"),
    OrdinaryPost("neighbourhood_constable", "Neighbourhood Constable", "Local policing", "response_sergeant"),
    OrdinaryPost("community_support_officer", "Community Support Officer", "Local policing", "response_sergeant"),
    OrdinaryPost("detective_inspector", "Detective Inspector", "Crime", "head_of_crime"),
    OrdinaryPost("detective_constable", "Detective Constable", "Crime", "detective_inspector"),
    OrdinaryPost("head_of_procurement", "Head of Procurement", "Finance", "chief_finance_officer"),
    OrdinaryPost("buyer", "Buyer", "Finance", "head_of_procurement"),
    OrdinaryPost("head_of_communications", "Head of Communications", "Communications", "deputy_chief_constable"),
)  # fmt: skip

FORCE_SEATS = (
    Seat("chief_constable", "Chief Constable", "chief.constable", since=1100),
    Seat(
        "deputy_chief_constable", "Deputy Chief Constable", "deputy.chief", since=600,
        earlier=(Earlier("assistant_chief_constable", "Assistant Chief Constable", 1900, 600),),
    ),
    Seat("assistant_chief_constable", "Assistant Chief Constable", "acc.local", since=900),
    Seat(
        "assistant_chief_constable", "Chief Superintendent", "acc.crime", since=60, acting=True,
        earlier=(Earlier("head_of_crime", "Chief Superintendent", 1200, 60),),
    ),
    Seat("chief_finance_officer", "Chief Finance Officer", "chief.finance"),
    Seat(
        "staff_officer_to_chief_constable", "Chief Inspector", "staff.officer.chief", since=200,
    ),
    Seat(
        "staff_officer_to_deputy", "Chief Inspector", "staff.officer", since=150,
        earlier=(Earlier("response_inspector", "Inspector", 1500, 150),),
    ),
    Seat("staff_officer_to_assistants", "Inspector", "staff.officer.acc", since=300),
    Seat("staff_officer_to_assistants", "Inspector", "staff.officer.acc2", since=90),
    Seat("staff_officer_to_finance", "Business Manager", "staff.officer.finance"),
    Seat("head_of_secretariat", "Senior Manager", "head.secretariat", since=1500),
    Seat("secretariat_officer", "Senior Secretary", "secretariat", since=1300),
    Seat("secretariat_officer", "Secretary", "secretariat2"),
    Seat("secretariat_officer", "Secretary", "secretariat3", since=120),
    Seat("secretariat_officer", "Apprentice", "secretariat4", since=20),
    Seat(
        "head_of_professional_standards", "Detective Superintendent", "head.psd", since=800,
        earlier=(
            Earlier("deputy_head_of_professional_standards", "Detective Chief Inspector", 1700, 800),
        ),
    ),
    Seat("deputy_head_of_professional_standards", "Detective Chief Inspector", "deputy.psd"),
    Seat("counter_corruption_unit", "Detective Inspector", "source.unit"),
    Seat("counter_corruption_unit", "Detective Sergeant", "source.unit2", since=250),
    Seat("external_assessor", "Chief Inspector", "external.officer", home=NEIGHBOUR),
    Seat("external_reassessor", "Detective Superintendent", "external.psd", home=NEIGHBOUR),
    Seat("staff_association_representative", "Sergeant", "association.rep", home=ASSOCIATION),
    Seat("staff_association_representative", "Branch Secretary", "union.rep", home=UNION),
    Seat("internal_auditor", "Audit Manager", "auditor", home=AUDITORS),
    Seat("system_administrator", "Systems Manager", "administrator"),
    Seat("oversight_officer", "Governance Officer", "oversight", home=COMMISSIONER),
    Seat("register_administrator", "Manager", "registrar", since=500),
    Seat("risk_panel_member", "Chief Inspector", "risk.panel"),
    Seat("risk_panel_member", "Senior Manager", "risk.panel2", since=400),
    Seat("standards_manager", "Chief Inspector", "standards.manager", since=600),
    Seat("counter_corruption_supervisor", "Detective Chief Inspector", "corruption.lead"),
    Seat("press_officer", "Officer", "press.officer"),
    Seat("procurement_manager", "Manager", "procurement.manager"),
    Seat("committee_clerk", "Clerk", "clerk", home=PANEL),
    Seat("committee_member", "Member", "committee.member", home=PANEL),
    Seat("committee_member", "Member", "committee.member2", home=PANEL, since=300),
    Seat("monitoring_officer", "Solicitor", "monitoring.officer", home=COMMISSIONER),
    Seat("district_commander", "Superintendent", "superintendent"),
    Seat("head_of_crime", "Detective Superintendent", since=60),
    Seat("response_inspector", "Inspector", "inspector"),
    Seat(
        "response_inspector", "Inspector", since=150,
        earlier=(Earlier("staff_officer_to_deputy", "Inspector", 900, 150),),
    ),
    Seat("response_sergeant", "Sergeant", "sergeant"),
    Seat("response_sergeant", "Constable", since=30, acting=True),
    *(Seat("response_constable", "Constable") for _ in range(9)),
    Seat("response_constable", "Constable", "constable"),
    *(Seat("neighbourhood_constable", "Constable") for _ in range(3)),
    *(Seat("community_support_officer", "Community Support Officer") for _ in range(2)),
    Seat("detective_inspector", "Detective Inspector"),
    *(Seat("detective_constable", "Detective Constable") for _ in range(4)),
    Seat("head_of_procurement", "Senior Manager", "procurement"),
    *(Seat("buyer", "Officer") for _ in range(2)),
    Seat("head_of_communications", "Senior Manager", "communications"),
)  # fmt: skip

COMMISSIONER_SEATS = (
    Seat("commissioner", "Commissioner", "commissioner", since=500),
    Seat("deputy_commissioner", "Deputy Commissioner", "deputy.commissioner", since=450),
    Seat("governance_adviser", "Adviser", "governance.adviser"),
    Seat("governance_adviser_to_deputy", "Adviser", "governance.adviser2", since=200),
    Seat("head_of_governance", "Senior Manager", "head.governance"),
    Seat("office_manager", "Manager", "office.manager"),
    Seat("chief_executive", "Chief Executive", "chief.executive", since=1000),
    Seat("deputy_monitoring_officer", "Solicitor", "deputy.monitoring"),
    Seat("chief_finance_officer", "Chief Finance Officer", "commissioner.finance"),
    Seat("external_adviser", "Adviser", "external.adviser", home=OTHER_COMMISSIONER),
    Seat("external_monitoring_officer", "Solicitor", "external.monitoring", home=OTHER_COMMISSIONER),
    Seat("force_professional_standards", "Inspector", "psd.liaison", home=FORCE),
    Seat("trade_union_representative", "Branch Secretary", "union.rep", home=UNION),
    Seat("internal_auditor", "Audit Manager", "auditor", home=AUDITORS),
    Seat("system_administrator", "Systems Manager", "administrator", home=FORCE),
    Seat("panel_officer", "Panel Officer", "panel.officer", home=PANEL),
    Seat("register_officer", "Officer", "register.officer"),
    Seat("interests_panel_member", "Manager", "interests.panel"),
    Seat("standards_officer", "Officer", "standards.officer"),
    Seat("force_investigator", "Detective Sergeant", "source.unit2", home=FORCE),
    Seat("force_corruption_supervisor", "Detective Chief Inspector", "corruption.lead", home=FORCE),
    Seat("communications_officer", "Officer", "communications.office"),
    Seat("procurement_officer", "Officer", "procurement.office"),
    Seat("panel_clerk", "Clerk", "clerk", home=PANEL),
    Seat("panel_member", "Member", "committee.member", home=PANEL),
)  # fmt: skip

INSPECTORS = (
    Seat("inspectorate", "Inspection Officer", "inspectorate", home=INSPECTORATE, since=60),
)
"""They come last, so that everybody else keeps their name."""

NO_POST_YET = "new.starter"


@dataclass(frozen=True)
class Lent:
    """A grant: days are counted from the day of building."""

    principal: str
    delegate: str
    first: int
    last: int
    reason: str = "Diary and invitations"


GRANTS = (
    Lent("chief.constable", "secretariat", -60, 200),
    Lent("deputy.chief", "secretariat", -90, 180),
    Lent("deputy.chief", "secretariat2", -30, 14, "Cover for annual leave"),
    Lent("acc.local", "secretariat2", -200, 90),
    Lent("acc.crime", "secretariat3", -50, 120),
    Lent("chief.finance", "secretariat3", -20, 160),
    Lent("acc.local", "secretariat", -400, -40, "Before the secretariat shared the work anew"),
    Lent("chief.constable", "secretariat2", 10, 24, "Cover for a course"),
    Lent("commissioner", "office.manager", -100, 200),
    Lent("deputy.commissioner", "office.manager", -100, 200),
)
