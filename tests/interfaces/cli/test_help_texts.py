"""Help and wrong arguments are in the reader's language, those texts among them that argparse writes itself."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from diplograph.base.messages import texts
from diplograph.interfaces.cli.help_texts import translated
from diplograph.interfaces.cli.main import main, make_parser
from diplograph.interfaces.cli.options import _RESPONSE_TIMEOUT, Parser, language_of

ARABIC = re.compile("[\u0621-\u064a]")
ENGLISH = re.compile(
    r"\b(usage:|options:|positional|show this|by default|argument|required|expected|invalid|choose|must|see)\b"
)


def parsers(parser: argparse.ArgumentParser) -> Iterator[Parser]:
    assert isinstance(parser, Parser)
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from parsers(command)


def keys(parser: Parser) -> Iterator[str]:
    yield from filter(None, (parser.description, parser.epilog))
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (str(choice.help) for choice in action._choices_actions)
        else:
            yield str(action.help)


ALL = list(parsers(make_parser()))


def test_every_text_of_every_parser_is_in_the_catalogue_and_no_other_is() -> None:
    asked = {key for parser in ALL for key in keys(parser)} - {"show this help message and exit"}
    assert asked == {f"help.{name}" for name in texts("help", "en")}


def test_no_help_is_in_english_for_an_arabic_reader() -> None:
    assert len(ALL) > 20
    for parser in ALL:
        parser.formatter_class = type(parser)(language="ar").formatter_class
        text = parser.format_help()
        assert not ENGLISH.search(text), text
        assert text.startswith(f"الاستعمال:\n{parser.prog} [-h]")
        for action in parser._actions:
            assert action.help is None or ARABIC.search(translated(action.help, "ar"))


def test_the_help_names_the_time_that_a_response_may_take() -> None:
    for language in ("en", "ar"):
        assert f" {_RESPONSE_TIMEOUT:g})" in translated("help.common-timeout-endpoint", language)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("", "COMMAND"),
        ("quer", "'quer'"),
        ("query", "NAME|FILE|-"),
        ("query visits --odd", "--odd"),
        ("query visits --set", "--set"),
        ("query visits --timeout 0", "'0'"),
        ("query visits --page 1.5", "'1.5'"),
        ("query visits --evidence=1", "'1'"),
        ("query visits --set a=\udce9", "UTF-8"),
        ("draw map -o a.svg --between egypt", "2"),
        ("validate --e pyshacl", "--engine"),
        ("evidence", "WHAT"),
        ("evidence locat", "'locat'"),
        ("build usage", "usage"),
    ],
)
def test_a_wrong_argument_is_reported_in_arabic(
    arguments: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "ar", *arguments.split()])
    assert ended.value.code == 2
    line = capsys.readouterr().err
    assert words in line
    assert "انظر 'diplograph" in line
    assert ARABIC.search(line.partition(": ")[2].partition("انظر")[0])
    assert not ENGLISH.search(re.sub("'[^']*'", "", line)), line


def test_argparse_writes_in_english_what_it_always_has(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--lang", "xx", "queries"], ["queries", "--lang=en", "--odd"]):
        with pytest.raises(SystemExit):
            main(arguments)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("diplograph: argument --lang: invalid choice: 'xx' (choose from ")
    assert second == "diplograph: unrecognized arguments: --odd (see 'diplograph --help')"


def test_the_language_is_known_before_the_arguments_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    assert language_of(["search", "--lang", "ar", "x"]) == "ar"
    assert language_of(["search", "--lang=ar"]) == "ar"
    assert language_of(["search", "--lang"]) == language_of(["search", "--lang", "xx"]) == "en"
    assert language_of(["search", "--", "--lang", "ar"]) == "en"
    monkeypatch.setenv("LC_ALL", "ar_EG.UTF-8")
    assert language_of(["search"]) == "ar"
    assert language_of(["search", "--lang", "en"]) == "en"
