"""The form that a counted noun takes beside a number, by the plural rules of Unicode CLDR.

See https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html.
"""

from __future__ import annotations

from collections.abc import Mapping


def plural_category(number: float, language: str) -> str:
    """Return the plural category of a number in a language of the interface.

    Example:
        >>> [plural_category(number, "ar") for number in (0, 1, 2, 3, 11, 100, 103, 1.5)]
        ['zero', 'one', 'two', 'few', 'many', 'other', 'few', 'other']
        >>> [plural_category(number, "en") for number in (0, 1, 2)]
        ['other', 'one', 'other']
    """
    if language == "ar" and number == int(number):
        last = int(number) % 100
        named = {0: "zero", 1: "one", 2: "two"}.get(int(number))
        return named or ("few" if 3 <= last <= 10 else "many" if last >= 11 else "other")
    return "one" if number == 1 else "other"


def form_for(number: float, forms: Mapping[str, str], language: str) -> str:
    """Return the one of some forms that fits a number.

    Args:
        number: What is counted.
        forms: Forms by plural category; ``zero`` may be given in any language, and ``other`` is always given.
        language: The language of the forms.

    Example:
        >>> form_for(0, {"zero": "no rows", "one": "1 row", "other": "{number} rows"}, "en")
        'no rows'
    """
    category = "zero" if number == 0 else plural_category(number, language)
    return forms.get(category, forms["other"])
