# SPDX-License-Identifier: MIT
"""`candour policy check FILE` and `candour policy list`."""

import argparse
import sys
from pathlib import Path

from candour.policy.rules.pack import PackProblem, parse_pack


def arguments(parser: argparse.ArgumentParser) -> None:
    chosen = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = chosen.add_parser("check", help="say what is wrong in a policy file, line by line")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    chosen.add_parser("list", help="list the policies of every body and what is in force")


def run(options: argparse.Namespace) -> int:
    if options.what == "list":
        return _list()
    return max(_check(path) for path in options.files)


def _check(path: Path) -> int:
    try:
        pack = parse_pack(path.read_text(encoding="utf-8"), source=str(path))
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError:
        print(f"{path}: this is not plain text (UTF-8)", file=sys.stderr)
        return 2
    except PackProblem as wrong:
        print(wrong, file=sys.stderr)
        return 1
    counts = f"{len(pack.areas)} areas, {len(pack.clocks)} clocks, {len(pack.posts)} posts"
    print(f"{path}: fit to use ({pack.title}: {counts})")
    return 0


def _list() -> int:
    import django

    django.setup()
    from django.utils import timezone

    from candour.policy.shown import DocumentShown, all_documents
    from candour.ui.words import long_date

    def line(document: DocumentShown) -> str:
        version, due = document.in_force, document.review
        if version is None:
            return f"  {document.slug}: nothing in force"
        since = f"version {version.number} in force since {long_date(version.commences_on)}"
        review = f", review due {long_date(due.on)} ({due.state})" if due else ""
        return f"  {document.slug}: {since}{review}"

    documents = all_documents(timezone.localdate())
    if not documents:
        print("There are no policies yet.")
    for body in dict.fromkeys(document.body for document in documents):
        print(body)
        print("\n".join(line(each) for each in documents if each.body == body))
    return 0
