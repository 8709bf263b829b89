"""What is called by a state, in English, with the other names of that state.

The Ministry of Foreign Affairs of the United Arab Republic is also the UAR Ministry of Foreign Affairs, and
the Embassy of the United States in Cairo the American Embassy in Cairo. Where a text names several states
together, as in “the Governments of Egypt and the United States”, each of them is named.

Only the state may be named otherwise: what it is that belongs to the state, and where, stays word for word.
Arabic inflects the adjective with the noun, so that such forms are labels of their own there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from diplograph.text.arabic import fold

_GAP: Final = r"(?:-|[ \t]+|[ \t]*\n[ \t]*)"
_PLACE: Final = r"(?: (?:in|at|to|for) .+)?"
_BEFORE: Final = re.compile(r"(\w[\w.'’]*)[^\S\n]*\n?[^\S\n]*\Z")
_WORD_BEFORE: Final = 60  # code points looked at for the word before a name
_OPENERS: Final = frozenset(
    word
    for words in ("A After An And At Before By For From", "In Of On The This To Upon When With")
    for word in words.split()
)
"""Words that may have a capital before a name and be no part of it."""


@dataclass(frozen=True, slots=True)
class StateNames:
    """What a state is called.

    Attributes:
        names: Its names, long and short, such as United States and U.S.
        adjectives: Words for what belongs to it, such as American.
    """

    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()


def find_names_with_state(
    text: str, label: str, state: StateNames, others: Iterable[str] = ()
) -> Iterator[tuple[int, int]]:
    """Find a name that has a name of a state in it, with any name of that state.

    Args:
        text: An English text.
        label: The name, such as ``Embassy of the United States in Cairo``.
        state: The state that it belongs to.
        others: The names of all states, for lists of them.

    Yields:
        First code point of each place and the one after its last.

    Example:
        >>> state = StateNames(("United States", "U.S."), ("American",))
        >>> embassy = "Embassy of the United States in Cairo"
        >>> list(find_names_with_state("the U.S. Embassy in Cairo", embassy, state))
        [(4, 25)]
        >>> list(find_names_with_state("the U.S. Embassy in Rome", embassy, state))
        []
    """
    folded = fold(text)
    if not _may_stand_in(folded.text, (*state.names, *state.adjectives)):
        return
    for what, place in _parts(label, state):
        if not _may_stand_in(folded.text, (what, re.sub("y$", "ie", _first_word(what)))):
            continue
        for match in _before(what, place, state).finditer(folded.text):
            if _stands_alone(text, *folded.span(*match.span("state"))):
                yield folded.span(*match.span())
        for match in _after(what, place, state).finditer(folded.text):
            yield folded.span(*match.span())
        if not place:
            for match in _listed(folded.text, what, state, tuple(others)):
                yield folded.span(*match.span())


def _parts(label: str, state: StateNames) -> Iterator[tuple[str, str]]:
    """Yield what belongs to the state by a label, and where it is, with the name of the state taken away."""
    name = fold(label).text
    patterns = (
        rf"(?P<what>.+?) of (?:the )?{_any(state.names)}(?P<place>{_PLACE})",
        rf"(?:the )?{_any((*state.names, *state.adjectives))}(?:'s)? (?P<what>.+?)(?P<place>{_PLACE})",
    )
    for pattern in patterns:
        if match := re.fullmatch(pattern, name):
            yield match["what"], match["place"]


@lru_cache(maxsize=4096)
def _before(what: str, place: str, state: StateNames) -> re.Pattern[str]:
    """Return the pattern of what has the name of its state before it: the U.S. Embassy, Egypt's capital."""
    owners = rf"(?:{_any((*state.names, *state.adjectives))}|{_any(state.names)}'s)"
    return re.compile(rf"(?<!\w)(?P<state>{owners}){_GAP}{_phrase(what + place)}(?!\w)")


@lru_cache(maxsize=4096)
def _after(what: str, place: str, state: StateNames) -> re.Pattern[str]:
    """Return the pattern of what has the name of its state after it: the Ministry of the UAR."""
    owner = rf"of{_GAP}(?:the{_GAP})?{_any(state.names)}"
    return re.compile(rf"(?<!\w){_phrase(what)}{_GAP}{owner}{_phrase(place)}(?![\w-])")


def _may_stand_in(text: str, names: Iterable[str]) -> bool:
    """Return whether a folded text has the first word of a name; much sooner known than where names stand."""
    return any(_first_word(name) in text for name in names)


@lru_cache(maxsize=4096)
def _first_word(name: str) -> str:
    return re.split(r"[\s-]", fold(name).text, maxsplit=1)[0]


def _listed(text: str, what: str, state: StateNames, names: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Find where a folded text names what belongs to several states, this one among them."""
    first, *rest = what.split(" ")
    plural = " ".join([re.sub("y$", "ie", first) + "s", *rest])
    if plural.partition(" ")[0] not in text:
        return
    one = rf"(?:the{_GAP})?{_any(names)}"
    more = rf"(?:(?:,|{_GAP}and|,{_GAP}and){_GAP}{one})+"
    known = {fold(name).text for name in state.names}
    for match in re.finditer(rf"(?<!\w){_phrase(plural)}{_GAP}of{_GAP}({one}{more})(?![\w-])", text):
        if known & set(re.findall(_any(names), match[1])):
            yield match


def _any(names: Iterable[str]) -> str:
    folded = sorted({fold(name).text for name in names}, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(map(_phrase, folded))})" if folded else r"(?!)"


def _phrase(words: str) -> str:
    """Return the pattern of some words, with any space between them."""
    return re.sub(r"(?:\\? )+|\\-", lambda _: _GAP, re.escape(words))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether the name of a state is not the end of a longer one, such as South American.

    An abbreviation must stand in capitals.
    """
    if text[max(start - 1, 0) : start] == "-" or (end - start <= 4 and not text[start:end].isupper()):
        return False
    before = _BEFORE.search(text[max(0, start - _WORD_BEFORE) : start])
    return before is None or not before[1][0].isupper() or before[1] in _OPENERS
