# SPDX-License-Identifier: MIT
"""What a security linter would ask of this code, asked of its syntax tree: each exception has a reason."""

import ast

import pytest
from django.conf import settings

from source import calls, imports, modules
from tracked import TOP

SQL = {
    "transparency/site/reader.py": "the published file, which is no database of Django's",
    "transparency/services/site_file.py": "writes that file",
    "ledger/rows.py": "the rows of the record: every act waits for them",
    "ledger/verification.py": "reads a million leaves; names of triggers from the catalogue",
    "ledger/one_view.py": "sets the isolation of one transaction",
    "people/offices.py": "who holds which office, in one question",
    "people/phrased.py": "SQL that Django wrote from a query, asked again with other values",
    "people/prepared.py": "the same on PostgreSQL, prepared",
    "people/written.py": "one row at a time, by the names that its model gives",
    "safekeeping/copies.py": "copies of the database, by its own means",
    "safekeeping/drilling.py": "a database for the drill, and away with it",
    "cli/resetting.py": "empties the demonstration",
    "ui/views.py": "asks whether the database answers",
    "registers/queries/lists.py": "the registers counted in one question, each up to the cap",
    "registers/queries/searching.py": "full text: streamed from the index",
    "registers/intake/services/keeping_rows.py": "rows of a file, many at once",
    "registers/intake/services/importing.py": "the same",
    "linkage/intake.py": "DuckDB, in a process of its own and in memory",
    "linkage/matching.py": "the same",
    "linkage/on_duckdb.py": "the same",
    "linkage/tables.py": "the same",
}
PROGRAMS = {
    "cli/processes.py": "starts the servers and the worker",
    "cli/running_public.py": "our own command that writes the published file",
    "safekeeping/copies.py": "pg_dump and pg_restore, with no word of anybody's in their arguments",
    "safekeeping/drilling.py": "our own restore, in a process of its own",
    "files/inspection/pdf.py": "our own reader of PDF, which may crash",
    "linkage/spark_session.py": "asks Java for its version",
    "registers/intake/workbooks.py": "our own reader of workbooks, which may crash",
}
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "loads_pickle", "unpickle"}
UNSAFE_READERS = {"pickle", "marshal", "shelve", "dill", "yaml", "xml.etree.ElementTree", "lxml"}
READS_ITS_OWN = {
    "files/inspection/office.py": "names an error of the safe reader",
    "registers/intake/workbooks.py": "what our own reader of workbooks wrote a moment ago",
    "registers/intake/workbook_reader.py": "the same",
}
NETWORK = {"requests", "httpx", "urllib.request", "urllib3", "http.client", "ftplib", "telnetlib"}
CIPHERS = {
    "AESGCM", "InvalidTag", "InvalidSignature", "Ed25519PrivateKey", "Ed25519PublicKey",
}  # fmt: skip
"""What is taken from `cryptography`, and nothing else of it."""
WEAK = {
    (
        "directory/rules/one_time_codes.py",
        "sha1",
    ): "RFC 6238: every authenticator app counts with it",
}
RANDOM = {
    "demo/spending.py": "draws invented sums, the same each time",
    "demo/names.py": "invents people; the same ones each time",
    "demo/diaries.py": "invents a quarter of diaries; the same one each time",
    "demo/entries.py": "invents a year of entries; the same ones each time",
}


def where(named):
    return {path for path, tree in modules().items() if named(tree)}


def uses(tree, names):
    return any(
        module in names or module.split(".")[0] in names or f"{module}.{name}" in names
        for module, name in imports(tree)
    )


def test_sql_is_put_together_only_where_we_said_so():
    """A cursor, a raw query or extra SQL anywhere else is a mistake."""
    raw = {"execute", "executemany", "raw", "RawSQL", "extra"}
    found = where(lambda tree: any(name in raw for _, name in calls(tree)))
    assert found - set(SQL) == set()
    assert set(SQL) - found == set(), "an exception that is none any more"


def test_programs_are_started_only_where_we_said_so():
    started = {"subprocess", "os.system", "os.popen", "pty"}
    found = where(lambda tree: uses(tree, started))
    assert found - set(PROGRAMS) == set()
    assert set(PROGRAMS) - found == set(), "an exception that is none any more"


def test_no_program_is_started_through_a_shell():
    through = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call, name in calls(tree)
        if name in {"system", "popen", "getoutput"} or any(k.arg == "shell" for k in call.keywords)
    ]
    assert through == []


def test_nothing_runs_text_as_code():
    running = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call, _ in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id in RUNS_TEXT
    ]
    assert running == []
    assert where(lambda tree: uses(tree, UNSAFE_READERS)) == set(READS_ITS_OWN)


def test_nothing_fetches_an_address_that_people_typed():
    """It speaks to its database, to one mail server, and to servers that its settings name."""
    reaching = where(lambda tree: uses(tree, NETWORK)) - TALKS_TO_A_PROVIDER - ASKS_NAMED_SERVERS
    assert reaching == set()


TALKS_TO_A_PROVIDER = {
    path for path in modules() if path.startswith("directory/") and "organisation" in path
}
"""Sign-in through the body's own provider, whose address stands in the settings."""


ASKS_NAMED_SERVERS = {"review/diaries/calendar_server.py"}
"""An address is typed, and asked only where the settings name its server: test_calendar_servers.py."""


def test_cryptography_comes_from_one_library():
    taken = {
        name
        for tree in modules().values()
        for module, name in imports(tree)
        if module.split(".")[0] == "cryptography"
    }
    assert taken - CIPHERS - {"hashes", "HKDF"} == set()
    others = {"nacl", "Crypto", "Cryptodome", "jwt", "OpenSSL"}
    tokens = TALKS_TO_A_PROVIDER  # a provider's tokens are read by the library that signs them
    assert where(lambda tree: uses(tree, others)) - tokens == set()
    weak = {
        (path, node.attr)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"md5", "sha1", "ECB", "CBC", "DES"}
    }
    assert weak == set(WEAK)


def test_nothing_secret_comes_from_the_plain_random_module():
    assert where(lambda tree: uses(tree, {"random"})) <= set(RANDOM)


def test_no_pattern_is_made_from_what_people_type():
    """A pattern is a literal or is put together when the module loads, from our own words."""
    inside = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call, name in calls(function)
        if name in {"compile", "match", "search", "fullmatch", "findall", "sub", "split"}
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and call.args
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert [one for one in inside if one.split(":")[0] not in ESCAPED] == []


ESCAPED = {
    "gateway/intake_forwarded.py": "one of two literals",
    "gateway/rules/area_proposals.py": "words of the policy pack, each escaped",
}
"""Modules whose pattern is put together at run time, each with its reason."""


def test_no_log_line_or_message_takes_its_format_from_data():
    levels = {"debug", "info", "warning", "error", "exception", "critical", "log"}
    odd = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call, name in calls(tree)
        if name in levels
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"log", "logger", "logging"}
        and call.args
        and not isinstance(call.args[0], ast.Constant)
    ]
    assert odd == []


def test_every_form_is_protected_from_other_sites():
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE


@pytest.mark.parametrize("kind", ["*.pem", "*.key", "kek-*", "log-key", "*.sqlite3", "*.age"])
def test_no_key_and_no_database_is_in_the_repository(kind):
    from tracked import tracked

    assert tracked(f"**/{kind}") == []
    assert (TOP / ".gitignore").is_file()
