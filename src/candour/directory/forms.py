# SPDX-License-Identifier: MIT
"""The shape of what is typed on the directory's pages. What is allowed, `people/rules` say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.procedure import words
from candour.kernel.roles import Role
from candour.people.models import Body, Digest, Person, Post
from candour.ui.fields import Words
from candour.ui.forms import (
    Checkboxes,
    DateInput,
    Email,
    GdsForm,
    Option,
    Radios,
    Select,
    Text,
    TextArea,
    YesNo,
)

MYSELF = "myself"
LANGUAGES = (("en-gb", "English"), ("cy", "Cymraeg"))
DIGESTS = (
    (Digest.DAILY.value, gettext_lazy("Every working day, when something waits for me")),
    (Digest.WEEKLY.value, gettext_lazy("Every Monday")),
    (Digest.NEVER.value, gettext_lazy("Never")),
)
CODE = RegexValidator(
    r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$",
    gettext_lazy("Enter small letters, numbers, hyphens and underscores only"),
)
NAME = RegexValidator(
    r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$",
    gettext_lazy("Enter small letters, numbers, dots, hyphens and underscores only"),
)


class Password(Text):
    """A secret in one box: taken as it is typed, and never shown again."""

    def __init__(self, label: Words, *, autocomplete: str, **kw: Any) -> None:
        super().__init__(label, max_length=500, autocomplete=autocomplete, **kw)

    def to_python(self, value: Any) -> str:
        typed = str(value or "")
        if len(typed) > self.max_length:  # never cut off: it counts exactly as it was typed
            words = _("Enter at most %(most)s characters") % {"most": self.max_length}
            raise forms.ValidationError(words)
        return typed

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        value = "" if bound.form.is_bound else bound.initial or ""
        return super().own_params(bound) | {"type": "password", "value": value, "spellcheck": False}


class SignInForm(GdsForm):
    login = Text(
        gettext_lazy("Sign-in name or e-mail address"),
        autocomplete="username",
        missing=gettext_lazy("Enter your sign-in name or e-mail address"),
    )
    password = Password(
        gettext_lazy("Password"),
        autocomplete="current-password",
        missing=gettext_lazy("Enter your password"),
    )


class CodeForm(GdsForm):
    code = Text(
        gettext_lazy("Code"),
        max_length=30,
        width=10,
        autocomplete="one-time-code",
        missing=gettext_lazy("Enter a code"),
    )


class ForgottenForm(GdsForm):
    login = Text(
        gettext_lazy("Sign-in name or e-mail address"),
        autocomplete="username",
        missing=gettext_lazy("Enter your sign-in name or e-mail address"),
    )


class PasskeyForm(GdsForm):
    name = Text(
        gettext_lazy("What do you call this device?"),
        hint=gettext_lazy("For example, work laptop"),
        max_length=60,
        missing=gettext_lazy("Enter what you call this device"),
    )


class AskForAccessForm(GdsForm):
    reason = TextArea(
        gettext_lazy("What is your work?"),
        hint=gettext_lazy("For example, staff officer to an Assistant Chief Constable"),
        rows=3,
        max_length=500,
        missing=gettext_lazy("Enter what your work is"),
    )


class ActingForForm(GdsForm):
    """The person's principals, and themselves."""

    def __init__(self, *args: Any, principals: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [Option(str(each.pk), each.full_name) for each in principals]
        self.fields["principal"] = Radios(
            _("For whom do you want to act?"),
            [*choices, Option(MYSELF, _("Only for myself"))],
            missing=_("Select for whom you want to act"),
        )


class GrantForm(GdsForm):
    starts_on = DateInput(
        gettext_lazy("First day"), missing=gettext_lazy("Enter the first day they may file for you")
    )
    last_day = DateInput(
        gettext_lazy("Last day"),
        hint=gettext_lazy("At most a year after the first day"),
        missing=gettext_lazy("Enter the last day they may file for you"),
    )
    reason = TextArea(
        gettext_lazy("Why do they need to file for you?"),
        rows=3,
        max_length=500,
        missing=gettext_lazy("Enter why they need to file for you"),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegate = Select(
            _("Who may file for you?"),
            [Option(str(person.pk), f"{person.full_name}, {title}") for person, title in people],
            missing=_("Select who may file for you"),
        )
        self.fields = {"delegate": delegate, **self.fields}


class SettingsForm(GdsForm):
    language = Radios(gettext_lazy("Language"), LANGUAGES, inline=True)
    digest = Radios(gettext_lazy("When do you want a summary by e-mail?"), DIGESTS)


class NewPasswordForm(GdsForm):
    password = Password(
        gettext_lazy("New password"),
        autocomplete="new-password",
        hint=gettext_lazy(
            "At least 12 characters; three words that do not belong together are good"
        ),
        missing=gettext_lazy("Enter a new password"),
    )


class ChangePasswordForm(NewPasswordForm):
    current = Password(
        gettext_lazy("Your password now"),
        autocomplete="current-password",
        missing=gettext_lazy("Enter the password that you use now"),
    )
    field_order = ("current", "password")


class FindPeopleForm(GdsForm):
    q = Text(
        gettext_lazy("Name, e-mail address or rank"),
        missing=gettext_lazy("Enter a name, an e-mail address or a rank"),
    )


class PersonForm(GdsForm):
    full_name = Text(gettext_lazy("Full name"), missing=gettext_lazy("Enter their full name"))
    rank_or_role = Text(gettext_lazy("Rank or role"), required=False, max_length=100)
    email = Email(gettext_lazy("E-mail address"), required=False)
    username = Text(
        gettext_lazy("Sign-in name"),
        required=False,
        max_length=100,
        hint=gettext_lazy("Leave empty for someone who does not sign in"),
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = Select(
            _("Body"),
            [Option(str(each.pk), each.name) for each in bodies],
            missing=_("Select the body that they belong to"),
        )
        self.fields = {"body": body, **self.fields}

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"]).lower()
        if name:
            NAME(name)
        return name


class HoldingForm(GdsForm):
    starts_on = DateInput(
        gettext_lazy("First day in the post"),
        missing=gettext_lazy("Enter their first day in the post"),
    )
    last_day = DateInput(
        gettext_lazy("Last day in the post"),
        required=False,
        hint=gettext_lazy("Leave empty when no end is planned"),
    )
    rank = Text(
        gettext_lazy("Rank or role while in the post"),
        required=False,
        max_length=100,
        hint=gettext_lazy("Kept as it is now, whatever they become later"),
    )
    acting = YesNo(
        gettext_lazy("Do they hold it as acting or temporary?"),
        missing=gettext_lazy("Select whether they hold it as acting or temporary"),
    )

    def __init__(self, *args: Any, posts: Iterable[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = Select(
            _("Post"),
            [Option(str(each.pk), f"{each.title}, {each.body.name}") for each in posts],
            missing=_("Select a post"),
        )
        self.fields = {"post": post, **self.fields}


class EndForm(GdsForm):
    ends_on = DateInput(
        gettext_lazy("First day without it"),
        hint=gettext_lazy("With today, it counts from now on"),
        missing=gettext_lazy("Enter the first day without it"),
    )


class PostForm(GdsForm):
    title = Text(gettext_lazy("Title"), missing=gettext_lazy("Enter the title of the post"))
    code = Text(
        gettext_lazy("Code"),
        max_length=60,
        hint=gettext_lazy("For imports and policies, for example head_of_secretariat"),
        missing=gettext_lazy("Enter a code for the post"),
    )
    unit = Text(gettext_lazy("Unit"), required=False, max_length=100)
    roles = Checkboxes(
        gettext_lazy("What is the post to the procedures?"),
        [Option(role.value, words(role).capitalize()) for role in Role if role != Role.WORKFORCE],
        required=False,
    )
    in_population = YesNo(
        gettext_lazy("Must its holders use the gateway?"),
        missing=gettext_lazy("Select whether its holders must use the gateway"),
    )
    independent = YesNo(
        gettext_lazy("Does it stand outside the chain of command?"),
        missing=gettext_lazy("Select whether it stands outside the chain of command"),
    )

    def __init__(
        self, *args: Any, bodies: Iterable[Body], posts: Iterable[Post], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        body = Select(
            _("Body"),
            [Option(str(each.pk), each.name) for each in bodies],
            missing=_("Select the body that the post belongs to"),
        )
        others = [Option(str(each.pk), f"{each.title}, {each.body.name}") for each in posts]
        links = {
            "reports_to": Select(_("Which post does it report to?"), others, required=False),
            "serves": Select(
                _("Which post does it serve as staff officer?"), others, required=False
            ),
            "deputises_for": Select(_("Which post does it deputise for?"), others, required=False),
        }
        self.fields = {"body": body, **self.fields, **links}

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        CODE(code)
        return code
