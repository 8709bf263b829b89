"""Function words: closed lists, without words that can change a statement."""

from __future__ import annotations

import pytest

from diplograph.text.arabic import fold
from diplograph.text.function_words import is_function_word


@pytest.mark.parametrize(
    ("words", "language"),
    [("The OF who s", "en"), ("من وإلى فالذي كانت بها ولها حيث", "ar")],
)
def test_function_words(words: str, language: str) -> None:
    assert all(is_function_word(word, language) for word in fold(words).text.split())


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("not no never may might will before after about until since only all", "en"),
        ("لا لم لن ما ليس قبل بعد نحو حوالي سوف غير فقط كل زار وفد", "ar"),
        ("the", "fr"),
    ],
)
def test_words_that_can_change_a_statement_are_content(words: str, language: str) -> None:
    assert not any(is_function_word(word, language) for word in fold(words).text.split())
