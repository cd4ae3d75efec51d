# SPDX-License-Identifier: MIT
"""Drafts: what a person typed is kept within seconds, sealed, and handed back to nobody else.

A form names its draft by a key: the kind, and the reference that it is about, as in
"gateway-request:GW-7KQ3-9FXD". Each app registers its kinds in its `apps.py`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from candour.ledger import datakeys
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.ui.models import Draft
from candour.ui.today import TodayItem

NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "once", "password", "later"})

Answers = dict[str, str | list[str]]

DRAFT = Phrased(lambda person, key: Draft.objects.filter(person=person, key=key))
_kinds: dict[str, "DraftKind"] = {}


@dataclass(frozen=True)
class DraftKind:
    """A form that keeps drafts. `url_name` leads back to it, with the reference if there is one."""

    name: str
    title: str | Promise
    url_name: str


class NoSuchKind(LookupError):
    """A form names a draft of a kind that no app registered."""


def register_draft_kind(kind: DraftKind) -> None:
    _kinds[kind.name] = kind


def kind_of(key: str) -> DraftKind:
    name = key.partition(":")[0]
    if name not in _kinds:
        raise NoSuchKind(f"register the draft kind '{name}' in the apps.py of its app")
    return _kinds[name]


def draft_url(key: str) -> str:
    """Where a form sends its draft; an unknown kind fails when the form is drawn."""
    kind_of(key)
    return reverse("draft", args=[key])


@transaction.atomic
def save_draft(person: Person, key: str, answers: QueryDict | Mapping[str, object]) -> datetime:
    """Keep the answers in place of the ones before. Files are not answers."""
    kind_of(key)
    now = timezone.now()
    draft = Draft.objects.filter(person=person, key=key).first() or Draft(person=person, key=key)
    draft.answers = json.dumps(_plain(answers))
    draft.saved_at = now
    draft.save()
    return now


def load_draft(person: Person, key: str) -> Answers:
    """The answers as they were typed, ready to be the `initial` of the form; empty when none."""
    draft = DRAFT.first(person.pk, key)
    return json.loads(draft.answers) if draft else {}


def drop_draft(person: Person, key: str) -> None:
    """Forget a draft for good: its key is destroyed with it."""
    for draft in DRAFT(person.pk, key):
        with transaction.atomic():
            datakeys.destroy(draft.sealed_under)
            draft.delete()


@transaction.atomic
def drop_drafts_about(reference: str) -> None:
    """Forget what anybody typed about this, with the keys."""
    for draft in Draft.objects.filter(key__endswith=f":{reference}").defer("answers"):
        datakeys.destroy(draft.sealed_under)
        draft.delete()


def _plain(answers: QueryDict | Mapping[str, object]) -> Answers:
    pairs: Iterable[tuple[str, Sequence[object]]]
    if isinstance(answers, QueryDict):
        pairs = answers.lists()
    else:
        pairs = [(k, list(v) if isinstance(v, list | tuple) else [v]) for k, v in answers.items()]
    return {
        name: str(values[0]) if len(values) == 1 else [str(value) for value in values]
        for name, values in pairs
        if name not in NEVER_KEPT
    }


def drafts_of(person: Person, today: date) -> list[TodayItem]:
    """The feed of Today: what was started and not sent, the latest first."""
    del today  # a draft is never due
    kept = Draft.objects.filter(person=person).defer("answers").order_by("-saved_at", "id")
    return [_line(draft) for draft in kept if draft.key.partition(":")[0] in _kinds]


def _line(draft: Draft) -> TodayItem:
    kind, about = kind_of(draft.key), draft.key.partition(":")[2]
    return TodayItem(
        verb=str(kind.title),
        reference=about,
        url=reverse(kind.url_name, args=[about] if about else None),
        since=timezone.localtime(draft.saved_at).date(),
    )
