# SPDX-License-Identifier: MIT
"""While one page is read or one act is carried out, a question about people is asked once.

Nothing outlives it: the next page asks anew, and an act asks anew once it holds its matter.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_kept: ContextVar[dict[Any, Any] | None] = ContextVar("answers so far", default=None)


@contextmanager
def asking_once(*, anew: bool = True) -> Iterator[None]:
    """Keep answers until the end of this block; those of a block around it too unless `anew`."""
    around = _kept.get()
    before = _kept.set({} if anew or around is None else around)
    try:
        yield
    finally:
        _kept.reset(before)


def answered(question: Callable[..., Answer], *args: Any, answer: Answer) -> None:
    """Keep the answer to a question that came with the answer to another."""
    kept = _kept.get()
    if kept is not None:
        kept[_key(question, args, {})] = answer


def is_answered(question: Callable[..., Answer], *args: Any) -> bool:
    """Whether the answer is kept already."""
    kept = _kept.get()
    return kept is not None and _key(question, args, {}) in kept


def asked_once(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Mark a question whose answer, for the same arguments, is kept while asking once."""

    @wraps(question)
    def ask(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        kept = _kept.get()
        if kept is None:
            return question(*args, **named)
        key = _key(question, args, named)
        if key not in kept:
            kept[key] = question(*args, **named)
        answer: Answer = kept[key]
        return answer

    return ask


def _key(question: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    name = getattr(question, "__wrapped__", question)
    return name, args, tuple(sorted(named.items()))
