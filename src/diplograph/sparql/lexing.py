"""The tokens of a SPARQL query, as far as they can be told apart without a grammar.

Source: SPARQL 1.1 Query Language (https://www.w3.org/TR/sparql11-query/), section 19.8.
"""

from __future__ import annotations

import re
from typing import Final

OPAQUE: Final = r"""
      \#[^\n\r]*                                               # comment
    | <[^<>"{}|^`\\\x00-\x20]*>                                # IRIREF, which may hold a hash
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
"""
"""What holds no words of the query: a part of a pattern, in verbose form."""

TOKEN: Final = re.compile(
    rf"""
      (?: {OPAQUE} )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:\w[\w.-]*)? : (?:[\w%:-]|\\.|\.(?=[\w%:-]))* )   # prefixed name
    | @\w[\w-]*
    | (?P<word> \w+ )
    | (?P<sign> [{{}}()] )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Tokens in groups: ``variable`` with its sign, ``name`` with its prefix, ``word``, ``sign`` for brackets."""


def word_of(token: re.Match[str]) -> str:
    """Give the word that a token is, in capitals; nothing for any other token.

    Example:
        >>> [word_of(token) for token in TOKEN.finditer("select ?s # ask")]
        ['SELECT', '', '']
    """
    return (token["word"] or "").upper()
