# SPDX-License-Identifier: MIT
"""What stands round the content of every page: marking, header, navigation, help, print line."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from candour.people.models import Person
from candour.ui.marking import Marking
from candour.ui.models import Brand
from candour.ui.navigation import FooterLink, ShownLink, footer_links, links_for
from candour.ui.request import Request

PRODUCT = "Candour"


@dataclass(frozen=True)
class Notice:
    text: str
    kind: str
    """The level of the message: info, success or warning."""


@dataclass(frozen=True)
class Frame:
    """Everything that base.html needs and no view has to think of."""

    service: str
    header: str
    brand: str
    """The body whose colour /brand.css gives."""
    language: str
    links: tuple[ShownLink, ...]
    footer: tuple[FooterLink, ...]
    own_page: bool
    notices: tuple[Notice, ...]
    marking: Marking | None
    handling: str
    reader: str
    acting_for: str
    printed_at: datetime | None
    contact: Brand
    session_seconds: int
    """How long the session lives without contact; 0 where nobody is signed in."""
    sign_out: str

    @property
    def menu(self) -> list[dict[str, object]]:
        """The links as the service navigation takes them, the reader's own page last."""
        shown: list[dict[str, object]] = [
            {"text": link.text, "href": link.url, "active": link.current} for link in self.links
        ]
        if self.reader:
            shown.append({"text": self.reader, "href": reverse("me"), "active": self.own_page})
        return shown


def frame_for(request: Request, marking: Marking | None, handling: str) -> Frame:
    """The frame of a page for the person who asks."""
    person = getattr(request, "person", None)
    brand = _brand(request)
    acting_for = request.acting_for if person else None
    return Frame(
        service=PRODUCT,
        header=_header(request, brand),
        brand=person.body.slug if person else brand.body.slug if brand.pk else "",
        language=(get_language() or "en")[:2],
        links=tuple(links_for(request.roles, request.path)) if person else (),
        footer=tuple(footer_links()),
        own_page=request.path == reverse("me"),
        notices=tuple(Notice(str(m), m.level_tag) for m in messages.get_messages(request)),
        marking=marking if person else None,
        handling=handling if person else "",
        reader=person.full_name if person else "",
        acting_for=acting_for.full_name if acting_for else "",
        printed_at=timezone.now() if person else None,
        contact=brand,
        session_seconds=request.session.get_expiry_age() if person else 0,
        sign_out=settings.LOGOUT_URL,
    )


def still(frame: Frame) -> Frame:
    """The same frame without what changes: the address, the minute, the token of a form."""
    links = tuple(replace(link, current=False) for link in frame.links)
    return replace(frame, links=links, own_page=False, printed_at=None, session_seconds=0)


def _brand(request: Request) -> Brand:
    """The brand of the reader's body; for a stranger, the only one that there is."""
    person = getattr(request, "person", None)
    if person:  # read together with the account; a body without one raises an AttributeError
        return getattr(person.body, "brand", None) or Brand()
    found = list(Brand.objects.select_related("body").order_by("body_id")[:2])
    return found[0] if len(found) == 1 else Brand()


def _header(request: Request, brand: Brand) -> str:
    person: Person | None = getattr(request, "person", None)
    if person:
        return person.body.name
    return brand.body.name if brand.pk else PRODUCT
