# SPDX-License-Identifier: MIT
"""What makes a row the same row: its number at its source where it has one, else all its values."""

from collections import Counter
from hashlib import blake2b

from candour.registers.intake.cells import Value
from candour.registers.intake.kinds import Kind

LENGTH = 16
_REGISTERED = 8
"""Figures in the number of a registered company; some lists leave out zeros at the front."""
BETWEEN = "\x1f"


def digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=LENGTH).digest()


class Fingerprints:
    """Of the rows of one file. Rows that are alike in everything are told apart by their count."""

    def __init__(self, kind: Kind) -> None:
        names = [each.name for each in kind.fields]
        self._key_at = [names.index(name) for name in kind.key]
        self._numbers_at = [at for at, name in enumerate(names) if name == "company_number"]
        self._name = kind.name
        self._so_far: Counter[bytes] = Counter()
        self.keyed = 0

    def of(self, values: list[Value], currency: str) -> tuple[bytes, bytes]:
        """The key of the entry, and the fingerprint of its content."""
        same = self._comparable(values) if self._numbers_at else values
        content = digest(BETWEEN.join(map(str, same)) + currency)
        key = self._key(values) or content
        self._so_far[key] += 1
        times = self._so_far[key]
        return (key if times == 1 else digest(f"{key.hex()} {times}")), content

    def of_texts(self, texts: list[str]) -> bytes:
        """The key of a row that has no values, only cells."""
        key = digest(f"{self._name} nil{BETWEEN}" + BETWEEN.join(texts))
        self._so_far[key] += 1
        times = self._so_far[key]
        return key if times == 1 else digest(f"{key.hex()} {times}")

    def _key(self, values: list[Value]) -> bytes | None:
        if not self._key_at or not values[self._key_at[0]]:
            return None
        self.keyed += 1
        return digest(
            f"{self._name}{BETWEEN}"
            + BETWEEN.join(str(values[at]).strip().casefold() for at in self._key_at)
        )

    def _comparable(self, values: list[Value]) -> list[Value]:
        same = list(values)
        for at in self._numbers_at:
            number = str(same[at])
            same[at] = number.zfill(_REGISTERED) if number.isdigit() else number
        return same
