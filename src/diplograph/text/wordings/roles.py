"""Do the words of a sentence show that something fills a role: that it was the visitor and not the host?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum
from typing import Final

from diplograph.text.wordings.reading import Region, Sentence, Trigger

Span = tuple[int, int]

_COORDINATES: Final = re.compile(
    r"[\s,،\"“”«»'()]*(?:(?:and|or|both|as well as|the|of|و|أو|بين|كل من)[\s,،\"“”«»'()]*)*"
)
_GOVERNED: Final = re.compile(
    r"\b(?:in|at|from|near|outside|within|after|before|during|upon)\s+(?:the\s+)?\Z|(?:في|من|قرب|بعد|قبل|خلال)\s+\Z",
    re.I,
)


_BY: Final = {
    "visitorOffice": "visitor",
    "visitingState": "visitor",
    "delegationOf": "visitor",
    "bearerOffice": "bearer",
    "participantOffice": "participant",
    "participantState": "participant",
}
"""Roles that have the place of another where a wording has none for them: *President* in *President Oto*."""


class Role(Enum):
    """What the words of a wording tell of a role."""

    SHOWN = "shown"
    EXCHANGED = "exchanged"
    OPEN = "open"


def role(
    text: str,
    sentence: Sentence,
    trigger: Trigger,
    name: str,
    fillers: Sequence[Span],
    rivals: Sequence[Span],
    others: Sequence[Span] = (),
    taken: Collection[str] = (),
) -> Role:
    """Return what a wording tells of what is said to fill a role.

    Args:
        text: The text.
        sentence: The sentence of it.
        trigger: The wording in it.
        name: The local name of the property.
        fillers: Where what is said to fill it is named in the sentence.
        rivals: Where others of its class are named.
        others: Where what is of other classes is named.
        taken: The roles that others are said to fill.
    """
    own = _regions(trigger, name) or _regions(trigger, _BY.get(name, ""))
    if name in trigger.pronouns and not own:
        return Role.OPEN
    named = (*fillers, *rivals)
    if not own:
        for region in trigger.regions:
            if {one for slot in region.slots for one in slot} & set(taken) and _heads(
                text, region, fillers, named
            ):
                return Role.OPEN  # it stands where another role has its place
        near = any(_is_near(sentence, trigger, span) for span in fillers)
        return Role.SHOWN if near else Role.OPEN
    if any(_fills(text, region, name, fillers, rivals, others) for region in own):
        return Role.SHOWN
    is_taken = any(_heads(text, region, rivals, named) for region in own)
    elsewhere = [region for region in trigger.regions if region not in own]
    if is_taken and any(_heads(text, region, fillers, named) for region in elsewhere):
        return Role.EXCHANGED
    return Role.OPEN


def _regions(trigger: Trigger, name: str) -> list[Region]:
    return [region for region in trigger.regions if any(name in slot for slot in region.slots)]


def _is_near(sentence: Sentence, trigger: Trigger, span: Span) -> bool:
    """Return whether something stands in the clause of a wording, or among its words."""
    return sentence.clause(span[0]) == trigger.clause or trigger.start <= span[0] < trigger.end


def _fills(
    text: str,
    region: Region,
    name: str,
    fillers: Sequence[Span],
    rivals: Sequence[Span],
    others: Sequence[Span],
) -> bool:
    """Return whether one of the fillers stands where the slot for a role is."""
    groups = _groups(text, _inside(region, (*fillers, *rivals)))
    if not groups:
        return False
    names = {name, _BY.get(name, name)}
    places = [number for number, slot in enumerate(region.slots) if names & set(slot)]
    if len(region.slots) == 1:
        chosen = [groups[0], groups[-1]] if region.before else [groups[0]]
        if region.before and len(groups) > 1:
            chosen = [group for group in chosen if not _GOVERNED.search(text[: group[0][0]][-24:])]
        return any(span in fillers for group in chosen for span in group)
    if len(groups) > 1:
        return any(span in fillers for place in places for group in _at(groups, place) for span in group)
    preceded = any(start < groups[0][0][0] for start, _ in _inside(region, others))
    return any(span in fillers for span in groups[0]) and any((place > 0) == preceded for place in places)


def _at(groups: Sequence[list[Span]], place: int) -> Sequence[list[Span]]:
    """Return the groups that may fill the slot at a place: the first, or a later one for a later slot."""
    return groups[:1] if place == 0 else groups[1 : place + 1]


def _heads(text: str, region: Region, wanted: Sequence[Span], named: Sequence[Span]) -> bool:
    """Return whether some of what is wanted comes first in a region, or last before the words."""
    groups = _groups(text, _inside(region, named))
    if not groups:
        return False
    return any(span in wanted for span in (groups[-1] if region.before else groups[0]))


def _inside(region: Region, spans: Sequence[Span]) -> list[Span]:
    return sorted({span for span in spans if region.start <= span[0] and span[1] <= region.end})


def _groups(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """Put names together that are coordinated: *Egypt and Syria*; longer names go before their parts."""
    groups: list[list[Span]] = []
    end = -1
    for span in spans:
        if groups and (span[0] < end or _COORDINATES.fullmatch(text[end : span[0]])):
            groups[-1].append(span)
        else:
            groups.append([span])
        end = max(end, span[1])
    return groups
