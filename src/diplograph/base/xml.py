"""Text in XML 1.0: escaped, and without the characters that it cannot hold."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""


def characters(value: str) -> str:
    r"""Return a text with U+FFFD for each character that XML cannot hold, even escaped.

    Example:
        >>> characters("a\x00b")
        'a\ufffdb'
    """
    return NO_CHARACTER.sub("\ufffd", value)


def text(value: str) -> str:
    r"""Write a text between tags; what XML cannot hold becomes U+FFFD.

    Example:
        >>> text("a <b> ]]> & \x00")
        'a &lt;b&gt; ]]&gt; &amp; \ufffd'
    """
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return characters(value)


@lru_cache(maxsize=1 << 17)
def attribute(value: str) -> str:
    r"""Write a text as the value of an attribute in double quotes.

    Example:
        >>> attribute('say "so"\n')
        'say &quot;so&quot;&#10;'
    """
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
