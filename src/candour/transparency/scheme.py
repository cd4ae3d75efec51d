# SPDX-License-Identifier: MIT
"""The schemes that ship with Candour, by the kind of body."""

from functools import cache
from importlib.resources import files

from candour.people.models import Body
from candour.transparency.rules.scheme import Dataset, Scheme, parse_scheme

_FOLDER = files("candour.transparency") / "schemes"
SHARED = "columns.toml"


def shipped_schemes() -> tuple[str, ...]:
    names = (one.name for one in _FOLDER.iterdir() if one.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if name != SHARED))


@cache
def scheme_named(kind: str) -> Scheme:
    shared = (_FOLDER / SHARED).read_text(encoding="utf-8")
    return parse_scheme((_FOLDER / f"{kind}.toml").read_text(encoding="utf-8"), shared)


def scheme_of(body: Body) -> Scheme | None:
    """None where a body of this kind publishes no registers."""
    return scheme_named(body.kind) if body.kind in shipped_schemes() else None


def scheme_codes(body: Body, dataset: Dataset) -> tuple[str, ...]:
    """The codes by which entries of a dataset are counted."""
    scheme = scheme_of(body)
    if scheme is None or not dataset.counted_by:
        return ()
    return tuple(scheme.codes[dataset.column(dataset.counted_by).codes])


def dataset_of(body: Body, code: str) -> Dataset | None:
    scheme = scheme_of(body)
    return scheme.dataset(code) if scheme else None
