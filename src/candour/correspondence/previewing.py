# SPDX-License-Identifier: MIT
"""A letter as it is shown before and after it is sent. The secret link of a person outside is not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from candour.correspondence.addressing import Addressee, AttachedFile
from candour.correspondence.composing import Draft
from candour.correspondence.letters_on_file import Audience


@dataclass(frozen=True)
class Preview:
    """Who is told, how, and in which words."""

    to_name: str
    to_address: str
    how: str
    subject: str
    language: str
    paragraphs: tuple[tuple[str, ...], ...]
    attached: tuple[str, ...]


def preview_of(
    draft: Draft, to: Addressee, attached: Sequence[AttachedFile] = (), *, how: str = ""
) -> Preview:
    """Show a draft to the person who is about to send it."""
    return Preview(
        to_name=to.name,
        to_address=to.address,
        how=how or _("E-mail"),
        subject=draft.subject,
        language=draft.language,
        paragraphs=paragraphs(draft.text, secret_of(draft.link, draft.audience)),
        attached=tuple(file.name for file in attached),
    )


def secret_of(link: str, audience: Audience) -> str:
    """A link that opens a matter without an account is for the addressee alone."""
    return link if audience is Audience.PARTY else ""


def paragraphs(text: str, secret: str = "") -> tuple[tuple[str, ...], ...]:
    """The lines of each paragraph, with the addressee's own link hidden."""
    if secret:
        text = text.replace(secret, _("(a link that only the addressee sees)"))
    pieces = re.split(r"\n\s*\n", text.strip())
    return tuple(tuple(piece.split("\n")) for piece in pieces if piece.strip())
