# SPDX-License-Identifier: MIT
"""Acts on accounts: signing in and out, passwords, settings, and asking for access."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from candour.directory.models import AccessRequest, SignIn, SignInFailure
from candour.directory.rules.passwords import is_mostly_known
from candour.directory.rules.second_factor import looks_wrong
from candour.directory.rules.session_words import Ended
from candour.directory.services import post, sessions
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By, Kind, record
from candour.people.models import Account, Person
from candour.people.rules.sign_in_limits import DAY, wait_until

LINKS_IN_A_DAY = 3
"""How many links one name is sent in a day, however often they are asked for."""


def find_account(typed: str) -> Account | None:
    """The account that someone means by a sign-in name or an e-mail address."""
    name = typed.strip().lower()
    accounts = Account.objects.select_related("person")
    if "@" in name:
        return accounts.filter(person__email=name).first()
    return accounts.filter(username=name).first()


def _digest(typed: str) -> str:
    """The same for both names of one account, so that two names are not twice the tries."""
    account = find_account(typed)
    name = account.username if account else typed.strip().lower()
    return salted_hmac("candour.sign-in", name, algorithm="sha256").hexdigest()


def may_be_tried_from(typed: str) -> datetime | None:
    """When this name may be tried again; none if now. Unknown names count like any other."""
    now = timezone.now()
    failures = SignInFailure.objects.filter(name_digest=_digest(typed), failed_at__gt=now - DAY)
    return wait_until(list(failures.values_list("failed_at", flat=True)), now)


@transaction.atomic
def count_failure(typed: str) -> None:
    now = timezone.now()
    SignInFailure.objects.filter(failed_at__lte=now - DAY).delete()
    SignInFailure.objects.create(name_digest=_digest(typed), failed_at=now)


def failures_since(account: Account) -> int:
    """How often the name was tried in vain since it last signed in, within a day."""
    last = SignIn.objects.filter(account=account).order_by("-started_at").first()
    since = max(timezone.now() - DAY, last.started_at) if last else timezone.now() - DAY
    digest = _digest(account.username)
    return SignInFailure.objects.filter(name_digest=digest, failed_at__gt=since).count()


@transaction.atomic
def signed_in(account: Account, came: sessions.Came) -> SignIn:
    """Record that someone came in, and tell them if it looks wrong; without the record they do not."""
    before = SignIn.objects.filter(account=account)
    wrong = looks_wrong(
        first_ever=not before.exists(),
        known_device=before.filter(device=came.device).exists(),
        failures=came.failures,
    )
    if wrong:
        what = came.failures if wrong == "tried_often" else came.device
        post.queue(account, wrong, what=what)
    sign_in = sessions.begin(account, came)
    fields = {
        "account": str(account.pk),
        "how": came.how.value,
        "device": came.device,
        "failures_before": came.failures,
    }
    by = themselves(account)
    record(stream_of(account), "signed_in", by=by, kind=Kind.ACCESS_GRANTED, fields=fields)
    return sign_in


@transaction.atomic
def signed_out(account: Account, sign_in: str, why: Ended) -> None:
    if sign_in:
        sessions.over(sign_in, why)
    fields = {"account": str(account.pk)}
    by = themselves(account)
    record(stream_of(account), "signed_out", by=by, kind=Kind.ACCESS_REMOVED, fields=fields)


@dataclass(frozen=True)
class Settings:
    language: str
    digest: str


@transaction.atomic
def change_settings(person_id: UUID, given: Settings, *, by: By) -> None:
    """Keep a person's choice of language and summary."""
    person = Person.objects.select_for_update().get(pk=person_id)
    values = asdict(given)
    Person.objects.filter(pk=person.pk).update(**values)
    record(person.stream, "settings_changed", by=by, kind=Kind.ALTERATION, fields=values)


@transaction.atomic
def ask_for_access(account: Account, reason: str) -> AccessRequest:
    """Tell the administrators that someone has come without a post."""
    if AccessRequest.objects.filter(account=account, closed_at__isnull=True).exists():
        raise Refused("You have already asked. The administrators can see it.")
    asked = AccessRequest.objects.create(
        account=account, reason=reason.strip(), asked_at=timezone.now()
    )
    fields = {"account": str(account.pk), "reason": asked.reason}
    by = themselves(account)
    record(stream_of(account), "access_asked_for", by=by, kind=Kind.COLLECTION, fields=fields)
    return asked


