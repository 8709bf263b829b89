"""Where the sentences of a text start and end.

A sentence ends at a full stop, an exclamation or a question mark, with the quotes and brackets that close
there; at an empty line; at the end of a heading, also of one in bold with a colon that the text runs on
from; and where the next line starts an item of a list. Full
stops of abbreviations, initials, decimals and numbered items end none; nor does a semicolon. A text without
stops, such as a list of names, is cut every few thousand characters: what is read of a sentence is compared
with the rest of it, which has to stay short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_STOP = re.compile(
    r"(?P<marks>[.!?؟…]+)[\"'»”’)\]}*_]*|\n"
    r"|(?:^|(?<=\n))[^\S\n]*+(?P<run_in>(?P<bold>\*\*|__)[^*_\n]{1,100}(?::(?P=bold)|(?P=bold):))"
)
_EMPTY_LINE = re.compile(r"[^\S\n]*+(?:\n|\Z)")
_LIST_ITEM = re.compile(r"[^\S\n]*+(?:#{1,6}\s|[-*•]\s|[0-9٠-٩]{1,3}[.)]\s|[|>])")
_NUMBER_OF_ITEM = re.compile(r"(?:\A|\n|[.:!?؟]\s)[^\S\n]*[(]?[0-9٠-٩]{1,2}\Z")
_LAST_WORD = re.compile(r"(?:[^\W_]+[.])*[^\W_]+\Z")
_OPENING = "\"'«“‘([{*_"
_SIGNS = re.compile("[\u0640\u064b-\u0652\u200e\u200f]")
_REACH = 24  # characters looked at before a full stop
_WORDS_OF_HEADING = 8
_LONGEST = 5_000  # code points of a sentence
_SEPARATORS = (";؛\n", ",،", " \t\u00a0")  # where a longer one is cut, the best first
_SPACE = re.compile(r"\s")

_LETTER = re.compile(r"[وفبل]?[ء-غف-ي]")
_YEAR_MARK = re.compile(r"[0-9٠-٩]\s*(?:م|ه)\Z")  # «1991 م.» may end a sentence
_TITLES = "mr mrs ms dr prof gen col lt maj capt sgt gov sen rep rev hon pres amb min st mt sr jr"
_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_ABBREVIATIONS = frozenset(
    f"{_TITLES} {_MONTHS} vs cf fig art arts para paras pp p vol ed eds approx est dept ca e.g i.e".split()
)
_BEFORE_NUMBERS = frozenset(("no", "nos"))
_SUBJECTS = "The This That These Those It Its He She They We His Her Their Both"
_LINKS = "In On At But And After Before During By For From As When While However Since"
_STARTERS = frozenset(f"{_SUBJECTS} {_LINKS}".split())


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Args:
        text: The text, plain or in Markdown, in Unicode NFC.
        language: ``ar`` or ``en``.

    Returns:
        First code point and the one after the last of each sentence, in order. Together they hold all of
        the text but white space.

    Example:
        >>> text = "وصل د.سامي في 8.1 . ثم غادر!"
        >>> [text[start:end] for start, end in split_sentences(text, "ar")]
        ['وصل د.سامي في 8.1 .', 'ثم غادر!']
    """
    sentences: list[tuple[int, int]] = []
    start = 0
    for cut in _bounded(text, (*_cuts(text, language), len(text))):
        piece = text[start:cut]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if first < last:
            if sentences and not any(map(str.isalnum, piece)):
                first = sentences.pop()[0]  # signs alone go to the sentence before
            sentences.append((first, last))
        start = cut
    return sentences


def _bounded(text: str, cuts: Iterable[int]) -> Iterator[int]:
    """Yield the ends of sentences, and cut those that are too long at a separator or a space."""
    start = 0
    for cut in cuts:
        while cut - start > _LONGEST:
            window = text[start + _LONGEST // 2 : start + _LONGEST]
            place = next((at for signs in _SEPARATORS if (at := _last(window, signs)) >= 0), -1)
            if place < 0:
                space = _SPACE.search(text, start + _LONGEST, cut)
                if space is None:
                    break
                start = space.end()
            else:
                start += _LONGEST // 2 + place + 1
            yield start
        yield cut
        start = cut


def _last(text: str, signs: str) -> int:
    return max(text.rfind(sign) for sign in signs)


def _cuts(text: str, language: str) -> Iterator[int]:
    """Yield the places after the ends of sentences."""
    line = 0  # where the line starts
    opens = True  # whether it opens a paragraph
    for match in _STOP.finditer(text):
        if match["marks"]:
            if _ends(text, match, language):
                yield match.end()
            continue
        if match["run_in"]:
            yield match.end()
            continue
        here = match.end()
        empty_next = _EMPTY_LINE.match(text, here) is not None
        goes_on = text[here : here + 1].islower()
        heading = _is_heading(text[line : match.start()].strip(), opens=opens and not goes_on)
        if empty_next or heading or _LIST_ITEM.match(text, here):
            yield here
        line, opens = here, not text[line:here].strip()


def _is_heading(line: str, *, opens: bool) -> bool:
    """Return whether a line is a heading: marked as one, or short, without a stop, opening a paragraph."""
    if line.startswith("#") or line.endswith(":") or (line.startswith("**") and line.endswith("**")):
        return bool(line)
    if not line.strip("=-_*"):
        return True  # a line below a heading, or between parts
    stops = line.endswith(tuple(".!?؟…،,؛;"))
    return opens and bool(line) and not stops and len(line) < 100 and len(line.split()) <= _WORDS_OF_HEADING


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    """Return whether a stop ends its sentence."""
    marks, end = match["marks"], match.end()
    following = text[end : end + _REACH]
    if not following.strip() and end + _REACH >= len(text):
        return True
    before = _SIGNS.sub("", text[max(0, match.start() - _REACH) : match.start()])
    if not following[0].isspace():
        return language == "ar" and _lacks_space(before, marks, following[0])
    word = following.lstrip().lstrip(_OPENING)
    lower = language == "en" and word[:1].islower()
    if ".." in marks or "…" in marks:
        return "\n" in following[:2] or (language == "en" and word[:1].isupper())
    if marks != ".":
        return not lower
    return not lower and not _is_abbreviation(before, word)


def _lacks_space(before: str, marks: str, following: str) -> bool:
    """Return whether a stop between two Arabic words ends a sentence: «انتهى.ثم بدأ», not «د.سامي»."""
    if not "ء" <= following <= "ي" or not before[-1:].isalnum():
        return False
    word = _LAST_WORD.search(before)
    return marks != "." or (word is not None and len(word[0].rpartition(".")[2]) > 2)


def _is_abbreviation(before: str, following: str) -> bool:
    """Return whether the full stop after some words belongs to an abbreviation, an initial or a list."""
    if _NUMBER_OF_ITEM.search(before):
        return True
    match = _LAST_WORD.search(before)
    if match is None or _YEAR_MARK.search(before):
        return False
    word = match[0].lower()
    if word in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    last = word.rpartition(".")[2]
    if word in _ABBREVIATIONS or last in _ABBREVIATIONS or _LETTER.fullmatch(last):
        return True
    next_word = re.match(r"\w*", following)
    return len(last) == 1 and last.isalpha() and (next_word is None or next_word[0] not in _STARTERS)
