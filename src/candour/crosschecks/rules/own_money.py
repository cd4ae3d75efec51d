# SPDX-License-Identifier: MIT
"""Whether money is that of the declarer's own body, as far as the files say whose it is."""

from functools import lru_cache

from candour.linkage.rules.tokens import informative, key, words


@lru_cache(maxsize=4096)
def is_own_money(body: str, said: str) -> bool | None:
    """None where a file does not say, or says something that may be the body under another name.

    >>> is_own_money("Home Office", "HOME OFFICE"), is_own_money("Home Office", "Tarn Council")
    (True, False)
    """
    if not body or not said:
        return None
    mine, theirs = (informative(words(name))[0] for name in (body, said))
    if key(mine) == key(theirs):
        return True
    return None if set(mine) & set(theirs) else False
