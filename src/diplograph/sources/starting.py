"""A project of the reader's own: a new one, or a copy of the example."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from diplograph.base.characters import encodable
from diplograph.base.errors import ProjectError
from diplograph.base.files import new_folder
from diplograph.base.languages import is_tag
from diplograph.base.messages import LANGUAGES, message, say
from diplograph.base.names import BASE
from diplograph.sources.project import SETTINGS, Project, load, shipped_root

EXAMPLE: Final = "examples/year-books"
"""The example, below the root of the shipped project."""

_FOLDERS: Final = ("data/documents", "documents", "wordings")
_BUILT: Final = "build"
_IGNORED: Final = ".gitignore"


def start_project(folder: Path, languages: Sequence[str]) -> Project:
    """Make a project without facts, whose ontology and questions are those that ship with diplograph.

    Its README and the comments of its settings are in the first of its languages that is one of the
    interface.

    Args:
        folder: A folder that is missing or empty.
        languages: The languages of its labels as BCP 47 tags, the most important first.

    Raises:
        ProjectError: A language is no tag, or there twice.
        OutputError: The folder is not empty, or cannot be written; then nothing is.
    """
    _check(languages)
    reader = _interface_language(languages)
    texts = {
        SETTINGS: _settings(languages, reader),
        "README.md": _readme(_name(folder), reader),
        _IGNORED: f"/{_BUILT}/\n/documents/\n",
    }
    with new_folder(folder) as new:
        for name in _FOLDERS:
            (new / name).mkdir(parents=True)
        for name, text in texts.items():
            (new / name).write_text(text, encoding="utf-8")
    return load(folder)


def copy_example(folder: Path) -> Project:
    """Make a copy of the example that ships with diplograph, without what was built of it.

    Raises:
        ProjectError: No example is installed.
        OutputError: As for `start_project`.
    """
    root = shipped_root()
    if root is None or not (root / EXAMPLE / SETTINGS).is_file():
        raise ProjectError(message("error.no-example"))
    ignored = shutil.ignore_patterns(_BUILT)
    with new_folder(folder) as new:
        shutil.copytree(
            root / EXAMPLE, new, ignore=ignored, copy_function=shutil.copyfile, dirs_exist_ok=True
        )
        (new / _IGNORED).write_text(f"/{_BUILT}/\n", encoding="utf-8")
    return load(folder)


def _settings(languages: Sequence[str], reader: str) -> str:
    lines = [
        f"# {say('init.settings-about', reader)}",
        "",
        f"# {say('init.settings-base', reader)}",
        f"base = {json.dumps(BASE)}",
        f"# {say('init.settings-languages', reader)}",
        f"languages = {json.dumps(list(languages))}",
    ]
    return "\n".join(lines) + "\n"


def _readme(name: str, reader: str) -> str:
    steps = [say(f"init.readme-{step}", reader) for step in ("add", "facts", "check", "ask")]
    numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join([f"# {name}", "", say("init.readme-about", reader), "", *numbered]) + "\n"


def _check(languages: Sequence[str]) -> None:
    for at, tag in enumerate(languages):
        if not is_tag(tag):
            raise ProjectError(message("error.no-language-tag", tag=tag))
        if tag.lower() in (other.lower() for other in languages[:at]):
            raise ProjectError(message("error.tag-twice", tag=tag))


def _interface_language(languages: Sequence[str]) -> str:
    known = (tag.lower().partition("-")[0] for tag in languages)
    return next((language for language in known if language in LANGUAGES), LANGUAGES[0])


def _name(folder: Path) -> str:
    """Return what the folder is called, in one line."""
    return " ".join(encodable(folder.resolve().name).split())
