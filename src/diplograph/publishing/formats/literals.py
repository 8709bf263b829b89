r"""Literals of N-Quads, taken apart.

Example:
    >>> parse_literal(b'"one\\ntwo"@en')
    Literal(text='one\ntwo', language='en', datatype=None)
    >>> parse_literal(b'"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>').datatype
    'http://www.w3.org/2001/XMLSchema#decimal'
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from diplograph.base.errors import OutputError
from diplograph.base.messages import message

_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Literal(NamedTuple):
    """A literal as written.

    Attributes:
        text: Its lexical form.
        language: Its language tag, as written.
        datatype: The IRI of its datatype; None for plain strings and those with a language.
    """

    text: str
    language: str | None = None
    datatype: str | None = None


def refuse_rdf12(term: bytes, subject: bytes, format: str) -> None:
    """Refuse what only formats of RDF 1.2 hold: triple terms, and texts with a base direction.

    Raises:
        OutputError: The term is such a one.
    """
    if term.startswith(b"<<("):
        key = "error.no-triple-term"
    elif b"--" in term and term[:1] == b'"' and b"--" in term[term.rindex(b'"') :].partition(b"^^")[0]:
        key = "error.no-direction"
    else:
        return
    raise OutputError(message(key, format=format, subject=subject.decode()))


def parse_literal(term: bytes) -> Literal:
    """Take a literal apart."""
    quote = term.rindex(b'"')
    text = term[1:quote].decode()
    if "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    suffix = term[quote + 1 :].decode()
    if suffix.startswith("@"):
        return Literal(text, language=suffix[1:])
    return Literal(text, datatype=suffix[3:-1] or None)


def _unescaped(match: re.Match[str]) -> str:
    short, long, character = match.groups()
    if short or long:
        return chr(int(short or long, 16))
    return _SHORT.get(character, character)