@transaction.atomic
def close_access_request(request_id: UUID, *, by: By) -> AccessRequest:
    """An administrator has dealt with it, whatever came of it."""
    still_open = AccessRequest.objects.filter(pk=request_id, closed_at__isnull=True)
    if not still_open.update(closed_at=timezone.now(), closed_by=by.person):
        raise Refused("Someone has already dealt with this.")
    asked = AccessRequest.objects.select_related("account__person").get(pk=request_id)
    fields = {"account": str(asked.account_id)}
    stream = stream_of(asked.account)
    record(stream, "access_request_closed", by=by, kind=Kind.ALTERATION, fields=fields)
    return asked


@transaction.atomic
def send_password_link(person: Person, *, by: By) -> None:
    """Let someone choose a password themselves: nobody else ever chooses or sees it."""
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None:
        raise Refused("This person has no sign-in name.")
    if not person.email:
        raise Refused("This person has no e-mail address to send a link to.")
    post.queue(account, "password_link")
    fields = {"account": str(account.pk)}
    stream = person.stream
    record(stream, "password_link_sent", by=by, kind=Kind.ACCESS_GRANTED, fields=fields)


@transaction.atomic
def ask_for_link(typed: str) -> None:
    """Someone forgot their password. What happens, and how long it takes, tells nothing about whom."""
    now = timezone.now()
    account = find_account(typed)
    digest = salted_hmac("candour.forgot", typed.strip().lower(), algorithm="sha256").hexdigest()
    asked = SignInFailure.objects.filter(name_digest=digest, failed_at__gt=now - DAY).count()
    SignInFailure.objects.create(name_digest=digest, failed_at=now)
    post.queue(account if asked < LINKS_IN_A_DAY else None, "password_link")


def account_choosing(account_id: UUID, token: str) -> Account | None:
    """Whose password a link may set; none if it was used, is too old or was never sent."""
    accounts = Account.objects.filter(pk=account_id, is_active=True)
    account = accounts.select_related("person").first()
    good = account is not None and default_token_generator.check_token(account, token)
    return account if good else None


def account_of(person: Person) -> Account:
    return Account.objects.select_related("person").get(person=person)


@transaction.atomic
def choose_password(
    account: Account, password: str, *, current: str | None = None, keep: str = ""
) -> None:
    """Set the person's own choice. It ends every session but the one to keep."""
    if current is not None and not account.check_password(current):
        raise Refused("Enter the password that you use now.", about="current")
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Refused(
            "Enter at least 12 characters that are not a common password.", about="password"
        ) from weak
    if is_mostly_known(password, _known_names(account)):
        raise Refused(
            "Enter a password that is more than your name or your organisation’s.", about="password"
        )
    account.set_password(password)
    account.save(update_fields=["password"])
    sessions.end_for_new_details(account, keep)
    post.queue(account, "details_changed", what="password_chosen")
    by = themselves(account)
    fields = {"account": str(account.pk)}
    record(stream_of(account), "password_chosen", by=by, kind=Kind.ALTERATION, fields=fields)


def _known_names(account: Account) -> list[str]:
    person = account.person
    return [account.username, *([person.full_name, person.body.name] if person else [])]


def themselves(account: Account) -> By:
    return By(person=account.person_id, role=Role.WORKFORCE.value, name=account.username)


@transaction.atomic
def proof_failed(account: Account, *, counted: bool = False) -> None:
    """Somebody at a session of this account could not show that they are its owner."""
    if not counted:
        count_failure(account.username)
    by = themselves(account)
    fields = {"account": str(account.pk)}
    record(stream_of(account), "proof_failed", by=by, kind=Kind.ALTERATION, fields=fields)


@transaction.atomic
def stop(person: Person, *, stopped: bool, by: By) -> None:
    """Keep someone out from this moment, or let them sign in again; their posts stay."""
    if by.person == person.pk:
        raise Refused("You cannot stop your own sign-in. Ask another administrator.")
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is None:
        raise Refused("This person has no sign-in name.")
    if account.is_active != stopped:
        raise Refused("Someone has already done this.")
    account.is_active = not stopped
    account.save(update_fields=["is_active"])
    if stopped:
        sessions.end_with(person, Ended.STOPPED)
    act = "sign_in_stopped" if stopped else "sign_in_allowed"
    kind = Kind.ACCESS_REMOVED if stopped else Kind.ACCESS_GRANTED
    record(person.stream, act, by=by, kind=kind, fields={"account": str(account.pk)})


def stream_of(account: Account) -> UUID:
    """Where the record keeps what happens to an account."""
    return account.person.stream if account.person else account.pk
