"""Words that qualify a figure: about, nearly, more than, less than, at least, at most."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from diplograph.text.arabic import fold
from diplograph.text.tokens import Token, attached

# Words joined by + stand in that order; a word of several spellings has them between bars.
_ARABIC = {
    "approximately": "حوالي نحو تقريبا بالتقريب التقريب تقريبيا قرابة زهاء حدود",
    "nearly": "يقترب|تقترب|اقترب|اقتربت+من يقرب|تقرب+من يقارب تقارب قارب قاربت يناهز تناهز ناهز ناهزت",
    "moreThan": "أكثر|أزيد|أكبر|أعلى+من يزيد|تزيد|زاد|زادت+على|عن يفوق تفوق فاق فاقت "
    "يتجاوز تتجاوز تجاوز تجاوزت متجاوزا متجاوزة يتخطى تتخطى تخطى تخطت فوق",
    "lessThan": "أقل|أدنى|أصغر+من يقل|تقل|قل|قلت+عن دون تحت",
    "atLeast": "على+الأقل بحد+أدنى",
    "atMost": "على+الأكثر بحد+أقصى",
}
_ENGLISH = {
    "approximately": "about around some approximately approx roughly circa or+so",
    "nearly": "nearly almost close+to approaching nearing",
    "moreThan": "more|greater|larger|higher+than over above exceeding exceeds exceeded in+excess+of "
    "upwards+of surpassing surpassed topping topped",
    "lessThan": "less|fewer|lower|smaller+than under below",
    "atLeast": "at+least a+minimum+of",
    "atMost": "at+most a+maximum+of up+to",
}
_NEGATED = {"moreThan": "atMost", "lessThan": "atLeast"}
_LONGEST = 3
_REACH = 3  # words between a figure and an adverb that qualifies it


def _phrases(table: dict[str, str], *, arabic: bool) -> dict[tuple[str, ...], str]:
    """Make a table from the words of a phrase to its hedge."""
    phrases = {}
    for hedge, patterns in table.items():
        for pattern in fold(patterns).text.split():
            for words in product(*(spellings.split("|") for spellings in pattern.split("+"))):
                heads = [form for form, _ in attached(words[0])] if arabic else [words[0]]
                for head in heads:
                    phrases[head, *words[1:]] = hedge
    return phrases


_PHRASES = {"ar": _phrases(_ARABIC, arabic=True), "en": _phrases(_ENGLISH, arabic=False)}
_LAST_WORDS = {language: frozenset(words[-1] for words in table) for language, table in _PHRASES.items()}
_ADVERBS = frozenset(
    fold(
        "تقريبا بالتقريب التقريب تقريبيا approximately approx roughly circa الأقل الأكثر least most"
    ).text.split()
)
_AFTER = frozenset({*_ADVERBS, "so"})  # «or so», «at least» and «على الأقل» end with what is looked for
_NEGATIONS = frozenset(fold("لا لم لن ولا ولم ولن فلا فلم ألا no not never").text.split())
_CONJUNCTIONS = frozenset(("و", "ف", "and", "or"))
_SKIPPED = frozenset(
    fold("$ € £ ¥ ₸ us ب ل ما بما لما وما فيما مبلغ مقدار قيمة من إلى a an the to").text.split()
)


def find_hedges(
    tokens: Sequence[Token], figures: Sequence[tuple[int, int]], language: str
) -> list[dict[str, tuple[int, int]]]:
    """Find what qualifies each figure, in the words before and after it.

    A hedge goes to the figure that follows it, if it leads up to one, or else to the one before.

    Args:
        tokens: The text.
        figures: First token and token after the last of each figure, in order.
        language: ``ar`` or ``en``.

    Returns:
        For each figure its hedges, of ``approximately``, ``nearly``, ``moreThan``, ``lessThan``,
        ``atLeast``, ``atMost``, each with the first token of its words and the one after the last.
    """
    taken: set[int] = set()
    before = []
    floor = 0
    for start, end in figures:
        before.append(_before(tokens, floor, start, language, taken))
        floor = end
    limits = [*(start for start, _ in figures), len(tokens)][1:]
    return [
        hedges | _after(tokens, end, limit, language, taken)
        for hedges, (_, end), limit in zip(before, figures, limits, strict=False)
    ]


def _before(
    tokens: Sequence[Token], floor: int, place: int, language: str, taken: set[int]
) -> dict[str, tuple[int, int]]:
    """Collect the chain of hedges that ends at a figure, and mark its tokens as taken."""
    hedges: dict[str, tuple[int, int]] = {}
    while match := _nearest(tokens, floor, place, language):
        hedge, place, end = match
        taken.update(range(place, end))
        start = place
        if place > floor and tokens[place - 1].text in _NEGATIONS:
            hedge, start = _NEGATED.get(hedge, ""), place - 1
        if hedge:
            hedges[hedge] = start, end
    return hedges


def _nearest(tokens: Sequence[Token], floor: int, place: int, language: str) -> tuple[str, int, int] | None:
    """Find the hedge that leads up to a place: next to it, or an adverb a few words before."""
    skipping = True
    for end in range(place, max(floor, place - _REACH - 1), -1):
        last = tokens[end - 1]
        if skipping or last.text in _ADVERBS:
            match = _ending_at(tokens, floor, end, language)
            if match:
                return *match, end
        skipping = skipping and last.text in _SKIPPED
        if last.text in _CONJUNCTIONS or not (last.is_word or last.text in _SKIPPED):
            return None
    return None


def _ending_at(tokens: Sequence[Token], floor: int, end: int, language: str) -> tuple[str, int] | None:
    """Find the longest hedge whose last word stands before a place."""
    if tokens[end - 1].text not in _LAST_WORDS[language]:
        return None
    for start in range(max(floor, end - _LONGEST), end):
        hedge = _PHRASES[language].get(tuple(token.text for token in tokens[start:end]))
        if hedge:
            return hedge, start
    return None


def _after(
    tokens: Sequence[Token], place: int, limit: int, language: str, taken: set[int]
) -> dict[str, tuple[int, int]]:
    """Find an adverb in the few words after a figure."""
    for here in range(place, min(limit, place + _REACH + _LONGEST)):
        token = tokens[here]
        if here in taken or not token.is_word:
            break
        if token.text in _AFTER:
            match = _ending_at(tokens, place, here + 1, language)
            return {match[0]: (match[1], here + 1)} if match else {}
    return {}
