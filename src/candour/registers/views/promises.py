# SPDX-License-Identifier: MIT
"""Conditions: all of them with the meter, checking one after the other, showing that one is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.files.forms import WithFile
from candour.files.queries import by_id
from candour.files.responses import attachment
from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.registers.how_checked import Method, Sort
from candour.registers.models import Condition
from candour.registers.promised import Promised, promised_elsewhere
from candour.registers.queries.evidence import evidence_on, names_in, terms_of
from candour.registers.queries.promises import (
    checks_of,
    coverage,
    entries_open_to,
    for_checking,
    own_condition,
    page_of,
    referral_for,
    to_check,
    visible_conditions,
    watched,
)
from candour.registers.rules.promises import Found, Standing, Verdict, judged, standing
from candour.registers.services.checking import Told, check, close_referral, show_kept
from candour.registers.wording import standing_tag
from candour.ui.access import ANY_PARTICIPANT, SIGNED_IN, page
from candour.ui.forms import Files, GdsForm, Radios, TextArea, Whole
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.tags import Tag

MARKING = Marking.OFFICIAL_SENSITIVE


@dataclass(frozen=True)
class Line:
    """One condition in the list; without a reference where the entry is not this person's to see."""

    text: str
    sort: str
    keeper: str
    reference: str
    url: str
    next_check: date | None
    tag: Tag
    do: str
    do_words: str


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def conditions(request: Request) -> HttpResponse:
    """Every condition in force that somebody may see; how many of them are really watched."""
    person, today = who(request), timezone.localdate()
    wanted, number = _wanted(request), _number(request)
    found = page_of(person, today, wanted, number)
    others = promised_elsewhere(person, today)
    meter = coverage(person, today).and_also(standing(one.watched, today) for one in others)
    elsewhere = [one for one in others if _fits(one, wanted, today)]
    context = {
        "lines": _lines(request, found.rows, today),
        "elsewhere": [_of_another(one, today) for one in elsewhere] if number == 1 else [],
        "meter": meter,
        "chosen": wanted,
        "groups": [(one, standing_tag(one), meter.standings[one]) for one in meter.standings],
        "waiting": meter.standings[Standing.TO_CHECK] + meter.standings[Standing.OVERDUE],
        "next": _address(wanted, number + 1) if found.more else "",
        "previous": _address(wanted, number - 1) if number > 1 else "",
    }
    return render(request, "registers/conditions.html", context, marking=MARKING)


def _wanted(request: Request) -> Standing | None:
    asked = request.GET.get("show", "")
    return Standing(asked) if asked in set(Standing) - {Standing.ENDED} else None


def _number(request: Request) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), 10_000) if text.isascii() and text.isdigit() else 1


def _address(wanted: Standing | None, number: int) -> str:
    asked = {"show": wanted.value if wanted else "", "page": str(number) if number > 1 else ""}
    kept = {name: value for name, value in asked.items() if value}
    return reverse("conditions") + (f"?{urlencode(kept)}" if kept else "")


def _fits(one: Promised, wanted: Standing | None, today: date) -> bool:
    return wanted is None or standing(one.watched, today) is wanted


def _lines(request: Request, rows: Sequence[Condition], today: date) -> list[Line]:
    person = who(request)
    open_ = entries_open_to(person, today, rows)
    may = set(for_checking(person, today).filter(pk__in=[row.pk for row in rows])
              .values_list("pk", flat=True)) if rows else set()  # fmt: skip
    found = []
    for row in rows:
        mine, shown = row.person_id == person.pk, row.reference in open_
        do = "condition_show" if mine else "condition_check" if row.pk in may else ""
        found.append(
            Line(
                text=row.text,
                sort=row.get_kind_display(),
                keeper=row.person.full_name,
                reference=row.reference if shown else "",
                url=reverse("entry", args=[row.reference]) if shown else "",
                next_check=row.next_check,
                tag=standing_tag(standing(watched(row), today)),
                do=reverse(do, args=[row.pk]) if do else "",
                do_words=_("Show that you keep it") if mine else _("Check this condition"),
            )
        )
    return found


def _of_another(one: Promised, today: date) -> Line:
    return Line(
        text=one.text, sort=_("Gateway request"), keeper=one.keeper, reference=one.reference,
        url=one.url, next_check=one.watched.next_check,
        tag=standing_tag(standing(one.watched, today)), do="", do_words="",
    )  # fmt: skip


# ------------------------------------------------------------------ checking


class CheckForm(WithFile):
    found = Radios(
        gettext_lazy("Was it kept?"),
        [
            (Found.KEPT.value, gettext_lazy("Yes, it was kept")),
            (Found.BROKEN.value, gettext_lazy("No, it was not kept")),
            (Found.UNCLEAR.value, gettext_lazy("I cannot tell")),
        ],
        missing=gettext_lazy("Select whether it was kept"),
    )
    text = TextArea(gettext_lazy("What did you see?"), missing=gettext_lazy("Enter what you saw"))
    file = Files(gettext_lazy("What shows it"), multiple=False, required=False)


