"""What queries share: headings of columns by variable, recurring parameters, titles of themes.

They stand in ``queries/headings.yaml``, each in English and in Arabic::

    columns:
      visit: {en: Visit, ar: الزيارة}
    params:
      state: {type: iri, of: dg:State, description: A state., description_ar: دولة.}
    themes:
      visits: {en: Visits, ar: الزيارات}

What the file of a project does not name is taken from the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from diplograph.base.errors import QueryError
from diplograph.base.files import read_text
from diplograph.base.finding import is_present
from diplograph.base.messages import message
from diplograph.base.yaml import read_yaml
from diplograph.sources.project import shipped_root

FILE: Final = "headings.yaml"
"""The name of the file, in the folder of queries."""

_SECTIONS: Final = {"columns", "params", "themes"}

Section = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Headings:
    """What queries share.

    Attributes:
        columns: The heading of a column, by variable and language.
        params: What a parameter is, by its name, as an entry of ``params`` says it.
        themes: The title of a folder of queries, by its name and language.
    """

    columns: Section
    params: Section
    themes: Section


def load_headings(folder: Path) -> Headings:
    """Read what the queries of a folder share; what its file does not name is as shipped.

    Raises:
        QueryError: A file is not YAML, or not of the form above.
        SourceError: A file cannot be read.
    """
    shipped = shipped_headings()
    path = folder / FILE
    if not is_present(path):
        return shipped
    own = _read(path)
    return Headings(
        {**shipped.columns, **own.columns},
        {**shipped.params, **own.params},
        {**shipped.themes, **own.themes},
    )


@cache
def shipped_headings() -> Headings:
    """Read what the shipped queries share."""
    return next((_read(folder / FILE) for folder in shipped_folders()), Headings({}, {}, {}))


def shipped_folders() -> list[Path]:
    """Return the folder of the shipped queries, if they are installed."""
    root = shipped_root()
    return [] if root is None else [root / "queries"]


def _read(path: Path) -> Headings:
    try:
        found = read_yaml(read_text(path)) or {}
    except ValueError as error:
        raise QueryError(message("error.not-yaml", reason=error), path=path) from error
    if not isinstance(found, dict) or not found.keys() <= _SECTIONS:
        raise QueryError(message("error.headings-sections", known=", ".join(sorted(_SECTIONS))), path=path)
    sections = {name: found.get(name) or {} for name in _SECTIONS}
    for name, section in sections.items():
        if not isinstance(section, dict) or not all(isinstance(entry, dict) for entry in section.values()):
            raise QueryError(message("error.headings-words", name=name), path=path)
    return Headings(**sections)
