# SPDX-License-Identifier: MIT
"""One table of what was measured, what was aimed at, and what is missing; the same as JSON."""

import json
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.deciding import Decided
from bench.measure import MANY, Figures
from bench.sites import CANDOUR, ROOT, YARDSTICK


@dataclass(frozen=True)
class Aim:
    """What one page may cost: UX9, UX11 and the plain case page beside it."""

    p95: float
    queries: int
    times_the_plain_page: float | None = None


AIMS = {
    "list": Aim(250, 12),
    "case": Aim(100, 12, times_the_plain_page=2.0),
    "today": Aim(150, 8),
    "decision": Aim(100, 12),
}
FIRST_LOAD_BYTES, FIRST_LOAD_REQUESTS, NEXT_PAGE_BYTES = 60_000, 6, 15_000
# The lowest rates of whole decisions, on two workers.
LEAST_DECISIONS = {"sqlite": 60.0, "postgresql": 100.0}

HEAD = (
    f"{'engine':<11}{'page':<12}{'p50':>7}{'p95':>7}{'p50':>8}{'p95':>7}{'p99':>7}{'req/s':>8}"
    f"{'cpu':>7}{'SQL':>7}{'html':>8}{'br':>7}{'first':>8}{'errors':>8}  against the aims"
)
SUBHEAD = f"{'':<23}{'1 user, ms':>14}{f'{MANY} at once, ms':>22}{'':>8}{'ms':>7}{'+read':>7}{'bytes':>8}{'':>7}{'load':>8}"


def shortfalls(figures: Figures) -> list[str]:
    """Each aim that this page misses, with both numbers."""
    aim = AIMS.get(figures.page)
    if aim is None:
        return []
    one = figures.loads[1].figures()
    weight = figures.weight
    limits = (
        ("p95", one["p95"], aim.p95, "ms"),
        ("SQL", figures.queries.all, aim.queries, ""),
        ("first load", weight.first_load, FIRST_LOAD_BYTES, "bytes"),
        ("requests", weight.requests, FIRST_LOAD_REQUESTS, ""),
        ("next page", weight.html_brotli, NEXT_PAGE_BYTES, "bytes"),
        ("errors", sum(load.error_count for load in figures.loads.values()), 0, ""),
    )
    return [
        f"{name} {value:g} {unit} (at most {limit:g})".replace("  ", " ")
        for name, value, limit, unit in limits
        if value > limit
    ]


def ratios(every: Sequence[Figures]) -> list[dict[str, Any]]:
    """Return how many times the plain case page the product's case page costs, in the same run."""
    found = []
    for engine in dict.fromkeys(each.engine for each in every):
        pages = {(each.site, each.page): each for each in every if each.engine == engine}
        for name in ("case", "list"):
            ours = pages.get((CANDOUR.name, name))
            plain = pages.get((YARDSTICK.name, f"plain {name}"))
            if ours is not None and plain is not None:
                found.append(_ratio(engine, name, ours, plain))
    return found


def _ratio(engine: str, name: str, ours: Figures, plain: Figures) -> dict[str, Any]:
    one, plain_one = ours.loads[1].figures(), plain.loads[1].figures()
    many, plain_many = ours.loads[MANY].figures(), plain.loads[MANY].figures()
    most = AIMS[name].times_the_plain_page
    cpu = many["cpu"] / plain_many["cpu"]
    return {
        "engine": engine,
        "page": name,
        "cpu": round(cpu, 2),
        "p50": round(one["p50"] / plain_one["p50"], 2),
        "rate": round(plain_many["rate"] / many["rate"], 2),
        "html": round(ours.weight.html / plain.weight.html, 2),
        "most": most,
        "met": None if most is None else cpu <= most,
    }


def table(every: Sequence[Figures]) -> str:
    lines = [SUBHEAD, HEAD]
    for each in every:
        one, many, weight = each.loads[1].figures(), each.loads[MANY].figures(), each.weight
        missed = shortfalls(each)
        verdict = "" if each.page not in AIMS else "met" if not missed else "; ".join(missed)
        errors = sum(load.error_count for load in each.loads.values())
        lines.append(
            f"{each.engine:<11}{each.page:<12}{one['p50']:>7.1f}{one['p95']:>7.1f}{many['p50']:>8.1f}"
            f"{many['p95']:>7.1f}{many['p99']:>7.1f}{many['rate']:>8.0f}{many['cpu']:>7.1f}"
            f"{f'{each.queries.page}+{each.queries.record}':>7}{weight.html:>8}{weight.html_brotli:>7}{weight.first_load:>8}"
            f"{errors:>8}  {verdict}"
        )
        lines += [
            f"    error: {error}" for load in each.loads.values() for error in load.errors[:1]
        ]
    return "\n".join(lines)


def ratio_lines(found: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for each in found:
        verdict = {True: "met", False: "NOT met", None: "no aim"}[each["met"]]
        most = "" if each["most"] is None else f"at most {each['most']:g}: "
        lines.append(
            f"{each['engine']}: the {each['page']} page costs {each['cpu']:.2f} times the plain one "
            f"in processor time ({most}{verdict}); p50 {each['p50']:.2f} times; "
            f"html {each['html']:.2f} times"
        )
    return lines


def decided_line(found: Decided) -> str:
    """Say how many decisions a second, and whether that is enough."""
    acts, forms = found.acts, found.forms
    least = LEAST_DECISIONS[found.engine]
    verdict = "met" if acts.rate >= least and not acts.error_count else "NOT met"
    errors = "".join(f"; error: {each}" for each in (*acts.errors, *forms.errors)[:2])
    return (
        f"{found.engine}: {acts.rate:.0f} decisions a second (at least {least:g}: {verdict}), "
        f"{found.rate_with_forms:.0f} with their forms; p50 {acts.percentile(0.5):.0f} ms, "
        f"p99 {acts.percentile(0.99):.0f} ms, {found.cpu:.1f} ms of processor time each{errors}"
    )


def decided_json(found: Decided) -> dict[str, Any]:
    acts = found.acts
    return {
        "engine": found.engine,
        "decisions": acts.answered,
        "errors": acts.error_count + found.forms.error_count,
        "rate": round(acts.rate, 1),
        "rate_with_forms": round(found.rate_with_forms, 1),
        "p50": round(acts.percentile(0.5), 2),
        "p95": round(acts.percentile(0.95), 2),
        "p99": round(acts.percentile(0.99), 2),
        "cpu": round(found.cpu, 2),
    }


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "commit": _commit(),
        "processors": os.cpu_count(),
        "load before": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


def write(folder: Path, result: dict[str, Any]) -> Path:
    """Write the result under its time and as the latest one."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=1) + "\n"
    path = folder / f"{result['machine']['at'].replace(':', '')}.json"
    path.write_text(text, encoding="utf-8")
    (folder / "latest.json").write_text(text, encoding="utf-8")
    return path


def as_json(figures: Figures) -> dict[str, Any]:
    return {
        "site": figures.site,
        "engine": figures.engine,
        "page": figures.page,
        "queries": figures.queries.page,
        "queries_to_record_the_reading": figures.queries.record,
        "html": figures.weight.html,
        "html_brotli": figures.weight.html_brotli,
        "first_load": figures.weight.first_load,
        "first_load_requests": figures.weight.requests,
        "connections": {str(number): load.figures() for number, load in figures.loads.items()},
        "missed": shortfalls(figures),
    }


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
