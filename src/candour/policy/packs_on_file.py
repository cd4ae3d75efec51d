# SPDX-License-Identifier: MIT
"""The packs that ship with Candour, and packs already read."""

from functools import lru_cache
from importlib.resources import files

from candour.policy.rules.pack import Pack, parse_pack

_FOLDER = files("candour.policy") / "packs"


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that ship, for example "police_force"."""
    names = (file.name for file in _FOLDER.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def shipped_pack(name: str) -> str:
    """The text of a shipped pack."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def read_pack(text: str) -> Pack:
    """Read a pack once; the same text gives the same frozen values."""
    return parse_pack(text, source="policy")


@lru_cache(maxsize=32)
def read_adopted(text: str) -> Pack:
    """The same for a version in force or past, which is not judged anew."""
    return parse_pack(text, source="policy", adopted=True)
