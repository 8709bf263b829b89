"""The pattern language of wordings: ``{visitor} paid|pays … visit to {hostState}``.

A pattern is made of words and of slots for the roles of a fact:

- ``a|b``: one of some words, in the spelling for matching (`diplograph.text.arabic.fold`). Written forms are
  listed, since letters alone do not tell an Arabic verb: «وزارة» is not «زار».
- ``+word``: also with the article, conjunction and prepositions that Arabic writes onto a word. Any Arabic
  word may have «و» or «ف» before it. A single letter such as «ل» is a preposition written onto the next word.
- ``…``: up to eight tokens in between.
- ``[ … ]``: a part that may be missing; the longest match counts.
- ``{role}``: a slot, ``{a|b}`` one for either role. A slot before the first word is what stands before it,
  one at the end what stands after, one between words up to twenty tokens. Slots side by side share their
  region, in their order.
- ``{~role}``: the word before has a pronoun for the role written onto it, and so no name fills it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import dropwhile
from typing import Final

from diplograph.base.errors import ReasonedError
from diplograph.base.messages import message
from diplograph.text.arabic import fold
from diplograph.text.tokens import Token, detached, tokenize

GAP: Final = 8
"""How many tokens a gap may have."""

SLOT: Final = 20
"""How many tokens a slot between words may have."""

_PART: Final = re.compile(
    r"\s+|(?P<slot>\{[^{}]*\})|(?P<gap>…)|(?P<open>\[)|(?P<close>\])|(?P<words>[^\s{}\[\]…]+)"
)
_ROLES: Final = re.compile(r"\{(?P<pronoun>~?)(?P<roles>\w+(?:\|\w+)*)\}")
_CONJUNCTIONS: Final = ("و", "ف")
_MOST_OPTIONS: Final = 6

Spelled = tuple[str, ...]
"""The tokens of a word: most have one, ``re-established`` has three."""


class PatternError(ReasonedError, ValueError):
    """A pattern that cannot be read."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words.

    Attributes:
        forms: The tokens of each.
        stems: Words that may have particles and the article written onto them, without these.
        prefixes: Prepositions of one letter, which are written onto the word that follows.
        arabic: Whether «و» or «ف» may stand before each.
        longest: How many tokens the longest has.
        heads: The first token of each, without particles.
    """

    forms: frozenset[Spelled]
    stems: frozenset[str]
    prefixes: frozenset[str]
    arabic: bool
    longest: int
    heads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `GAP` tokens."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where what fills a role stands.

    Attributes:
        roles: The local names of the properties, of which either may stand there.
        pronoun: Whether it is a pronoun written onto the word before.
    """

    roles: tuple[str, ...]
    pronoun: bool = False


Element = Words | Gap | Slot

_NO_WORDS: Final = Words(frozenset(), frozenset(), frozenset(), arabic=False, longest=0)


