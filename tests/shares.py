# SPDX-License-Identifier: MIT
"""Which cells of the matrix are asked when: the approved file has them all, each build asks a share.

Every build asks every address, and everybody; what falls to `deep` is what the rules of access
make alike. Which cells these are never changes from one run to the next.
"""

from functools import cache
from zlib import crc32

from matrix import NO_MATTER, TAKE_PART

from addresses import addresses

TWINS = frozenset(
    {
        "acc.local",
        "secretariat3",
        "staff.officer",
        "staff.officer.acc",
        "union.rep",
        "superintendent",
    }
)
"""Outside matters they are nobody else than another in the list."""


ACTS_LATER = frozenset({"deputy.chief", "staff.officer.chief", "head.secretariat", "external.psd"})
"""Who has something to do once a matter is recommended, or looked at again."""


ACTS = ACTS_LATER | {"secretariat", "sergeant"}
"""Who may have something to send at some stage, and somebody who reads and never may."""


ONE_OF_A_KIND = frozenset({"administrator", "head.secretariat", "new.starter", ""})
"""Who runs the machine, who runs the matters, who holds no post, and nobody."""
ALL_WAYS = ONE_OF_A_KIND - {"new.starter"}
READ_OR_SENT = frozenset({"GET", "POST"})
IN_FOUR = 4


def everything(url: str, matter: str, name: str, method: str) -> bool:
    """The approved file: the shares of each build; who takes part also reads at every other stage,
    and who acts sends there."""
    if all_outside_matters(matter, name, method) or in_matters(url, matter, name, method):
        return True
    if matter == "assessing":
        return method == "POST" or name in {"deputy.chief", "administrator", ""}
    if matter == NO_MATTER or name not in TAKE_PART:
        return False
    return method == "GET" or (name in ACTS and method == "POST")


def all_outside_matters(matter: str, name: str, method: str) -> bool:
    """Who holds a post reads and sends; the other ways are the same for all of them."""
    if matter != NO_MATTER or name in TWINS:
        return False
    return method in READ_OR_SENT or name in ALL_WAYS


def outside_matters(url: str, matter: str, name: str, method: str) -> bool:
    """All reading of what some may open and some may not; of the rest every fourth cell."""
    if not all_outside_matters(matter, name, method):
        return False
    tells_people_apart = method == "GET" and url not in open_to_all()
    first_hand = method in READ_OR_SENT and name in ONE_OF_A_KIND
    return tells_people_apart or first_hand or _in_turn(url, name)


def _in_turn(url: str, name: str) -> bool:
    return crc32(f"{url} {name}".encode()) % IN_FOUR == 0


@cache
def open_to_all() -> frozenset[str]:
    """Addresses that need no post and name no record: by their rule, everybody gets the same."""
    rules = ((each, getattr(each.view, "access", None)) for each in addresses())
    return frozenset(
        each.route for each, access in rules
        if access and not access.rule.roles and not each.has_arguments
    )  # fmt: skip


def in_matters(_url: str, matter: str, name: str, method: str) -> bool:
    """Everybody reads while it is assessed; whoever takes part sends then, and reads in a
    reassessment; whoever acts later sends then too."""
    if matter == "assessing":
        return method == "GET" or (name in TAKE_PART and method == "POST")
    if matter == "reassessing":
        return name in TAKE_PART and (method == "GET" or (name in ACTS_LATER and method == "POST"))
    return matter == "recommended" and name in ACTS_LATER and method == "POST"
