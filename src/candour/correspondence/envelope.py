# SPDX-License-Identifier: MIT
"""Turns a queued message into an e-mail: plain text and HTML, no tracking, the same every time."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from candour.correspondence.models import Attachment, Message
from candour.ledger.sealing import open_bytes, place


def message_id(message: Message) -> str:
    """The same for every try, so that a mail program shows a repeated message once."""
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{message.pk}@{sender.rpartition('@')[2] or 'localhost'}>"


def email(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.to_name, message.to_address))],
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for row in message.attachments.order_by("order"):
        mail.attach(row.name, content(row), row.content_type)
    return mail


def content(row: Attachment) -> bytes:
    label = place(row._meta.db_table, row.pk, "data")
    return open_bytes(row.sealed_under, label, bytes(row.data))
