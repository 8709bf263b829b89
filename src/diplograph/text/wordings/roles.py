"""Do the words of a sentence show that something fills a role: that it was the visitor and not the host?"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """
    if name in trigger.pronouns:
        return Role.OPEN
    own = [region for region in trigger.regions if any(name in slot for slot in region.slots)]
    if not own:
        if any(_holds(region, fillers, text, fillers, rivals) for region in trigger.regions):
            return Role.OPEN  # it stands where another role has its place
        near = any(sentence.clause(start) == trigger.clause for start, _ in fillers)
        return Role.SHOWN if near else Role.OPEN
    for region in own:
        if _fills(text, region, name, fillers, rivals, others):
            return Role.SHOWN
    taken = any(_heads(text, region, rivals, (*fillers, *rivals)) for region in own)
    elsewhere = [region for region in trigger.regions if region not in own]
    if taken and any(_heads(text, region, fillers, (*fillers, *rivals)) for region in elsewhere):
        return Role.EXCHANGED
    return Role.OPEN


def _holds(
    region: Region, wanted: Sequence[Span], text: str, fillers: Sequence[Span], rivals: Sequence[Span]
) -> bool:
    return not region.before and _heads(text, region, wanted, (*fillers, *rivals))


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
    places = [number for number, slot in enumerate(region.slots) if name in slot]
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
