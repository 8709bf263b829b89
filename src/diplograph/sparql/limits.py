"""What a SPARQL text may hold before an engine reads it.

The engine's parser and optimizer recur for each bracket and for each link of a chain, such as a sum, a path
or a row of OPTIONALs, until the stack overflows and the process dies. With pyoxigraph 0.5.13 and a stack of
8 MB, that happened at 1,600 brackets of EXISTS and at chains of 9,000 tokens.
"""

from __future__ import annotations

from typing import Final

from diplograph.base.messages import Message, counted, message
from diplograph.sparql.lexing import TOKEN, word_of

MAX_DEPTH: Final = 100
"""How deep the brackets of a query may be nested: with some hundreds engines take hours, or crash."""

MAX_TOKENS: Final = 5_000
"""How many tokens a query may have, apart from lists of values."""

MAX_VALUES: Final = 200_000
"""How many tokens a query may have in the blocks of VALUES and the lists of IN."""

MAX_CHARACTERS: Final = 16_000_000

_TERMS: Final = frozenset({"iri", "name", "string", "number", "tag"})


class RefusedQuery(SyntaxError):
    """A query goes beyond what is asked of an engine; ``lineno`` is the line within it.

    Attributes:
        reason: Why, in the reader's language.
    """

    def __init__(self, reason: Message, line: int | None) -> None:
        super().__init__(reason.text("en"))
        self.msg = reason.text("en")
        self.lineno = line
        self.reason = reason


def check_limits(
    query: str,
    *,
    allow_service: bool = False,
    allow_from: bool = False,
    max_depth: int = MAX_DEPTH,
    max_tokens: int = MAX_TOKENS,
) -> bool:
    """Check the depth, the size and the reach of a query.

    Args:
        query: The SPARQL text.
        allow_service: Whether it may ask other hosts.
        allow_from: Whether it may choose the graphs that it reads.
        max_depth: How deep its brackets may be nested.
        max_tokens: How many tokens it may have, apart from lists of values.

    Returns:
        Whether it chooses the graphs that it reads.

    Raises:
        RefusedQuery: It is nested too deep, is too long, or reaches further than it may.

    Example:
        >>> check_limits("ASK FROM <urn:x:g> { ?s ?p ?o }", allow_from=True)
        True
    """
    if len(query) > MAX_CHARACTERS:
        most_of_them = counted("characters", MAX_CHARACTERS)
        raise RefusedQuery(message("error.query-characters", most=most_of_them), None)
    depth = tokens = values = 0
    around: int | None = None  # the depth around the list of values that is being read
    awaited = ""  # the bracket that opens the next one
    chooses = False
    for token in TOKEN.finditer(query):
        if token["comment"] is not None:
            continue
        text, word = token[0], word_of(token)
        if text in ("(", "{", "["):
            if text == awaited:
                around, awaited = depth, ""
            depth += 1
        elif text in (")", "}", "]"):
            depth -= 1
        if around is not None and (token.lastgroup in _TERMS or text in (",", "^^", "(", ")")):
            values += 1
        else:
            tokens += 1
        around = None if depth == around else around
        awaited = {"VALUES": "{", "IN": "("}.get(word, awaited)
        chooses = chooses or word == "FROM"
        if depth > max_depth:
            raise _refused(query, token.start(), "error.query-depth", counted("brackets", max_depth))
        if tokens > max_tokens or values > MAX_VALUES:
            most = max_tokens if tokens > max_tokens else MAX_VALUES
            raise _refused(query, token.start(), "error.query-tokens", counted("words-and-signs", most))
        if word == "SERVICE" and not allow_service:
            raise _refused(query, token.start(), "error.query-service")
        if word == "FROM" and not allow_from:
            raise _refused(query, token.start(), "error.query-from")
    return chooses


def _refused(query: str, place: int, key: str, most: Message | None = None) -> RefusedQuery:
    return RefusedQuery(message(key, most=most), query.count("\n", 0, place) + 1)
