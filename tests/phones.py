"""How a phone number looks in a text, in any script."""

import re

# Seven digits or more with the signs that people put between them; no span of years.
LONG = re.compile(
    r"(?<![\w/])(?!(?:19|20)\d\d[-\u2013](?:19|20)\d\d(?!\d))"
    r"\+?\(?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,}(?!\w)"
)
# The short ones, standing alone.
SHORT = re.compile(r"(?<![\d.,:$-])(?:911|233733|711|988)(?![\d,%-])")


def phone_in(text: str) -> str:
    """The first number of a text that somebody could dial, or an empty string."""
    found = LONG.search(text) or SHORT.search(text)
    return found[0] if found else ""
