"""Characters that would harm where a text is written."""

from __future__ import annotations

import unicodedata


def harmless(text: str) -> str:
    r"""Return a text that others have written as one line, with nothing in it that could steer a terminal.

    Example:
        >>> harmless("red \x1b[31m, next\nline")
        'red �[31m, next line'
    """
    line = " ".join(encodable(text).splitlines()).replace("\t", " ")
    return "".join("\ufffd" if unicodedata.category(character) == "Cc" else character for character in line)


def encodable(text: str) -> str:
    r"""Return a text with U+FFFD for each lone surrogate, as in the name of a file that is not UTF-8.

    Example:
        >>> encodable("caf\udce9.ttl")
        'caf�.ttl'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
