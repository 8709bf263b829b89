"""The reference of the command line, made from the parsers: `docs/cli.md`.

    python -m diplograph.interfaces.cli.reference > docs/cli.md

It is written from the arguments themselves, not from the help of argparse, which depends on the terminal and
on the version of Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator

from diplograph.interfaces.cli.help_texts import sentence, translated
from diplograph.interfaces.cli.main import make_parser
from diplograph.interfaces.cli.options import common_options

_HEAD = """\
# The command line

<!-- Made from the parsers: python -m diplograph.interfaces.cli.reference > docs/cli.md -->

{description}

Results go to standard output, messages and errors to standard error. {epilog}

- Output is UTF-8, whatever the environment says. In what people read, control characters of the data are
  visible as escapes such as `\\x1b`; formats for programs have values as they are.
- If standard output cannot be written, the command reports that and exits with 2. If its reader stops early,
  as `head` does, the command ends without a message.
- An unforeseen error is one line too. `DIPLOGRAPH_DEBUG=1` in the environment shows where it arose; please
  send that with your report.

## Options of every command

They stand before or after the name of the command.
"""


def reference() -> str:
    """Return the reference of every command and option, as Markdown."""
    parser = make_parser()
    lines = [_HEAD.format(description=_text(parser.description), epilog=_text(parser.epilog))]
    lines += [*_arguments(parser), ""]
    for name, command in _commands(parser):
        lines += _section(name, command, "##")
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(name: str, parser: argparse.ArgumentParser, heading: str) -> Iterator[str]:
    """Describe a command, and its subcommands below it."""
    yield from (f"{heading} `{name}`", "", sentence(_text(parser.description)), "")
    shared = {"--help", *(option for action in common_options()._actions for option in action.option_strings)}
    yield from ("```", " ".join([parser.prog, *_usage(parser, shared)]), "```", "")
    if arguments := list(_arguments(parser, shared)):
        yield from (*arguments, "")
    for subcommand, its_parser in _commands(parser):
        yield from _section(f"{name} {subcommand}", its_parser, f"{heading}#")


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def _usage(parser: argparse.ArgumentParser, shared: set[str]) -> Iterator[str]:
    """Write what follows the name of the command: what is required, and that there are options."""
    own = [action for action in parser._actions if shared.isdisjoint(action.option_strings)]
    for action in own:
        if action.option_strings and action.required:
            yield f"{action.option_strings[-1]} {_value(action)}"
    if any(action.option_strings and not action.required for action in own):
        yield "[OPTION …]"
    for action in own:
        if not action.option_strings:
            yield {"?": f"[{_value(action)}]", "*": f"[{_value(action)} …]"}.get(
                str(action.nargs), _value(action)
            )


def _arguments(parser: argparse.ArgumentParser, shared: Collection[str] = ()) -> Iterator[str]:
    """Write an item for each argument and option but the shared ones."""
    for action in parser._actions:
        described = not set(shared).isdisjoint(action.option_strings)
        if described or isinstance(action, argparse._SubParsersAction):
            continue
        value = _value(action)
        names = [f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings]
        help = _text(action.help) % {**vars(action), "prog": parser.prog}
        required = " (required)" if action.option_strings and action.required else ""
        yield f"- {', '.join(names) or f'`{value}`'}{required}: {help}"


def _text(key: str | None) -> str:
    return translated(key or "", "en")


def _value(action: argparse.Action) -> str:
    """Write the value of an argument: the choices, or a word for it; nothing for a switch."""
    if action.nargs == 0:
        return ""
    word = "|".join(action.choices) if action.choices else str(action.metavar or action.dest.upper())
    return " ".join([word] * action.nargs) if isinstance(action.nargs, int) else word


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(reference())
