# SPDX-License-Identifier: MIT
"""One run: fill or reuse the databases, start the sites, measure, report."""

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import report
from bench.deciding import Decided, decide
from bench.load import Request
from bench.measure import Effort, Figures, Page, Queries, Running, measure, memory
from bench.servers import Gunicorn, PostgreSQL
from bench.sites import CANDOUR, ROOT, Site, inside

RESULTS = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Plan:
    sites: tuple[Site, ...]
    engines: tuple[str, ...]
    matters: int
    people: int
    decisions: int
    effort: Effort
    folder: Path
    only: frozenset[str] = frozenset()
    """Names of pages; all of them when empty."""


@dataclass
class Found:
    """Everything that a run measured."""

    figures: list[Figures] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    prepared: dict[str, dict[str, float]] = field(default_factory=dict)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)


def run(plan: Plan) -> None:
    """Measure, print the table and keep the figures."""
    machine = report.machine()
    found = Found()
    for engine in plan.engines:
        with ExitStack() as stack:
            EngineRun(plan, engine, stack, found).measure()
    print(f"\n{plan.matters:,} matters, {plan.people:,} people; gunicorn 2 workers of 4 threads")
    print(report.table(found.figures))
    ratios = report.ratios(found.figures)
    print("\n".join([*report.ratio_lines(ratios), *map(report.decided_line, found.decided)]))
    result = {
        "machine": machine,
        "matters": plan.matters,
        "people": plan.people,
        "prepared": found.prepared,
        "memory": found.memory,
        "pages": [report.as_json(each) for each in found.figures],
        "ratios": ratios,
        "decisions": [report.decided_json(each) for each in found.decided],
    }
    print(f"Figures: {report.write(RESULTS, result).relative_to(ROOT)}")


class EngineRun:
    """The sites on one database engine."""

    def __init__(self, plan: Plan, engine: str, stack: ExitStack, found: Found) -> None:
        self.plan, self.engine, self.stack, self.found = plan, engine, stack, found
        self.cluster: PostgreSQL | None = None
        if engine == "postgresql":
            self.cluster = stack.enter_context(PostgreSQL(plan.folder / "postgresql"))
        self.pages: dict[Running, list[Page]] = {}
        self.queries: dict[str, Queries] = {}

    def measure(self) -> None:
        envs = {self._start(site): self._env(site) for site in self.plan.sites}
        print(f"{self.engine}: measuring {sum(map(len, self.pages.values()))} pages", flush=True)
        figures = measure(self.engine, self.pages, self.queries, self.plan.effort)
        self.found.figures += figures
        self.found.memory[self.engine] = memory(self.pages)
        for running, env in envs.items():
            if running.site == CANDOUR.name and self.plan.decisions:
                self._decide(running, env)

    def _env(self, site: Site) -> dict[str, str]:
        home = self._home(site)
        url = f"sqlite:///{home / 'bench.sqlite3'}"
        database = home.name.replace("-", "_")
        return site.env(home, self.cluster.url(database) if self.cluster else url)

    def _home(self, site: Site) -> Path:
        plan = self.plan
        home = plan.folder / f"{site.name}-{self.engine}-{plan.matters}-{plan.people}"
        home.mkdir(parents=True, exist_ok=True)
        return home

    def _start(self, site: Site) -> Running:
        env, matters = self._env(site), str(self.plan.matters)
        self._fill(site, env)
        listed = inside(env, site, "pages", matters)
        for name, found in inside(env, site, "queries", matters).items():
            self.queries[name] = Queries(len(found["page"]), len(found["record"]))
        log = self._home(site) / "gunicorn.log"
        server = self.stack.enter_context(Gunicorn(site.application, env, log))
        processes = (server.pid, self.cluster.pid) if self.cluster else (server.pid,)
        running = Running(site.name, server.port, processes)
        self.pages[running] = [
            Page(each["name"], [Request(**visit) for visit in each["visits"]])
            for each in listed
            if not self.plan.only or each["name"] in self.plan.only
        ]
        return running

    def _fill(self, site: Site, env: Mapping[str, str]) -> None:
        """Fill the site's database, unless this folder holds one of the same size already."""
        plan, home = self.plan, self._home(site)
        marker = home / "filled"
        if marker.exists():
            return
        for left in home.glob("bench.sqlite3*"):
            left.unlink()
        if self.cluster:
            self.cluster.empty(home.name.replace("-", "_"))
        print(f"{self.engine}: filling {site.name}", flush=True)
        began = time.perf_counter()
        took = inside(env, site, "prepare", str(plan.matters), str(plan.people))
        marker.touch()
        self.found.prepared[f"{site.name} {self.engine}"] = took
        print(f"    {time.perf_counter() - began:.0f} s {took}", flush=True)

    def _decide(self, running: Running, env: Mapping[str, str]) -> None:
        visits = inside(env, CANDOUR, "forms", str(self.plan.decisions))
        requests = [Request(**each) for each in visits]
        print(f"{self.engine}: taking {len(requests)} decisions", flush=True)
        self.found.decided.append(decide(self.engine, running, requests))
