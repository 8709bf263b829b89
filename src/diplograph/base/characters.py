"""Characters that would harm where a text is written."""

from __future__ import annotations

import re
from typing import Final

_ISOLATES: Final = "\u2068\u2066\u2067"  # by the first letter, left to right, right to left
_END: Final = "\u2069"
_STEERING: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff"
"""C0, DEL and C1 controls, separators of lines, embeddings and overrides, half surrogate pairs."""

_FOLDED: Final = re.compile(r"[\t\n\r\u2028\u2029]+")
_HARMFUL: Final = re.compile(rf"[{_STEERING}\u2066-\u2069]")
_CLOSED: Final = re.compile(rf"([{_ISOLATES}])([^{_ISOLATES}{_END}]*){_END}")


def visible(text: str) -> str:
    r"""Return a text with what could steer a terminal shown as Python writes it.

    Those are control characters, line ends among them, and characters that set the direction of others: an
    override or an isolate that is not closed turns round what follows it. Marks of direction and joiners
    are part of a spelling and stay.

    Example:
        >>> print(visible("red \x1b[31m, next\nline \u202e"))
        red \x1b[31m, next\nline \u202e
    """
    return _HARMFUL.sub(_escape, text)


def harmless(text: str) -> str:
    r"""Return a text that others have written as one line, with nothing in it that could steer a terminal.

    Line ends and tabs become spaces, other control characters are `visible`. Isolates of direction that are
    closed stay, since they cannot reach beyond their own words (UAX #9, section 3.3.2).

    Example:
        >>> print(harmless("red \x1b[31m, next\nline"))
        red \x1b[31m, next line
        >>> harmless("\u2067سلام\u2069") == "\u2067سلام\u2069", harmless("\u2067سلام")
        (True, '\\u2067سلام')
    """
    parts = _CLOSED.split(_FOLDED.sub(" ", text))  # outside, isolate, inside, outside, …
    for place, part in enumerate(parts):
        if place % 3 != 1:
            parts[place] = visible(part) + (_END if place % 3 == 2 else "")
    return "".join(parts)


def isolated(text: str, *, right_to_left: bool | None = None) -> str:
    r"""Return a text that cannot change places with its neighbours in a line, on a terminal that orders text.

    Args:
        text: A text without line ends.
        right_to_left: Its direction; by default that of its first letter.

    Example:
        >>> isolated("سلام") == "\u2068سلام\u2069"
        True
    """
    first = _ISOLATES[0 if right_to_left is None else 1 + right_to_left]
    return f"{first}{visible(text)}{_END}"


def encodable(text: str) -> str:
    r"""Return a text with U+FFFD for each lone surrogate, as in the name of a file that is not UTF-8.

    Example:
        >>> encodable("caf\udce9.ttl")
        'caf�.ttl'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
