"""Do the words of a sentence show that something fills a role: that it was the visitor and not the host?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from diplograph.text.wordings.reading import Region, Sentence, Trigger

Span = tuple[int, int]

_ADJACENT: Final = 12
"""How many code points may stand between a noun and its relative clause."""

_BETWEEN: Final = r"[\s,،\"“”«»'()]*"
_AND: Final = r"\b(?:and|or|as well as)\b|و|أو"
_TITLE: Final = r"(?:Mr|Mrs|Ms|Dr|Sir|Prof|(?:ال)?(?:سيدة?|دكتورة?|أستاذة?)|د)\b\.?"
_COORDINATES: Final = re.compile(
    rf"{_BETWEEN}(?:[,،]|{_AND})(?:{_BETWEEN}(?:{_AND}|{_TITLE}|both|the|of|كل من))*{_BETWEEN}"
)
"""What stands between names that fill one place together."""

_GOVERNED: Final = re.compile(
    r"\b(?:in|at|from|near|outside|within|after|before|during|upon)\s+(?:the\s+)?\Z|(?:في|من|قرب|بعد|قبل|خلال)\s+\Z",
    re.I,
)


_BEFORE: Final = 24
"""How many code points before a name a preposition that governs it is looked for."""

_BY: Final = {
    "visitorOffice": "visitor",
    "visitingState": "visitor",
    "delegationOf": "visitor",
    "bearerOffice": "bearer",
    "participantOffice": "participant",
    "participantState": "participant",
}
"""Roles that have the place of another where a wording has none for them: *President* in *President Oto*."""


_SHARED: Final = {"party", "participant", "participantOffice", "participantState"}
"""Roles that several fill alike, of whom a wording may have a place for one."""


class Role(Enum):
    """What the words of a wording tell of a role."""

    SHOWN = "shown"
    EXCHANGED = "exchanged"
    OPEN = "open"


@dataclass(frozen=True)
class Names:
    """Where a sentence names what may fill a role.

    Attributes:
        fillers: Where it names what is said to fill it.
        rivals: Where it names others of the same sort.
        others: Where it names what is of another sort.
        alike: The other roles that something of the same sort is said to fill.
        counterparts: Where it names what is said to fill these.
    """

    fillers: Sequence[Span]
    rivals: Sequence[Span] = ()
    others: Sequence[Span] = ()
    alike: frozenset[str] = frozenset()
    counterparts: Sequence[Span] = ()

    @cached_property
    def same(self) -> list[Span]:
        """Where it names anything of the sort."""
        return sorted({*self.fillers, *self.rivals})


def find_role(text: str, sentence: Sentence, reading: Sequence[Trigger], name: str, names: Names) -> Role:
    """Return what the words that state a fact tell of what is said to fill a role of it.

    Wordings that have a place for the role decide, first those of which every place is taken. Of two for one
    verb, as in Arabic, where the subject stands before it or after it, the one within its clause decides.

    Args:
        text: The text.
        sentence: The sentence of it.
        reading: The wordings in it that state the fact.
        name: The local name of the property.
        names: Where the sentence names what.
    """
    own = [one for one in reading if _regions(one, name)]
    whole = [one for one in own if all(_is_taken(region, names) for region in one.regions)]
    close = {one.start for one in whole if not _reaches_back(one)}
    whole = [one for one in whole if not _reaches_back(one) or one.start not in close]
    found = {_role(text, sentence, trigger, name, names) for trigger in whole or own or reading}
    return next((one for one in (Role.SHOWN, Role.EXCHANGED) if one in found), Role.OPEN)


def has_place_for(trigger: Trigger, name: str) -> bool:
    """Return whether a wording has a place for a role, or for the one whose place it shares."""
    return bool(_regions(trigger, name))


def _reaches_back(trigger: Trigger) -> bool:
    """Return whether a place of a wording reaches back into another clause."""
    return any(region.carried for region in trigger.regions)


def _is_taken(region: Region, names: Names) -> bool:
    return any(
        region.start < end and start < region.end
        for spans in (names.same, names.others)
        for start, end in spans
    )


def _role(text: str, sentence: Sentence, trigger: Trigger, name: str, names: Names) -> Role:
    """Return what one wording tells of what is said to fill a role."""
    own = _regions(trigger, name)
    if name in trigger.pronouns and not own:
        return Role.SHOWN if _is_only_subject(sentence, trigger, names) else Role.OPEN
    is_near = any(_is_near(sentence, trigger, span) for span in names.fillers)
    is_antecedent = _is_antecedent(text, sentence, trigger, names)
    if not own:
        for region in trigger.regions:
            if not names.alike.isdisjoint(region.roles) and _heads(text, region, names.fillers, names):
                return Role.OPEN  # it stands where another role has its place
        return Role.SHOWN if is_near or is_antecedent else Role.OPEN
    is_empty = not any(_inside(region, names.same) for region in own)
    if is_empty and (is_antecedent or any(_goes_on(sentence, trigger, span) for span in names.fillers)):
        return Role.SHOWN
    if any(_fills(text, region, name, names) for region in own):
        return Role.SHOWN
    if name in _SHARED and is_near:
        return Role.SHOWN
    elsewhere = [
        region for region in trigger.regions if region not in own and not names.alike.isdisjoint(region.roles)
    ]
    is_taken = any(_heads(text, region, names.counterparts, names) for region in own)
    if is_taken and any(_heads(text, region, names.fillers, names) for region in elsewhere):
        return Role.EXCHANGED
    return Role.OPEN


def _is_antecedent(text: str, sentence: Sentence, trigger: Trigger, names: Names) -> bool:
    """Return whether a filler is what a relative clause goes on from: *the League, to which it acceded*."""
    opened = sentence.clauses[trigger.clause]
    if opened.opener != "relative":
        return False
    before = [span for span in names.same if span[1] <= opened.start]
    last = _groups(text, before)[-1] if before else []
    return any(span in names.fillers for span in last) and opened.start - last[-1][1] <= _ADJACENT


def _regions(trigger: Trigger, name: str) -> list[Region]:
    """Return where a wording has a place for a role, or for the one whose place it shares."""
    for role in (name, _BY.get(name)):
        found = [region for region in trigger.regions if role in region.roles]
        if found:
            return found
    return []


def _is_near(sentence: Sentence, trigger: Trigger, span: Span) -> bool:
    """Return whether something stands in a clause of a wording, or in one that it goes on from."""
    clause = sentence.clause(span[0])
    if clause in sentence.chain(trigger.clause) or trigger.start <= span[0] < trigger.end:
        return True
    return _goes_on(sentence, trigger, span)


def _goes_on(sentence: Sentence, trigger: Trigger, span: Span) -> bool:
    """Return whether something stands in a relative clause that goes on from the noun of a wording."""
    clause = sentence.clause(span[0])
    opened = sentence.clauses[clause]
    return (
        opened.opener == "relative"
        and opened.parent == trigger.clause
        and 0 <= opened.start - trigger.end <= 3
    )


def _is_only_subject(sentence: Sentence, trigger: Trigger, names: Names) -> bool:
    """Return whether a pronoun can mean nothing but a filler: nothing like it stands before in its clause."""
    start = sentence.clauses[trigger.clause].start
    before = [span for span in names.same if start <= span[0] and span[1] <= trigger.end]
    return bool(before) and all(span in names.fillers for span in before)


def _fills(text: str, region: Region, name: str, names: Names) -> bool:
    """Return whether one of the fillers stands where the slot for a role is."""
    groups = _groups(text, _inside(region, names.same), names.others)
    if not groups:
        return False
    roles = {name, _BY.get(name, name)}
    places = [number for number, slot in enumerate(region.slots) if roles & set(slot)]
    if len(region.slots) == 1:
        chosen = [groups[0], groups[-1]] if region.before else [groups[0]]
        if region.before and len(groups) > 1:
            chosen = [group for group in chosen if not _is_governed(text, group[0][0])]
        if region.lead and not region.before:
            chosen += [group for group in groups[1:] if _has_before(text, group[0][0], region.lead)]
        return any(span in names.fillers for group in chosen for span in group)
    if len(groups) > 1:
        found = [group for place in places for group in _at(groups, place)]
        return any(span in names.fillers for group in found for span in group)
    if not any(
        role in names.alike for place, slot in enumerate(region.slots) if place not in places for role in slot
    ):
        return any(span in names.fillers for span in groups[0])
    preceded = any(start < groups[0][0][0] for start, _ in _inside(region, names.others))
    return any(span in names.fillers for span in groups[0]) and any((one > 0) == preceded for one in places)


def _has_before(text: str, place: int, word: str) -> bool:
    """Return whether a word stands before a name, as it does again in *by Vardia and by Drost*."""
    return (
        re.search(rf"\b{re.escape(word)}\s+(?:the\s+)?\Z", text[max(0, place - _BEFORE) : place], re.I)
        is not None
    )


def _is_governed(text: str, place: int) -> bool:
    """Return whether a preposition of place or time stands before a name."""
    return _GOVERNED.search(text[max(0, place - _BEFORE) : place]) is not None


def _at(groups: Sequence[list[Span]], place: int) -> Sequence[list[Span]]:
    """Return the groups that may fill the slot at a place: the first, or a later one for a later slot."""
    return groups[:1] if place == 0 else groups[1 : place + 1]


def _heads(text: str, region: Region, wanted: Sequence[Span], names: Names) -> bool:
    """Return whether some of what is wanted comes first in a region, or last before the words."""
    groups = _groups(text, _inside(region, names.same), names.others)
    if not groups:
        return False
    return any(span in wanted for span in (groups[-1] if region.before else groups[0]))


def _inside(region: Region, spans: Sequence[Span]) -> list[Span]:
    """Return what is named in a region; a name may have a word of the wording in it, as a decoration has."""
    return sorted({span for span in spans if region.start < span[1] and span[0] < region.end})


def _groups(text: str, spans: Sequence[Span], others: Sequence[Span] = ()) -> list[list[Span]]:
    """Put names together that are coordinated: *Egypt and Syria*; longer names go before their parts.

    What is of another sort may stand between them: *Roy Lund, the Speaker, and Dr Reg, the
    Chancellor*.
    """
    groups: list[list[Span]] = []
    end = -1
    for span in spans:
        if groups and (span[0] < end or _COORDINATES.fullmatch(_between(text, end, span[0], others))):
            groups[-1].append(span)
        else:
            groups.append([span])
        end = max(end, span[1])
    return groups


def _between(text: str, start: int, end: int, others: Sequence[Span]) -> str:
    """Return what stands between two names, without the names of what is of another sort."""
    pieces, place = [], start
    for first, last in sorted(span for span in others if start <= span[0] and span[1] <= end):
        pieces.append(text[place : max(place, first)])
        place = max(place, last)
    return "".join((*pieces, text[place:end]))
