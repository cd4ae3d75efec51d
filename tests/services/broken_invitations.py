# SPDX-License-Identifier: MIT
"""Files that are not what they say, made to break a reader: each is (name, bytes)."""

import base64
import io
import os
import zipfile
from collections.abc import Iterator

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n{}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
MAIL = "From: A <a@example.com>\r\nTo: b@example.com\r\nSubject: {}\r\nMIME-Version: 1.0\r\n{}"
MB = 1024 * 1024


def event(*lines: str) -> bytes:
    return EVENT.format("\r\n".join(lines)).encode("utf-8", "surrogatepass")


def mail(subject: str = "Dinner", rest: str = "\r\n\r\nText\r\n") -> bytes:
    return MAIL.format(subject, rest).encode("utf-8", "surrogatepass")


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("invite.ics", event("SUMMARY:x"))
    return held.getvalue()


def _nested(depth: int, kind: str = "multipart/mixed") -> bytes:
    head = "From: a@example.com\r\nSubject: deep\r\n"
    opened = "".join(
        f'Content-Type: {kind}; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(depth)
    )
    return (head + opened + "Content-Type: text/plain\r\n\r\nInnermost\r\n").encode()


def _rfc822(depth: int) -> bytes:
    each = "From: a@example.com\r\nSubject: s\r\nContent-Type: message/rfc822\r\n\r\n"
    return (each * depth + "From: z@example.com\r\nSubject: last\r\n\r\nHello\r\n").encode()


def calendars() -> Iterator[tuple[str, bytes]]:
    whole = event("DTSTART:20261203T190000Z", "SUMMARY:Dinner", "LOCATION:Hall")
    yield "truncated-in-event.ics", whole[:90]
    yield "truncated-in-value.ics", whole[:-45]
    yield "truncated-after-begin.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEV"
    yield "no-event.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    yield "task-only.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    yield "no-start.ics", event("SUMMARY:When?")
    yield "nothing-in-event.ics", event("X-EMPTY:1")
    yield "before-1900.ics", event("DTSTART:18991231T120000Z", "SUMMARY:Old")
    yield "year-9999.ics", event("DTSTART:99991231T235959Z", "DTEND:99991231T235959Z")
    yield "year-0000.ics", event("DTSTART:00000101T000000Z")
    yield "impossible-day.ics", event("DTSTART:20260230T250000", "SUMMARY:x")
    yield "start-is-text.ics", event("DTSTART:next Thursday", "SUMMARY:x")
    yield "start-is-period.ics", event("DTSTART:20261203T190000Z/PT3H", "SUMMARY:x")
    yield "start-is-duration.ics", event("DTSTART:P1D", "SUMMARY:x")
    yield "start-is-time.ics", event("DTSTART:190000", "SUMMARY:x")
    yield "huge-duration.ics", event("DTSTART:20261203T190000Z", "DURATION:P999999999999D")
    yield (
        "endless-zone.ics",
        (
            b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\n"
            b"RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+9999\r\nTZOFFSETTO:+9999\r\nEND:STANDARD\r\n"
            b"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Mine:20261203T190000\r\nEND:VEVENT\r\n"
            b"END:VCALENDAR\r\n"
        ),
    )
    yield "zone-is-a-path.ics", event("DTSTART;TZID=../../../../etc/passwd:20261203T190000")
    yield "zone-is-long.ics", event(f"DTSTART;TZID={'a/' * 30000}:20261203T190000")


def odd_calendars() -> Iterator[tuple[str, bytes]]:
    whole = event("DTSTART:20261203T190000Z", "SUMMARY:Dinner", "LOCATION:Hall")
    yield "utf-16.ics", event("DTSTART:20261203T190000Z", "SUMMARY:Café").decode().encode("utf-16")
    yield "latin-1.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Café\nEND:VEVENT".encode("latin-1")
    yield "half-letters.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\xc3\x28\xff\xfe\nEND:VEVENT"
    yield "null-bytes.ics", b"BEGIN:VCALENDAR\0\nBEGIN:VEVENT\nSUMMARY:a\0b\nEND:VEVENT\0\0\0"
    yield "bare-returns.ics", whole.replace(b"\r\n", b"\r")
    yield "zip-named.ics", _zip()
    yield "noise.ics", bytes(range(256)) * 400
    yield "html-named.ics", b"<html><body>Sign in to see this calendar</body></html>"
    yield "line-of-10-mb.ics", event("SUMMARY:" + "x" * (10 * MB))
    yield "folds-of-10-mb.ics", event("DESCRIPTION:x" + "\r\n x" * (2 * MB))


