# SPDX-License-Identifier: MIT
"""Three outcomes: one body, two bodies with a stated relation, or two that have nothing to do with each other.

A person decides about what is connected; nothing here ever confirms a person by name alone.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from candour.linkage.rules.alignment import Weigh
from candour.linkage.rules.brands import Brands
from candour.linkage.rules.doubts import doubt
from candour.linkage.rules.evidence import (
    FULL,
    Compared,
    Model,
    Side,
    compare_names,
    record_features,
)
from candour.linkage.rules.places import PLACES
from candour.linkage.rules.vocabulary import (
    CHARITY_WORDS,
    CLUB_WORDS,
    DEALER_WORDS,
    EVENT_WORDS,
    GOVERNING_WORDS,
    OWNER_WORDS,
)

SAME, CONNECTED, DIFFERENT = "same", "connected", "different"

WHOLE_NAME, PLAIN_NAME, PLACE = 19.0, 15.0, 8.0
"""Bits that a whole name of plain words, a shorter one, and the name of a county tell."""
BRAND = 13.9
"""Bits of a word that hardly any name holds, and of those none that the model has counted."""
PLAIN_WORD = 10.0
"""A word below this describes; one above it distinguishes."""


class Decision(NamedTuple):
    outcome: str
    code: str
    reason: str
    bits: float


class Weighed(NamedTuple):
    """Two records with everything that their names, numbers and places say."""

    left: Side
    right: Side
    compared: Compared
    record: dict[str, float]
    bits: float

    def supported(self) -> bool:
        """Whether the places of the two agree."""
        return bool(self.record.get("postcode") or self.record.get("place"))


RELATIONS = {
    "trading": ("alias", "A trading name of the other"),
    "former": ("renamed", "Once had this name; the date is not known"),
    "bracket": ("beside", "Named in brackets beside the other"),
    "parent": ("group", "Said to belong to the other"),
    "joint": ("alias", "One of two names that stand together"),
    "factored": ("factoring", "Paid through a financier: the supplier is one of the two names"),
    "via": ("agent", "Named as acting for, or through, the other"),
    "event": ("event", "Held at or by it; the host is not stated"),
}
COMPANY_AND_PARTNERSHIP = {"limited", "partnership"}
ONE_BODY = frozenset({"main", "trading", "initials", "joint"})
"""Kinds of name that are the body's own."""


def decide(
    left: Side, right: Side, model: Model, weigh: Weigh, brands: Brands | None = None
) -> Decision:
    """Compare two records and say what they are to each other, and why; `brands` are those of their file."""
    weighed = weigh_up(left, right, model, weigh)
    return conclude(weighed, model, weigh, brands) if weighed else cannot_match(left, right)


def weigh_up(left: Side, right: Side, model: Model, weigh: Weigh) -> Weighed | None:
    """Everything that speaks for and against; nothing where a side has no name that may match."""
    compared = compare_names(left, right, model, weigh)
    if compared is None:
        return None
    record = record_features(left, right)
    bits = compared.bits + sum(model.step(name, value) for name, value in record.items())
    return Weighed(left, right, compared, record, bits)


def among(weighed: Weighed, rivals: int, model: Model, ahead: float | None = None) -> Weighed:
    """The same in a search: so many others hold the word that tells most, the next is so far behind."""
    found = weighed.compared.alignment
    told: dict[str, float] = {}
    if found.left or found.right:
        told[ALONE] = float(rivals)
    if ahead is not None:
        told[AHEAD] = ahead
    bits = weighed.bits + sum(model.step(name, value) for name, value in told.items())
    return weighed._replace(record={**weighed.record, **told}, bits=bits)


def conclude(
    weighed: Weighed, model: Model, weigh: Weigh, brands: Brands | None = None
) -> Decision:
    """Say what two compared records are to each other."""
    bits = round(weighed.bits, 2)
    if weighed.record.get("number") == 1.0:
        return Decision(SAME, "number", "The same company number", bits)
    code, reason = _same(weighed, model)
    if brands and code in UNSURE and brands.only(weighed.compared.left, weighed.compared.right):
        code, reason = "brand", "The brand alone, and no other company here bears it"
    enough = code in CONFIRMS and "number" not in weighed.record
    if enough and bits >= model.thresholds[SAME]:
        return Decision(SAME, code, reason, bits)
    related = _related(weighed, code, reason, model, weigh)
    if not related and code in DOUBTED and bits >= model.thresholds[SAME]:
        related = code, reason
    if related:
        return Decision(CONNECTED, *related, bits)
    return Decision(DIFFERENT, "different", _differs(weighed.compared), bits)


def cannot_match(left: Side, right: Side) -> Decision:
    if left.name.masked or right.name.masked:
        return Decision(DIFFERENT, "masked", "The name is hidden, so it matches nothing", UNMATCHED)
    return Decision(DIFFERENT, "empty", "There is no name to compare", UNMATCHED)


ALONE, AHEAD = "others here with that word", "ahead of the next likeliest"
UNMATCHED = -99.0
CONFIRMS = frozenset({"name", "alias", "brand"})
UNSURE = frozenset({"name", "related"})
DOUBTED = frozenset({"related", "group", "branch"})
"""Reasons that hold back what the bits would confirm: a person decides."""


