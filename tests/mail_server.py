# SPDX-License-Identifier: MIT
"""A real mail server on this machine, which takes, refuses or drops mail as a test asks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 Taken"


class Mailbox:
    """What arrived, and how to answer: a test replaces an answer to refuse something."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.on_sender: Callable[[str], str] = lambda _address: TAKEN
        self.on_recipient: Callable[[str], str] = lambda _address: TAKEN
        self.on_message: Callable[[EmailMessage], str] = lambda _message: TAKEN
        self.callers: set[object] = set()
        self.port = 0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name and signature
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.callers.add(session.peer)
        answer = self.on_sender(address)
        if answer == TAKEN:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and signature
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.on_recipient(address)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        answer = self.on_message(message)
        if answer == TAKEN:
            self.arrived.append(message)
        return answer

    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.arrived]


class OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running(mailbox: Mailbox | None = None) -> Iterator[Mailbox]:
    """Serve on a free port of this machine for as long as the block runs."""
    box = mailbox or Mailbox()
    controller = OnAnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()
