# SPDX-License-Identifier: MIT
"""Who a message goes to and what goes with it, checked before anything is queued."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from candour.kernel.procedure import Refused
from candour.people.models import Person

LONGEST_NAME = 200


@dataclass(frozen=True)
class Addressee:
    name: str
    address: str
    language: str = "en"


@dataclass(frozen=True)
class AttachedFile:
    name: str
    content_type: str
    data: bytes


def to_person(person: Person) -> Addressee:
    """A person with an e-mail address on file, in the language they chose."""
    language = "cy" if person.language.startswith("cy") else "en"
    return Addressee(person.full_name, person.email, language)


def checked(to: Addressee) -> Addressee:
    """The addressee on one line each, or refused with what to do."""
    name = " ".join(to.name.split())[:LONGEST_NAME]
    address = to.address.strip()
    if not address:
        raise Refused("Enter an e-mail address.", about="to_address")
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an e-mail address in the correct format, like name@example.com.",
            about="to_address",
        ) from None
    return Addressee(name, address, to.language)
