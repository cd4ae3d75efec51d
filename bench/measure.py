# SPDX-License-Identifier: MIT
"""Measures the pages of sites that are up, turn and turn about, so that all share the weather.

Other work on the machine moves wall times; processor time per request hardly. So the ratios are
of processor time, and each round visits every page of every site once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load import Measured, Request, drive
from bench.processes import cpu_seconds, memory_mb
from bench.weight import Weight, weigh

MANY = 8
AS_MANY_AS_FIT = 1_000_000
WARM_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Effort:
    """How long to measure each page, alone and with eight at once, and how often."""

    rounds: int
    seconds: float


@dataclass(frozen=True)
class Running:
    """A site that is up: where it listens, and the processes that work for it."""

    site: str
    port: int
    processes: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page, and each of its addresses with a cookie that opens it."""

    name: str
    requests: Sequence[Request]


@dataclass(frozen=True)
class Queries:
    """Statements of one visit: the page's own, and those that record the reading."""

    page: int
    record: int

    @property
    def all(self) -> int:
        return self.page + self.record


@dataclass
class Load:
    """All rounds of one page at one number of connections."""

    times: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    error_count: int = 0

    def add(self, measured: Measured, cpu: float) -> None:
        self.times += measured.times
        self.rates.append(measured.rate)
        if measured.answered:
            self.cpu.append(1000 * cpu / measured.answered)
        self.errors += measured.errors
        self.error_count += measured.error_count

    def figures(self) -> dict[str, float]:
        """Milliseconds; times over all rounds, rate and processor time of the middle round."""
        every = Measured(times=self.times)
        return {
            "p50": round(every.percentile(0.50), 2),
            "p95": round(every.percentile(0.95), 2),
            "p99": round(every.percentile(0.99), 2),
            "rate": round(median(self.rates), 1),
            "cpu": round(median(self.cpu), 2) if self.cpu else float("nan"),
            "asked": len(self.times),
            "errors": self.error_count,
        }


@dataclass
class Figures:
    """Everything measured about one page of one site on one engine."""

    site: str
    engine: str
    page: str
    weight: Weight
    queries: Queries
    loads: dict[int, Load] = field(default_factory=dict)


def measure(
    engine: str,
    pages: Mapping[Running, Sequence[Page]],
    queries: Mapping[str, Queries],
    effort: Effort,
) -> list[Figures]:
    """Measure every page of every running site."""
    found: dict[tuple[str, str], Figures] = {}
    work = [(running, page) for running, listed in pages.items() for page in listed]
    for running, page in work:
        drive(running.port, page.requests, connections=MANY, seconds=WARM_UP_SECONDS, most=500)
        found[running.site, page.name] = Figures(
            running.site,
            engine,
            page.name,
            weigh(running.port, page.requests[0]),
            queries[page.name],
            {1: Load(), MANY: Load()},
        )
    for _ in range(effort.rounds):
        for running, page in work:
            for connections, load in found[running.site, page.name].loads.items():
                _add_round(running, page, connections, load, effort.seconds)
    return list(found.values())


def memory(running: Iterable[Running]) -> dict[str, float]:
    """Return each site's own memory in MB, its database's back ends included."""
    return {each.site: round(memory_mb(each.processes), 1) for each in running}


def _add_round(running: Running, page: Page, connections: int, load: Load, seconds: float) -> None:
    before = cpu_seconds(running.processes)
    measured = drive(
        running.port, page.requests, connections=connections, seconds=seconds, most=AS_MANY_AS_FIT
    )
    load.add(measured, cpu_seconds(running.processes) - before)