@page(ANY_PARTICIPANT)
def condition_check(request: Request, key: UUID) -> HttpResponse:
    """One condition with its evidence; met, not met, or cannot tell. Then the next one."""
    person, today = who(request), timezone.localdate()
    row = for_checking(person, today).filter(pk=key).first()
    if row is None:
        raise Http404
    form = CheckForm(*_sent(request))

    def done() -> str:
        given = form.cleaned_data
        told = Told(given["text"], file=given["file"])
        referral = check(row.pk, given["found"], told, today, by=_by(request))
        words = _("Saved, and referred to professional standards.") if referral else _("Saved.")
        messages.success(request, words)
        following = to_check(person, today).exclude(pk=row.pk).first()
        return reverse("condition_check", args=[following.pk]) if following else _home()

    if answer := carried_out(request, form, done):
        return answer
    context = _shown(request, row, today) | {"form": form}
    return render(request, "registers/condition_check.html", context, marking=MARKING)


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def condition_next(request: Request) -> HttpResponse:
    """The condition that has waited longest; the list once nothing waits."""
    following = to_check(who(request), timezone.localdate()).first()
    if following is None:
        messages.info(request, _("All done. No condition waits for you."))
        return redirect("conditions")
    return redirect("condition_check", following.pk)


def _home() -> str:
    return reverse("conditions")


def _sent(request: Request) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _by(request: Request, role: Role = Role.DECLARANT) -> By:
    return By(person=who(request).pk, role=role.value)


def _shown(request: Request, row: Condition, today: date) -> dict[str, object]:
    """A condition beside its form. Its reading is recorded before anything is shown."""
    person = who(request)
    if request.method in {"GET", "HEAD"}:
        record_reading(row.stream, by=_by(request), part="condition")
    open_ = row.reference in entries_open_to(person, today, [row])
    whole = open_ or person.pk in {row.owner_id, row.person_id}
    return {
        "row": row,
        "tag": standing_tag(standing(watched(row), today)),
        "open": open_,
        "checks": checks_of(row) if whole else [],
        "says": _says(row, today) if whole else None,
    }


def _says(row: Condition, today: date) -> Verdict | None:
    """What the data says now, where data says anything."""
    if row.method != Method.DATA:
        return None
    verdict = judged(terms_of(row), evidence_on(row, today, names_in([row])))
    return verdict if verdict.found is not Found.UNCLEAR else None


# ------------------------------------------------------------------ showing that it is kept


class ShowForm(WithFile):
    text = TextArea(
        gettext_lazy("What shows that you keep it?"),
        hint=gettext_lazy("Say it in your words, or add a file"),
        required=False,
        says_when=True,
    )
    file = Files(gettext_lazy("A file that shows it"), multiple=False, required=False)


class ShowHoursForm(ShowForm):
    figure = Whole(
        gettext_lazy("How many hours a week, on average, since the last check?"),
        most=168,
        missing=gettext_lazy("Enter how many hours a week"),
    )


@page(ANY_PARTICIPANT)
def condition_show(request: Request, key: UUID) -> HttpResponse:
    """Whoever has to keep a condition reports, or gives the evidence that was asked for."""
    row = own_condition(who(request), key)
    if row is None:
        raise Http404
    form = (ShowHoursForm if row.kind == Sort.HOURS else ShowForm)(*_sent(request))

    def done() -> str:
        given = form.cleaned_data
        told = Told(given["text"], given.get("figure"), given["file"])
        show_kept(row.pk, told, by=_by(request))
        messages.success(request, _("What you sent is with whoever sees to this condition."))
        return reverse("entry", args=[row.reference])

    if answer := carried_out(request, form, done):
        return answer
    context = _shown(request, row, timezone.localdate()) | {"form": form}
    return render(request, "registers/condition_show.html", context, marking=MARKING)


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def condition_file(request: Request, key: UUID, file_id: UUID) -> HttpResponse:
    """A file that came with evidence or a check, for whoever sees the condition whole."""
    person, today = who(request), timezone.localdate()
    row = visible_conditions(person, today).filter(pk=key).first()
    if row is None or not any(one.file_id == file_id for one in checks_of(row)):
        raise Http404
    whole = person.pk in {row.owner_id, row.person_id}
    if not whole and row.reference not in entries_open_to(person, today, [row]):
        raise Http404
    stored = by_id(file_id, stream=row.stream)
    if stored is None:
        raise Http404
    record_reading(row.stream, by=_by(request), part="condition file")
    return attachment(stored)


# ------------------------------------------------------------------ referrals


class ReferralForm(GdsForm):
    outcome = Radios(
        gettext_lazy("What came of it?"),
        [
            ("breach", gettext_lazy("The condition was not kept")),
            ("no_breach", gettext_lazy("The condition was kept after all")),
        ],
        missing=gettext_lazy("Select what came of it"),
    )
    text = TextArea(
        gettext_lazy("What did you find?"), missing=gettext_lazy("Enter what you found")
    )


@page(ANY_PARTICIPANT)
def referral(request: Request, key: UUID) -> HttpResponse:
    """A condition that was not kept, for whoever heads professional standards; then its end."""
    today = timezone.localdate()
    row = referral_for(who(request), key, today)
    if row is None:
        raise Http404
    form = ReferralForm(posted(request))

    def done() -> str:
        given = form.cleaned_data
        by = _by(request, Role.REASSESSOR)
        close_referral(row.pk, given["outcome"], given["text"], by=by)
        messages.success(request, _("The referral is closed."))
        return _home()

    if row.closed_at is not None and request.method == "GET":
        return redirect("entry", row.reference)
    if answer := carried_out(request, form, done):
        return answer
    if request.method in {"GET", "HEAD"}:
        record_reading(row.stream, by=_by(request, Role.REASSESSOR), part="referral")
    context = {"row": row, "form": form}
    return render(request, "registers/referral.html", context, marking=MARKING)
