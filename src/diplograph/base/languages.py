"""Languages, by their tags (BCP 47): those of the labels of a project, and the one that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from diplograph.base.errors import DiplographError
from diplograph.base.messages import message

_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def is_tag(text: str) -> bool:
    """Return whether a text has the form of a language tag; whether it is a registered one is not checked.

    Example:
        >>> is_tag("pt-BR"), is_tag("Portuguese (Brazil)")
        (True, False)
    """
    return _TAG.fullmatch(text) is not None


def label_language(reader: str, languages: Sequence[str]) -> str:
    """Return the language that a reader sees the labels of a project in: their own, or else its first.

    Args:
        reader: The language of the reader.
        languages: The languages of the project, the most important first.

    Example:
        >>> label_language("ar", ["en", "ar"]), label_language("ar", ["fr", "de"])
        ('ar', 'fr')
        >>> label_language("en", ["fr", "en-GB"])
        'en-GB'
    """
    same = [tag for tag in languages if tag.lower() == reader]
    kin = [tag for tag in languages if tag.lower().partition("-")[0] == reader]
    return next(iter((*same, *kin, *languages)), reader)


def in_first(texts: Mapping[str, str], languages: Iterable[str]) -> str:
    """Return the text in the first of some languages that it is there in, or in any; empty without one.

    Args:
        texts: The texts by tag, in lower case as the parser of RDF gives it.
        languages: Tags, in any case.

    Example:
        >>> in_first({"en": "visit", "pt-br": "visita"}, ["ar", "pt-BR"])
        'visita'
    """
    tags = (*(tag.lower() for tag in languages), *texts)
    return next((texts[tag] for tag in tags if texts.get(tag)), "")


def by_language(given: Iterable[str], languages: Sequence[str], reader: str) -> dict[str, str]:
    """Read texts by language, each as `tagged` reads it.

    Raises:
        DiplographError: Two are in one language.

    Example:
        >>> by_language(["visit", "ar=زيارة"], ["en", "ar"], "en")
        {'en': 'visit', 'ar': 'زيارة'}
    """
    found: dict[str, str] = {}
    for one in given:
        tag, text = tagged(one, languages, reader)
        if tag in found:
            raise DiplographError(message("error.text-twice", tag=tag))
        found[tag] = text
    return found


def tagged(text: str, languages: Sequence[str], reader: str) -> tuple[str, str]:
    """Read ``TAG=TEXT`` as a language and a text; another text is in the one that a reader sees labels in.

    Example:
        >>> tagged("ar=زيارة", ["en", "ar"], "en"), tagged("2+2=4", ["en", "ar"], "en")
        (('ar', 'زيارة'), ('en', '2+2=4'))
    """
    tag, sign, rest = text.partition("=")
    return (tag, rest) if sign and tag in languages else (label_language(reader, languages), text)
