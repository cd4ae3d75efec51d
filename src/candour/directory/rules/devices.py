# SPDX-License-Identifier: MIT
"""What a browser says of itself, in the few words by which a person knows their own device."""

# The first that is named counts: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "Another browser"


def device(user_agent: str) -> str:
    """For example "Firefox on Windows"; never more than this is kept."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), UNKNOWN)
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