@dataclass(frozen=True, slots=True)
class Region:
    """Where in a sentence slots are, in places of tokens.

    Attributes:
        slots: The roles of each slot in it, in the order in which they stand.
        start: The first token; None for the start of the clause.
        end: The token after the last; None for the end of the clause.
    """

    slots: tuple[tuple[str, ...], ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found in the tokens of a sentence.

    Attributes:
        words: First token and token after the last of each run of words.
        regions: Where its slots are.
        pronouns: The roles that a pronoun fills.
        joined: Whether an Arabic conjunction is written onto its first word.
        start: Its first token.
        end: The token after its last.
    """

    words: tuple[tuple[int, int], ...]
    regions: tuple[Region, ...]
    pronouns: frozenset[str]
    joined: bool = False
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        """Take the ends from the words."""
        object.__setattr__(self, "start", self.words[0][0])
        object.__setattr__(self, "end", self.words[-1][1])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read.

    Attributes:
        variants: Its elements with and without the parts that may be missing, longest first.
        needed: For each variant, the `Words.heads` of which each has one in a sentence that it matches.
        second: The tokens of which one follows the first; None where other tokens can.
        heads: The first tokens of the words that each variant starts with, without particles.
    """

    variants: tuple[tuple[Element, ...], ...]
    needed: tuple[tuple[frozenset[str], ...], ...]
    second: frozenset[str] | None
    heads: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        """The roles that it has slots for."""
        slots = (one for variant in self.variants for one in variant if isinstance(one, Slot))
        return frozenset(role for slot in slots for role in slot.roles)

    def match(
        self, tokens: Sequence[Token], place: int, present: Collection[str] | None = None
    ) -> Match | None:
        """Match the pattern with its first word at a place.

        Args:
            tokens: The tokens of a sentence.
            place: The index of the one that the first word should stand at.
            present: The `bare_forms` of all of them, to tell sooner that a later word is missing.

        Returns:
            The match, or None.
        """
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if self.second is not None and following not in self.second:
            return None
        if present is not None and not _are_all_in(self.needed[-1], present):
            return None  # the shortest variant has the words that all have
        for variant, needed in zip(self.variants, self.needed, strict=True):
            if present is not None and not _are_all_in(needed, present):
                continue
            found = _Matching(tokens, place).run(variant)
            if found:
                return found
        return None


def parse_pattern(text: str, *, arabic: bool) -> Pattern:
    """Read a pattern.

    Raises:
        PatternError: It is none, with the reason.

    Example:
        >>> from diplograph.text.arabic import fold
        >>> tokens = tokenize(fold("The Queen of Vardia paid a short visit to Lusania in May"))
        >>> pattern = parse_pattern("{visitor} paid|pays … visit [to {hostState}]", arabic=False)
        >>> found = pattern.match(tokens, 4)
        >>> found.words, [(region.slots, region.start, region.end) for region in found.regions]
        (((4, 5), (7, 8), (8, 9)), [((('visitor',),), None, 4), ((('hostState',),), 9, None)])
    """
    options: list[list[Element | list[Element]]] = [[]]
    current: list[Element | list[Element]] = options[0]
    part: list[Element] | None = None
    end = 0
    for match in _PART.finditer(text):
        if match.start() != end:
            raise PatternError(message("wording.unexpected", text=text[end : match.start()]))
        end = match.end()
        if match["open"]:
            if part is not None:
                raise PatternError(message("wording.nested"))
            part = []
        elif match["close"]:
            if not part:
                raise PatternError(message("wording.unopened" if part is None else "wording.empty-part"))
            current.append(part)
            part = None
        elif match[0].strip():
            element = _element(match, arabic=arabic)
            (current if part is None else part).append(element)
    if end != len(text):
        raise PatternError(message("wording.unexpected", text=text[end:]))
    if part is not None:
        raise PatternError(message("wording.unclosed"))
    variants = tuple(_variants(current))
    heads = frozenset(head for variant in variants for head in _first(variant).heads)
    return Pattern(variants, tuple(map(_needed, variants)), _second(variants), heads)


def _are_all_in(needed: tuple[frozenset[str], ...], present: Collection[str]) -> bool:
    """Return whether each of some words is in a sentence; a loop is the fastest way to tell."""
    for heads in needed:  # noqa: SIM110
        if heads.isdisjoint(present):
            return False
    return True


def _element(match: re.Match[str], *, arabic: bool) -> Element:
    if match["gap"]:
        return Gap()
    if match["slot"]:
        roles = _ROLES.fullmatch(match["slot"])
        if roles is None:
            raise PatternError(message("wording.no-slot", text=match["slot"]))
        return Slot(tuple(roles["roles"].split("|")), bool(roles["pronoun"]))
    forms: set[Spelled] = set()
    stems: set[str] = set()
    prefixes: set[str] = set()
    for word in match["words"].split("|"):
        spelled = _spelled(word.removeprefix("+"))
        if not spelled:
            raise PatternError(message("wording.empty-word", text=match["words"]))
        if arabic and len(word) == 1 and word.isalpha():
            prefixes.add(spelled[0])
        elif arabic and word.startswith("+") and len(spelled) == 1:
            stems.add(spelled[0].removeprefix("ال") or spelled[0])
        else:
            forms.add(spelled)
    longest = max((len(form) for form in forms), default=1)
    heads = frozenset((*stems, *(form[0] for form in forms)))
    return Words(frozenset(forms), frozenset(stems), frozenset(prefixes), arabic, longest, heads)


def _spelled(word: str) -> Spelled:
    folded = fold(word)
    return (folded.text,) if folded.text.isalpha() else tuple(one.text for one in tokenize(folded))


def _variants(elements: Sequence[Element | list[Element]]) -> list[tuple[Element, ...]]:
    """Return the elements with each choice of the parts that may be missing, those with most parts first."""
    options = sum(isinstance(one, list) for one in elements)
    if options > _MOST_OPTIONS:
        raise PatternError(message("wording.many-parts", number=_MOST_OPTIONS))
    variants: list[tuple[Element, ...]] = [()]
    for one in elements:
        if isinstance(one, list):
            variants = [variant + tuple(one) for variant in variants] + variants
        else:
            variants = [(*variant, one) for variant in variants]
    for variant in variants:
        first = _first(variant)
        if not first.forms and not first.stems:
            raise PatternError(message("wording.no-word"))
    return sorted(variants, key=len, reverse=True)


def _needed(variant: Sequence[Element]) -> tuple[frozenset[str], ...]:
    """Return the heads of the words of a variant, but for the first, by which it is looked up."""
    words = [one for one in variant if isinstance(one, Words)]
    return tuple(one.heads for one in words[1:] if not one.prefixes)


def _second(variants: Sequence[tuple[Element, ...]]) -> frozenset[str] | None:
    """Return the tokens of which one follows the first of each variant; None where others can."""
    found: set[str] = set()
    for variant in variants:
        first, *rest = dropwhile(lambda one: isinstance(one, Slot), variant)
        if not isinstance(first, Words) or first.longest > 1 or first.arabic:
            return None
        if not rest or not isinstance(rest[0], Words):
            return None
        found |= rest[0].heads
    return frozenset(found)


def _first(variant: Sequence[Element]) -> Words:
    """Return the first words of a variant."""
    return next((one for one in variant if isinstance(one, Words)), _NO_WORDS)


class _Matching:
    """Matches one variant with the tokens from a place on."""

    def __init__(self, tokens: Sequence[Token], place: int) -> None:
        self._tokens = tokens
        self._place = place
        self._words: list[tuple[int, int]] = []
        self._regions: list[Region] = []

    def run(self, variant: tuple[Element, ...]) -> Match | None:
        """Return the match, if the variant's first words stand at the place."""
        slots: list[tuple[str, ...]] = []
        pronouns: set[str] = set()
        gap = False
        for element in variant:
            if isinstance(element, Gap):
                gap = True
            elif isinstance(element, Slot):
                if element.pronoun:
                    pronouns.update(element.roles)
                else:
                    slots.append(element.roles)
            else:
                found = self._next(element, gap=gap, slot=bool(slots))
                if found is None:
                    return None
                if slots:
                    start = self._words[-1][1] if self._words else None
                    self._regions.append(Region(tuple(slots), start, found[0]))
                self._words.append(found)
                slots, gap = [], False
        if slots:
            self._regions.append(Region(tuple(slots), self._words[-1][1], None))
        return Match(tuple(self._words), tuple(self._regions), frozenset(pronouns), self._is_joined(variant))

    def _is_joined(self, variant: tuple[Element, ...]) -> bool:
        """Return whether the first word has a conjunction written onto it, as far as its forms tell."""
        first, word = _first(variant), self._tokens[self._words[0][0]].text
        is_whole = word in first.stems or any(form[0] == word for form in first.forms)
        return first.arabic and word[:1] in _CONJUNCTIONS and not is_whole

    def _next(self, words: Words, *, gap: bool, slot: bool) -> tuple[int, int] | None:
        """Find the nearest place of some words: right here, or within a gap or slot."""
        if not self._words:
            return self._at(words, self._place)
        here = self._words[-1][1]
        first = here + (slot and not gap)
        last = here + (SLOT if slot else GAP if gap else 0)
        for place in range(first, min(last + 1, len(self._tokens))):
            found = self._at(words, place)
            if found:
                return found
        return None

    def _at(self, words: Words, place: int) -> tuple[int, int] | None:
        """Return the stretch of tokens at a place that is one of some words, the longest; None if none is."""
        first = self._tokens[place].text
        if not words.arabic:
            return self._spelled(words, place, (first,)) if first in words.heads else None
        if not words.stems.isdisjoint(detached(first)):
            return place, place + 1
        heads = _without_conjunction(first)
        found = self._spelled(words, place, heads)
        if found is None and any(len(head) > 2 and head[0] in words.prefixes for head in heads):
            return place, place  # the word itself is what fills the slot
        return found

    def _spelled(self, words: Words, place: int, heads: Sequence[str]) -> tuple[int, int] | None:
        """Return the longest stretch of tokens at a place that is one of the forms of some words."""
        following = tuple([token.text for token in self._tokens[place + 1 : place + words.longest]])
        for length in range(len(following) + 1, 0, -1):
            if any((head, *following[: length - 1]) in words.forms for head in heads):
                return place, place + length
        return None


def _without_conjunction(word: str) -> tuple[str, ...]:
    """Return an Arabic word with and without the conjunction that may be written onto it."""
    is_split = word[:1] in _CONJUNCTIONS and len(word) > 2 and word[1:] in detached(word)
    return (word, word[1:]) if is_split else (word,)


@lru_cache(maxsize=65536)
def bare_forms(word: str, *, arabic: bool) -> frozenset[str]:
    """Return what a token may stand for among the heads of patterns."""
    return detached(word) if arabic else frozenset((word,))
