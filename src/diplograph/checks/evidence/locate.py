"""`evidence locate`: where words occur in a document, or what is nearest to them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from diplograph.sources.passages import passage_iri
from diplograph.text.arabic import fold

# Each stands for one character, so that places stay what they are.
_SAME: Final = str.maketrans(
    {**dict.fromkeys("“”„‟«»〝〞＂", '"'), **dict.fromkeys("‚‛‹›＇", "'"), **dict.fromkeys("\t\n\r", " ")}
)
_LEAST: Final = 50.0  # of 100: below that, what is nearest is no help


@dataclass(frozen=True, slots=True)
class Near:
    """The passage of a document that is most like some words.

    Attributes:
        passage: Its IRI.
        words: Its words.
    """

    passage: str
    words: str


def locate(document: str, text: str, words: str) -> list[str]:
    """Return the IRI of each passage at which some words stand in a document.

    Words that do not occur exactly are found in another spelling: kinds of apostrophes, quotes, dashes and
    spaces, line ends, case, tatweel, vowel signs and forms of alif do not matter then. The passage is always
    that of the document's own words.

    Args:
        document: The IRI of the document.
        text: Its text.
        words: The words; they are put into NFC, as the text is.

    Example:
        >>> locate("https://a.example/document/d", "He came, and he went.", "he")
        ['https://a.example/document/d#char=13,15']
        >>> locate("https://a.example/document/d", "The envoy’s visit", "envoy's")
        ['https://a.example/document/d#char=4,11']
    """
    words = unicodedata.normalize("NFC", words)
    if not words.strip():
        return []
    spans = [match.span() for match in re.finditer(f"(?={re.escape(words)})", text)]
    if spans:
        return [passage_iri(document, start, start + len(words)) for start, _ in spans]
    folded = fold(text.translate(_SAME))
    wanted = fold(words.translate(_SAME)).text.split()
    pattern = re.compile(" +".join(map(re.escape, wanted)))
    found = pattern.finditer(folded.text) if wanted else ()
    return [passage_iri(document, *folded.span(*match.span())) for match in found]


def nearest(document: str, text: str, words: str) -> Near | None:
    """Return the passage, of whole words, that is most like some words; None if nothing is like them.

    Example:
        >>> nearest("https://a.example/document/d", "The envoy came in May.", "envoy comes")
        Near(passage='https://a.example/document/d#char=4,14', words='envoy came')
    """
    from rapidfuzz import fuzz

    folded = fold(text.translate(_SAME))
    wanted = fold(unicodedata.normalize("NFC", words).translate(_SAME)).text.strip()
    if not wanted or not folded.text.strip():
        return None
    place = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=_LEAST)
    if place is None or place.dest_start == place.dest_end:
        return None
    start, end = folded.span(place.dest_start, place.dest_end)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    return Near(passage_iri(document, start, end), text[start:end]) if start < end else None
