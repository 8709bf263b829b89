"""The pattern language of wordings: ``{visitor} paid|pays … visit to {hostState}``.

A pattern is made of words and of slots for the roles of a fact:

- ``a|b``: one of some words, in the spelling for matching (`diplograph.text.arabic.fold`). Written forms are
  listed, since letters alone do not tell an Arabic verb: «وزارة» is not «زار».
- ``+word``: also with the article, conjunction and prepositions that Arabic writes onto a word. Any Arabic
  word may have «و» or «ف» before it. A single letter such as «ل» is a preposition written onto the next word.
- ``…``: up to eight tokens in between.
- ``[ … ]``: a part that may be missing; the longest match counts.
- ``{role}``: a slot, ``{a|b}`` one for either role. A slot before the first word is what stands before it,
  one at the end what stands after, one between words up to twelve tokens. Slots side by side share their
  region, in their order.
- ``{~role}``: the word before has a pronoun for the role written onto it, and so no name fills it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diplograph.text.arabic import fold
from diplograph.text.tokens import Token, attached, tokenize

GAP: Final = 8
"""How many tokens a gap may have."""

SLOT: Final = 12
"""How many tokens a slot between words may have."""

_PART: Final = re.compile(
    r"\s+|(?P<slot>\{[^{}]*\})|(?P<gap>…)|(?P<open>\[)|(?P<close>\])|(?P<words>[^\s{}\[\]…]+)"
)
_ROLES: Final = re.compile(r"\{(?P<pronoun>~?)(?P<roles>\w+(?:\|\w+)*)\}")
_CONJUNCTIONS: Final = ("و", "ف")
_MOST_OPTIONS: Final = 6

Spelled = tuple[str, ...]
"""The tokens of a word: most have one, ``re-established`` has three."""


class PatternError(ValueError):
    """A pattern that cannot be read, with the reason."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words.

    Attributes:
        forms: The tokens of each.
        prefixes: Prepositions of one letter, which are written onto the word that follows.
    """

    forms: frozenset[Spelled]
    prefixes: frozenset[str]


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
    """

    words: tuple[tuple[int, int], ...]
    regions: tuple[Region, ...]
    pronouns: frozenset[str]

    @property
    def start(self) -> int:
        """Its first token."""
        return self.words[0][0]

    @property
    def end(self) -> int:
        """The token after its last."""
        return self.words[-1][1]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that was read: its elements with and without the parts that may be missing, longest first."""

    variants: tuple[tuple[Element, ...], ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles that it has slots for."""
        slots = (one for variant in self.variants for one in variant if isinstance(one, Slot))
        return frozenset(role for slot in slots for role in slot.roles)

    def heads(self) -> frozenset[str]:
        """Return the first tokens of the words that each variant starts with."""
        return frozenset(form[0] for variant in self.variants for form in _first(variant).forms)

    def match(self, tokens: Sequence[Token], place: int) -> Match | None:
        """Match the pattern with its first word at a place; None where it does not."""
        for variant in self.variants:
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
            raise PatternError(f"unexpected {text[end : match.start()]!r}")
        end = match.end()
        if match["open"]:
            if part is not None:
                raise PatternError("a part that may be missing stands inside another")
            part = []
        elif match["close"]:
            if not part:
                raise PatternError("] without [" if part is None else "an empty [ ]")
            current.append(part)
            part = None
        elif match[0].strip():
            element = _element(match, arabic=arabic)
            (current if part is None else part).append(element)
    if end != len(text):
        raise PatternError(f"unexpected {text[end:]!r}")
    if part is not None:
        raise PatternError("[ without ]")
    return Pattern(tuple(_variants(current)))


def _element(match: re.Match[str], *, arabic: bool) -> Element:
    if match["gap"]:
        return Gap()
    if match["slot"]:
        roles = _ROLES.fullmatch(match["slot"])
        if roles is None:
            raise PatternError(f"{match['slot']} is no slot: a slot is {{role}}, {{one|other}} or {{~role}}")
        return Slot(tuple(roles["roles"].split("|")), bool(roles["pronoun"]))
    forms: set[Spelled] = set()
    prefixes: set[str] = set()
    for word in match["words"].split("|"):
        spelled = tuple(token.text for token in tokenize(fold(word.removeprefix("+"))))
        if not spelled:
            raise PatternError(f"an empty word in {match['words']!r}")
        if arabic and len(word) == 1 and word.isalpha():
            prefixes.add(spelled[0])
        elif word.startswith("+"):
            forms.update((form, *spelled[1:]) for form, _ in attached(spelled[0]))
        else:
            heads = (spelled[0], *((c + spelled[0] for c in _CONJUNCTIONS) if arabic else ()))
            forms.update((head, *spelled[1:]) for head in heads)
    return Words(frozenset(forms), frozenset(prefixes))


def _variants(elements: Sequence[Element | list[Element]]) -> list[tuple[Element, ...]]:
    """Return the elements with each choice of the parts that may be missing, those with most parts first."""
    options = sum(isinstance(one, list) for one in elements)
    if options > _MOST_OPTIONS:
        raise PatternError(f"more than {_MOST_OPTIONS} parts may be missing")
    variants: list[tuple[Element, ...]] = [()]
    for one in elements:
        if isinstance(one, list):
            variants = [variant + tuple(one) for variant in variants] + variants
        else:
            variants = [(*variant, one) for variant in variants]
    for variant in variants:
        if not _first(variant).forms:
            raise PatternError("no word that always stands")
    return sorted(variants, key=len, reverse=True)


def _first(variant: Sequence[Element]) -> Words:
    """Return the first words of a variant."""
    return next((one for one in variant if isinstance(one, Words)), Words(frozenset(), frozenset()))


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
        return Match(tuple(self._words), tuple(self._regions), frozenset(pronouns))

    def _next(self, words: Words, *, gap: bool, slot: bool) -> tuple[int, int] | None:
        """Find the nearest place of some words: right here, or within a gap or slot."""
        if not self._words:
            return next(self._at(words, self._place), None)
        here = self._words[-1][1]
        first = here + (slot and not gap)
        last = here + (SLOT if slot else GAP if gap else 0)
        for place in range(first, min(last + 1, len(self._tokens))):
            found = next(self._at(words, place), None)
            if found:
                return found
        return None

    def _at(self, words: Words, place: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of tokens at a place that are one of some words, the longest first."""
        if place >= len(self._tokens):
            return
        longest = max((len(form) for form in words.forms), default=0)
        spelled = tuple(token.text for token in self._tokens[place : place + longest])
        for length in range(len(spelled), 0, -1):
            if spelled[:length] in words.forms:
                yield place, place + length
        text = self._tokens[place].text
        bare = text[1:] if text[:1] in _CONJUNCTIONS and len(text) > 3 else text
        if len(bare) > 2 and bare[0] in words.prefixes:
            yield place, place  # the word itself is what fills the slot
