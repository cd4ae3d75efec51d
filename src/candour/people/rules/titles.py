# SPDX-License-Identifier: MIT
"""What a person is, in words: rank or role, then the post."""


def title(rank: str, post: str, *, acting: bool = False) -> str:
    """Give "Chief Inspector (staff officer)", or one of the two where they say the same."""
    if not rank or rank.casefold() == post.casefold():
        return f"Acting {post}" if acting else post
    held = f"acting {_inside(post)}" if acting else _inside(post)
    return f"{rank} ({held})"


def _inside(post: str) -> str:
    """Start lower-case within a sentence, except for abbreviations and names of offices."""
    first, _, rest = post.partition(" ")
    office = rest[:1].isupper() or rest.startswith("of ")
    return post if first.isupper() or office else post[:1].lower() + post[1:]
