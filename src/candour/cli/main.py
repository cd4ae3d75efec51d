# SPDX-License-Identifier: MIT
"""The `candour` command: everything that the product does without a browser.

To add a command, write a module with `run(options) -> int` (and `arguments(parser)` when it takes
any) and add one line to COMMANDS. Nothing is imported before its command is called.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from importlib import import_module

from candour.config.environment import Misconfigured
from candour.kernel.procedure import Refused


@dataclass(frozen=True)
class Command:
    name: str
    help: str
    module: str


COMMANDS = (
    Command("run", "start Candour on this machine, with a synthetic force", "candour.cli.running"),
    Command("migrate", "bring the database up to date", "candour.cli.migrating"),
    Command("check", "say whether this installation is fit to run", "candour.cli.checking"),
    Command("deliver", "send the messages that are due, once", "candour.cli.delivering"),
    Command(
        "worker",
        "send messages and run jobs as they fall due, until stopped",
        "candour.cli.working",
    ),
    Command("policy", "check a policy file, or list the policies", "candour.cli.policies"),
    Command("procedure", "walk every state of a procedure, or draw it", "candour.cli.procedures"),
    Command("import", "bring spreadsheets and packages into a register", "candour.cli.importing"),
    Command("run-public", "start the public site alone", "candour.cli.running_public"),
    Command("publish-site", "write what is public into its file", "candour.cli.publishing_site"),
    Command("files", "clear away content that belongs to no file", "candour.cli.filing"),
    Command("publish-log", "publish the record's log as files", "candour.cli.publishing_log"),
    Command("log-key", "print the key that others verify it with", "candour.cli.showing_log_key"),
    Command("verify", "check the record, published or in the database", "candour.cli.verifying"),
    Command("prove", "prove one act to people without an account", "candour.cli.proving"),
    Command("backup", "back up while everybody works, encrypted", "candour.cli.backing_up"),
    Command("backup-key", "make the key that opens backups", "candour.cli.making_backup_key"),
    Command("restore", "make an installation from a backup", "candour.cli.restoring"),
    Command("drill", "rehearse a restore, prove and time it", "candour.cli.drilling"),
    Command("rotate-keys", "wrap every data key under a new key", "candour.cli.rotating_keys"),
    Command("renew-key", "a new data key for one matter", "candour.cli.renewing_key"),
    Command("erase", "erase a matter that has ended, with a certificate", "candour.cli.erasing"),
    Command("erasures", "list what was erased, for a restore", "candour.cli.listing_erasures"),
    Command("match", "match two files of names", "candour.cli.matching"),
    Command("match-pairs", "judge given pairs of names", "candour.cli.matching_pairs"),
    Command(
        "crosscheck",
        "lay declarations beside payments and contracts",
        "candour.cli.crosschecking",
    ),
    Command("learn", "learn weights from answered pairs of names", "candour.cli.learning"),
    Command("disclose", "take out facts that somebody let out", "candour.cli.disclosing"),
    Command(
        "organisations",
        "bring in organisations from public registers",
        "candour.cli.bringing_in_organisations",
    ),
    Command("demo-reset", "build the synthetic force anew", "candour.cli.resetting"),
)


def main(words: list[str] | None = None) -> int:
    options = _parser().parse_args(sys.argv[1:] if words is None else words)
    command = next(one for one in COMMANDS if one.name == options.command)
    try:
        return _call(command, options.rest)
    except (Misconfigured, Refused) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    width = max(len(one.name) for one in COMMANDS)
    listed = "\n".join(f"  {one.name:{width}}  {one.help}" for one in COMMANDS)
    parser = argparse.ArgumentParser(
        prog="candour",
        description=f"Integrity management for police forces.\n\ncommands:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [one.name for one in COMMANDS]
    parser.add_argument("command", choices=names, metavar="command", help="one of the above")
    # What follows the command belongs to it, --help too.
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _call(command: Command, rest: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    module = import_module(command.module)
    parser = argparse.ArgumentParser(prog=f"candour {command.name}", description=command.help)
    if hasattr(module, "arguments"):
        module.arguments(parser)
    answer: int = module.run(parser.parse_args(rest))
    return answer


if __name__ == "__main__":
    sys.exit(main())