def endless_calendars() -> Iterator[tuple[str, bytes]]:
    yield "colons.ics", event("SUMMARY" + ";X=:" * 20000)
    yield "quotes.ics", event('SUMMARY;X="' + '"' * 50000 + ":x")
    yield "escapes.ics", event("SUMMARY:" + "\\" * 60000)
    yield (
        "many-events.ics",
        (
            b"BEGIN:VCALENDAR\r\n"
            + b"BEGIN:VEVENT\r\nDTSTART:20200101T000000Z\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * 100_000
            + b"END:VCALENDAR\r\n"
        ),
    )
    yield (
        "many-attendees.ics",
        event(
            "SUMMARY:x", *(f'ATTENDEE;CN="P {n}":mailto:p{n}@example.com' for n in range(100_000))
        ),
    )
    yield "never-closed.ics", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 300_000
    yield "never-opened.ics", b"BEGIN:VCALENDAR\r\n" + b"END:VEVENT\r\n" * 300_000
    yield "deep-components.ics", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 300_000
    yield (
        "quoted-printable-endless.ics",
        event(
            "SUMMARY;ENCODING=QUOTED-PRINTABLE:" + "=\r\n".join("a" for _ in range(200_000)) + "="
        ),
    )


def messages() -> Iterator[tuple[str, bytes]]:
    yield "header-injection.eml", mail("Dinner\r\nBcc: everyone@example.com\r\n\tX: 1")
    yield (
        "encoded-injection.eml",
        mail("=?utf-8?Q?Dinner=0D=0ABcc:_x@example.com=0D=0A=0D=0ABody?="),
    )
    yield "broken-words.eml", mail("=?utf-8?Q?=ZZ?= =?klingon?B?!!!!?= =?utf-8?X?a?= =?")
    yield "broken-charset.eml", mail("=?iso-88“9-1?Q?Dinner?=")
    yield "broken-sender.eml", b'From: <<<>>>@@,,;;:"\r\nSubject: x\r\nTo: (((((\r\n\r\nText'
    yield "broken-group.eml", b"From: a:;b:;<@\r\nTo: undisclosed recipients:;\r\nSubject: \r\n\r\n"
    yield "unknown-charset.eml", mail(rest='Content-Type: text/plain; charset="x-moon"\r\n\r\n\xe9')
    yield "unknown-encoding.eml", mail(rest="Content-Transfer-Encoding: moon\r\n\r\nText")
    yield "broken-base64.eml", mail(rest="Content-Transfer-Encoding: base64\r\n\r\n!!!=====A")
    yield "broken-type.eml", mail(rest='Content-Type: /;;;=;"\r\n\r\nText')
    yield "no-boundary.eml", mail(rest="Content-Type: multipart/mixed\r\n\r\nText")
    yield (
        "empty-boundary.eml",
        mail(rest='Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n'),
    )
    yield "broken-date.eml", mail(rest="Date: Thu, 99 Foo 20266 99:99:99 +9999\r\n\r\nText")
    yield "nested-50-deep.eml", _nested(50)
    yield "nested-5000-deep.eml", _nested(5000)
    yield "messages-50-deep.eml", _rfc822(50)
    yield "messages-5000-deep.eml", _rfc822(5000)
    yield (
        "calendar-inside-is-broken.eml",
        mail(
            rest="Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x"
        ),
    )


def endless_messages() -> Iterator[tuple[str, bytes]]:
    yield "long-subject.eml", mail("x" * (10 * MB))
    yield "long-encoded-subject.eml", mail("=?utf-8?Q?a?= " * 300_000)
    yield "many-recipients.eml", mail(rest="Cc: " + "p@example.com, " * 300_000 + "\r\n\r\nText")
    yield "folded-type.eml", mail(rest="Content-Type: text/plain;" + "\r\n a=b;" * 200_000)
    yield (
        "rfc-2231-endless.eml",
        mail(rest="Content-Type: text/plain;" + "".join(f"\r\n n*{n}=x;" for n in range(100_000))),
    )
    yield "brackets.eml", b"Subject: x\r\nFrom: " + b"(" * 100_000 + b"\r\n\r\n"
    yield (
        "many-parts.eml",
        mail(
            rest="Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 200_000
        ),
    )
    yield "empty-lines.eml", mail(rest="\r\n" + "\r\n" * (5 * MB))
    yield "html-unclosed.eml", mail(rest="Content-Type: text/html\r\n\r\n" + "<!--<a<" * 400_000)
    yield "html-entities.eml", mail(rest="Content-Type: text/html\r\n\r\n" + "&#x" * 500_000)
    yield (
        "forwarded-endless.eml",
        mail("FW: x", "\r\n" + "From: a@example.com\r\nSent: 1\r\n" * 90_000),
    )
    yield "random.eml", mail(rest="\r\n") + base64.b85encode(os.urandom(MB))
    yield "binary-after-headers.eml", mail(rest="\r\n") + bytes(range(256)) * 4000


def others() -> Iterator[tuple[str, bytes]]:
    yield "outlook.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000
    yield "brochure.pdf", b"%PDF-1.7\n%%EOF"
    yield "picture.ics", b"\x89PNG\r\n\x1a\n" + b"\0" * 100
    yield "words.ics", b"Dinner on Thursday"
    yield "spaces.ics", b" \r\n\t " * 50
    yield "one-byte.ics", b"B"
    yield "colon.eml", b":\r\n:\r\n\r\n"
    yield "\u202egpj.ics", event("SUMMARY:\u202eright to left")


def everything() -> Iterator[tuple[str, bytes]]:
    for kind in (calendars, odd_calendars, endless_calendars, messages, endless_messages, others):
        yield from kind()
