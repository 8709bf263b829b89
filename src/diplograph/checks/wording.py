"""The sentences of findings, in every language of the interface."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from diplograph.base.messages import LANGUAGES, Message, say

_LISTED: Final = 8  # values in a sentence; a longer list is cut
_COMMA: Final = {"ar": "، "}


def in_languages(key: str, **values: object) -> dict[str, str]:
    """Return a text of the catalogue in each language, with its values filled in.

    Args:
        key: The key of the text.
        values: Its values; a collection is listed in the order of its texts, and a mapping has one value
            for each language.

    Example:
        >>> in_languages("gate.no-date", value="1996", stated={"1997", "1995"})["en"]
        'no date 1996; stated: 1995, 1997'
    """
    return {
        language: say(key, language, **{name: _shown(value, language) for name, value in values.items()})
        for language in LANGUAGES
    }


def _shown(value: object, language: str) -> str:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, Mapping):
        return _shown(value[language], language)
    if isinstance(value, str) or not isinstance(value, Collection):
        return str(value)
    comma = _COMMA.get(language, ", ")
    shown = sorted(map(str, value))
    cut = comma + "…" if len(shown) > _LISTED else ""
    return comma.join(shown[:_LISTED]) + cut if shown else say("gate.none", language)