def waterfall(weighed: Weighed, model: Model) -> dict[str, float]:
    """Every step from before the comparison to the bits; kept with a match, it explains it."""
    compared = weighed.compared
    steps = {"before anything is compared": model.prior}
    steps.update({name: model.step(name, value) for name, value in compared.features.items()})
    kinds = model.kinds[compared.left.kind] + model.kinds[compared.right.kind]
    if kinds:
        steps["kind of name"] = kinds
    steps.update({name: model.step(name, value) for name, value in weighed.record.items()})
    return {name: round(bits, 2) for name, bits in steps.items()}


def _same(weighed: Weighed, model: Model) -> tuple[str, str]:
    """What would make the two one, if the bits suffice."""
    compared = weighed.compared
    kinds = {compared.left.kind, compared.right.kind}
    if weighed.left.name.person and weighed.right.name.person:
        return "person", "The same name of a person: only a person can say whether it is one"
    if not kinds <= ONE_BODY:
        return RELATIONS[min(kinds - ONE_BODY)]
    if {compared.left.form, compared.right.form} == COMPANY_AND_PARTNERSHIP:
        return "related", "A company and a partnership of one name are two bodies"
    letters = model.thresholds.get("letters", math.inf)
    if not weighed.supported() and (unsure := doubt(compared, letters)):
        return unsure
    if "trading" in kinds:
        return "alias", "The same name; one trades under it"
    return "name", _alike(compared)


def _related(
    weighed: Weighed, code: str, reason: str, model: Model, weigh: Weigh
) -> tuple[str, str] | None:
    """The relation that makes two bodies connected, or nothing."""
    compared = weighed.compared
    if code == "acronym":
        return code, reason
    if code not in {*CONFIRMS, "related"}:
        said = sum(model.step(name, value) for name, value in compared.features.items())
        if said >= model.thresholds[CONNECTED]:
            return code, reason
        if code in {"spelling", "initials"}:
            return None
    if weighed.record.get("postcode") == FULL and compared.alignment.shared >= PLAIN_WORD:
        return "address", "At one address, under names that share a word"
    person = weighed.left.name.person or weighed.right.name.person
    if person and compared.alignment.left_over and compared.alignment.right_over:
        return None
    return _relation(compared) if _shares_a_brand(compared, weigh) else None


def _shares_a_brand(compared: Compared, weigh: Weigh) -> bool:
    """Both names begin with the same rare words, or hold them all, and differ in describing ones."""
    found = compared.alignment
    over = (found.left_over, found.right_over)
    if all(set(words) <= GOVERNING_WORDS for words in over) and found.shared >= PLACE:
        return True
    one_sided = not (over[0] and over[1])
    if (
        one_sided
        and any(set(words) & CHARITY_WORDS for words in over)
        and found.shared >= PLAIN_NAME
    ):
        return True
    if found.telling < BRAND and not (found.shared >= WHOLE_NAME and one_sided):
        return False
    return (
        found.head and min(sum(weigh(word) >= PLAIN_WORD for word in words) for words in over) == 0
    )


def _relation(compared: Compared) -> tuple[str, str]:
    found = compared.alignment
    over = {*found.left_over, *found.right_over}
    said = {*compared.left.words, *compared.right.words}
    for code, applies, reason in PATTERNS:
        if applies(over, said):
            return code, reason
    return (
        "group",
        f"Same brand, different company: {_words(found.left_over)} and {_words(found.right_over)}",
    )


Applies = Callable[[set[str], set[str]], bool]
PATTERNS: tuple[tuple[str, Applies, str], ...] = (
    (
        "club and trust",
        lambda over, said: bool(over & CHARITY_WORDS) and bool(said & CLUB_WORDS),
        "The trust carries the club's name; it is a separate charity",
    ),
    (
        "public body",
        lambda over, said: bool(over) and over <= GOVERNING_WORDS,
        "Separate legal bodies of one public service",
    ),
    (
        "group",
        lambda over, said: bool(over & OWNER_WORDS),
        "Another company of the same owner, by its name",
    ),
    (
        "branch",
        lambda over, said: bool(over & PLACES),
        "One adds a place, as a branch or another body of its kind would",
    ),
    (
        "event or venue",
        lambda over, said: bool(over & EVENT_WORDS),
        "Held at or by it; the host is not stated",
    ),
    (
        "dealer",
        lambda over, said: bool(over & DEALER_WORDS),
        "Trades in the brand; owned by someone else as far as the records show",
    ),
)


def _alike(compared: Compared) -> str:
    found = compared.alignment
    if not (found.left_over or found.right_over):
        return "The same name" if not found.typos else "The same name, spelt differently"
    return f"The same telling words; beside them {_words((*found.left_over, *found.right_over))}"


def _differs(compared: Compared) -> str:
    found = compared.alignment
    if not found.shared:
        return "No word in common"
    return f"Different words: {_words(found.left_over)} against {_words(found.right_over)}"


def _words(over: tuple[str, ...]) -> str:
    return f"“{' '.join(over)}”" if over else "nothing more"
