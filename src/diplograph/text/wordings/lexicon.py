"""The lexicon: which words state which kind of fact, which say that nothing came of it, and other verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from diplograph.text.tokens import Token
from diplograph.text.wordings.patterns import Match, Pattern, bare_forms

BEFORE: Final = "before"
AFTER: Final = "after"
LONGEST: Final = 60
"""How many tokens a match can span: no pattern has more than a few gaps and slots between words."""

_LEAD: Final = 12
"""How many tokens of an exception may stand before the words: *trade in salmon … came to*."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One pattern by which texts of a language state something.

    Attributes:
        iri: The IRI of the wording that the pattern is of.
        language: ``en``, ``ar`` or another language.
        pattern: The pattern.
        kinds: The IRIs of the classes, kinds and properties that it states.
        family: What tells kinds that exclude each other, such as their scheme; empty for none.
        owns: Whether dates, figures and places can belong to it: not where it only says of what kind
            something named is, as *university* does.
        exceptions: Expressions that its words may stand in without meaning it, such as *came to an end*.
    """

    iri: str
    language: str
    pattern: Pattern
    kinds: frozenset[str]
    family: str = ""
    owns: bool = True
    exceptions: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingWording:
    """Words that take from what they go with that it happened, such as *did not* and *plans to*.

    Attributes:
        iri: The IRI of the wording.
        language: Its language.
        pattern: The words.
        standing: What they make of it, such as ``negated``.
        reach: Whether they stand before what they go with, or after it.
        exceptions: Expressions that the words may stand in without that meaning, such as *not only*.
    """

    iri: str
    language: str
    pattern: Pattern
    standing: str
    reach: str = BEFORE
    exceptions: tuple[Pattern, ...] = ()


class _HasPattern(Protocol):
    @property
    def language(self) -> str: ...
    @property
    def pattern(self) -> Pattern: ...
    @property
    def exceptions(self) -> tuple[Pattern, ...]: ...


_P = TypeVar("_P", bound=_HasPattern)


class Found(NamedTuple, Generic[_P]):
    """A wording and where it matched."""

    wording: _P
    match: Match


class Lexicon:
    """Wordings by the words that they start with.

    Args:
        wordings: Those that state something, and those of verbs that state nothing of interest but hold on to
            their own dates, which have no kinds.
        standings: Those that say whether it happened.
    """

    def __init__(self, wordings: Iterable[Wording], standings: Iterable[StandingWording] = ()) -> None:
        self.wordings: Final = tuple(wordings)
        self.standings: Final = tuple(standings)
        self._wordings_by_start = _by_start(self.wordings)
        self._standings_by_start = _by_start(self.standings)

    def kinds(self, language: str) -> frozenset[str]:
        """Return the kinds that have a wording in a language."""
        return frozenset(kind for one in self.wordings if one.language == language for kind in one.kinds)

    def find(self, tokens: Sequence[Token], language: str) -> list[Found[Wording]]:
        """Find the wordings in the tokens of a sentence, in the order of their places.

        One whose words are among those of another of the same family, or of the same kinds, is left out; so
        is a verb of no kind whose words are among those of a wording.
        """
        found = _find(self._wordings_by_start.get(language, {}), _Words(tokens, language))
        starts = [one.match.start for one in found]
        kept = []
        for one in found:
            near = slice(
                bisect_left(starts, one.match.start - LONGEST), bisect_right(starts, one.match.start)
            )
            if not any(_is_part(one, other) for other in found[near]):
                kept.append(one)
        return kept

    def find_standings(self, tokens: Sequence[Token], language: str) -> list[Found[StandingWording]]:
        """Find the words of standing in the tokens of a sentence, in the order of their places."""
        return _find(self._standings_by_start.get(language, {}), _Words(tokens, language))


_Start = str | tuple[str, str]
"""A token that words may start with, or two, where only some can follow the first."""


def _by_start(wordings: Iterable[_P]) -> dict[str, dict[_Start, list[_P]]]:
    """Return wordings by language, and by each token or two that they may start with."""
    table: dict[str, dict[_Start, list[_P]]] = defaultdict(lambda: defaultdict(list))
    for wording in wordings:
        for head in wording.pattern.heads:
            if wording.pattern.second is None:
                table[wording.language][head].append(wording)
            for second in wording.pattern.second or ():
                table[wording.language][head, second].append(wording)
    return {language: dict(by_start) for language, by_start in table.items()}


class _Words:
    """The tokens of a sentence, with what each may stand for among the heads of patterns.

    Attributes:
        tokens: The tokens.
        bare: The `bare_forms` of each.
        present: Those of all.
    """

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens = tokens
        self.bare = [bare_forms(token.text, arabic=language == "ar") for token in tokens]
        self.present = frozenset().union(*self.bare)


def _find(by_start: Mapping[_Start, Sequence[_P]], words: _Words) -> list[Found[_P]]:
    """Find wordings that do not stand in one of their exceptions, in the order of their places."""
    found = []
    following = [*(token.text for token in words.tokens[1:]), ""]
    for place, (forms, second) in enumerate(zip(words.bare, following, strict=False)):
        starting = [by_start[key] for form in forms for key in (form, (form, second)) if key in by_start]
        if not starting:
            continue
        tried = {id(one): one for wordings in starting for one in wordings}
        for wording in tried.values():
            match = wording.pattern.match(words.tokens, place, words.present)
            if match and not _is_excepted(wording, match, words):
                found.append(Found(wording, match))
    return sorted(found, key=lambda one: (one.match.start, one.match.end))


def _is_part(one: Found[Wording], other: Found[Wording]) -> bool:
    """Return whether what a wording says is said by a longer one that has its words."""
    if one is other or other.match.end < one.match.end:
        return False
    if one.wording.kinds:
        alike = one.wording.kinds == other.wording.kinds
        if not alike and not (one.wording.family and one.wording.family == other.wording.family):
            return False
        return _places(one.match) < _places(other.match)
    return bool(other.wording.kinds) and _places(one.match) <= _places(other.match)


def _places(match: Match) -> frozenset[int]:
    return frozenset(place for start, end in match.words for place in range(start, end))


def _is_excepted(wording: _HasPattern, match: Match, words: _Words) -> bool:
    """Return whether some words of a match are among those of an exception."""
    for pattern in wording.exceptions:
        for first, last in match.words:
            for place in range(max(0, first - _LEAD), last):
                if pattern.heads.isdisjoint(words.bare[place]):
                    continue
                other = pattern.match(words.tokens, place, words.present)
                if other and other.end > first:
                    return True
    return False
