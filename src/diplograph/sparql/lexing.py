"""The tokens of a SPARQL query.

Source: SPARQL 1.1 Query Language (https://www.w3.org/TR/sparql11-query/), section 19.8.
"""

from __future__ import annotations

import re
from typing import Final

TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )   # it may hold a hash
    | (?P<string>
        \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<blank> _:\w(?:[\w.-]*[\w-])? )
    | (?P<name> (?:\w[\w.-]*)? : (?:[\w%:-]|\\.|\.(?=[\w%:-]))* )                    # prefixed name
    | (?P<tag> @\w[\w-]* )
    | (?P<number> (?:\d+\.?\d*|\.\d+)[eE][+-]?\d+ | \d*\.\d+ | \d+(?!\w) )
    | (?P<word> \w+ )
    | (?P<sign> [{}()] )
    | (?P<mark> \^\^ | && | \|\| | [!<>]= | <<\(? | \S )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Tokens by kind: ``variable`` with its sign, ``name`` with its prefix, ``sign`` for brackets, and so on."""


def word_of(token: re.Match[str]) -> str:
    """Return the word that a token is, in capitals; nothing for any other token.

    Example:
        >>> [word_of(token) for token in TOKEN.finditer("select ?s # ask")]
        ['SELECT', '', '']
    """
    return (token["word"] or "").upper()


def tokens_of(query: str) -> list[re.Match[str]]:
    """Return the tokens of a query without its comments.

    Example:
        >>> [token[0] for token in tokens_of("ASK { } # all")]
        ['ASK', '{', '}']
    """
    return [token for token in TOKEN.finditer(query) if token["comment"] is None]
