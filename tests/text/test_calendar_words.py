"""Month names, against the Unicode CLDR."""

from __future__ import annotations

import pytest
from babel import Locale

from diplograph.text.dates import find_dates

ARABIC = [
    "ar",
    "ar_EG",
    "ar_SA",
    "ar_AE",
    "ar_SY",
    "ar_LB",
    "ar_JO",
    "ar_PS",
    "ar_IQ",
    "ar_MA",
    "ar_DZ",
    "ar_TN",
    "ar_MR",
]


@pytest.mark.parametrize("form", ["format", "stand-alone"])
@pytest.mark.parametrize("locale", [*ARABIC, "en", "en_GB"])
def test_every_wide_month_name_of_the_cldr_is_known(locale: str, form: str) -> None:
    months = Locale.parse(locale).months[form]["wide"]
    for number, name in months.items():
        found = [mention.edtf for mention in find_dates(f"{name} 1992", locale[:2])]
        assert found == [f"1992-{number:02}"], name


@pytest.mark.parametrize("form", ["format", "stand-alone"])
def test_every_abbreviated_english_month_name_of_the_cldr_is_known(form: str) -> None:
    for number, name in Locale.parse("en_GB").months[form]["abbreviated"].items():
        for text in (f"5 {name} 1992", f"5 {name}. 1992"):
            assert [mention.edtf for mention in find_dates(text, "en")] == [f"1992-{number:02}-05"], text
