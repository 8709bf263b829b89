"""A graph project: the folder with a ``diplograph.toml`` that holds one graph.

The repository of diplograph is such a project. An installed diplograph has a copy of it, the shipped project,
which is read where no project is found around the working directory, and never written.
"""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from diplograph.base.errors import ProjectError, reason_of_system
from diplograph.base.files import BYTE_ORDER_MARK
from diplograph.base.finding import is_folder, is_present
from diplograph.base.languages import is_tag
from diplograph.base.messages import LANGUAGES, message
from diplograph.base.names import BASE

SETTINGS: Final = "diplograph.toml"
_FOLDERS: Final = ("ontology", "data", "queries", "build", "documents")
_MADE: Final = {"build", "documents"}  # folders that commands make, and that may be missing
_SHIPPED: Final = {"ontology", "queries"}  # folders that a project need not have: those that ship stand in
_BASE: Final = re.compile(r"https?://[^\s/<>\"{}|\\^`$'();*!]+/(?:[^\s<>\"{}|\\^`$'();*!]*/)?")
_NOT_IN_IRIS: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`%#?]")
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_INSTALLED: Final = _PACKAGE / "shipped"
_CHECKED_OUT: Final = _PACKAGE.parent.parent


@dataclass(frozen=True, slots=True)
class Project:
    """Where a graph project keeps what.

    Attributes:
        root: The folder that holds ``diplograph.toml``.
        base: The base IRI of entities, documents and graphs; it ends with a slash.
        ontology: The folder of ontology, vocabularies, shapes and rules.
        data: The folder of facts, register and reference facts.
        queries: The folder of the query library.
        build: The folder that results are written into.
        documents: The folder of the reader's own copies of the sources.
        languages: The languages that entities and facts are labelled in, as BCP 47 tags; the first is shown
            to a reader whose own is not among them.
        is_shipped: Whether it is the shipped project, read from outside.
    """

    root: Path
    base: str
    ontology: Path
    data: Path
    queries: Path
    build: Path
    documents: Path
    languages: tuple[str, ...] = LANGUAGES
    is_shipped: bool = False

    @property
    def graph_file(self) -> Path:
        """The built graph, ``build/graph.nq``."""
        return self.build / "graph.nq"

    @property
    def report_file(self) -> Path:
        """What the build counted, ``build/report.json``."""
        return self.build / "report.json"

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph, such as ``facts/egypt-kazakhstan``.

        What IRIs cannot hold, such as a space in the name of a folder, is percent-encoded (RFC 3987,
        section 3.1).
        """
        return f"{self.base}graph/{_NOT_IN_IRIS.sub(lambda match: quote(match[0]), name)}"

    def label_languages(self, reader: str) -> tuple[str, ...]:
        """Return in which languages to look for a label, for a reader: their own, then those of the project.

        Example:
            >>> find().label_languages("ar")
            ('ar', 'en', 'ar')
        """
        return (reader, *self.languages)

    def check_own(self) -> None:
        """Check that the project may be written into.

        Raises:
            ProjectError: It is the shipped one.
        """
        if self.is_shipped:
            raise ProjectError(message("error.no-project", settings=SETTINGS), path=Path())

    def shown(self, path: Path) -> Path:
        """Return a path as a reader of messages knows it: relative to the working directory if below it."""
        try:
            return path.relative_to(Path.cwd())
        except ValueError:
            return path


def find(start: Path | None = None) -> Project:
    """Find the project around a folder, or else the one that ships with diplograph.

    What is built of the shipped project is in the cache folder of the user.

    Args:
        start: Where to look, going up; the working directory if not given. A folder that is given
            must lie in a project.

    Raises:
        ProjectError: No project was found, or its settings cannot be used.
        SourceError: A folder on the way up may not be searched.
    """
    folder = Path(os.path.realpath(start or Path.cwd()))
    if start is not None and not is_folder(start):
        raise ProjectError(message("error.no-folder"), path=start)
    for candidate in (folder, *folder.parents):
        if is_present(candidate / SETTINGS):
            return load(candidate)
    if start is None and (shipped := shipped_root()) is not None:
        return dataclasses.replace(load(shipped), build=_cache_folder(), is_shipped=True)
    raise ProjectError(message("error.no-project", settings=SETTINGS), path=start or Path())


def shipped_root() -> Path | None:
    """Return the folder of the shipped project: in the installed package, or the checkout."""
    return next((root for root in (_INSTALLED, _CHECKED_OUT) if (root / SETTINGS).is_file()), None)


def load(root: Path) -> Project:
    """Read the settings of the project at ``root``.

    A project that neither names nor has a folder of ontology or questions takes the one that ships.

    Args:
        root: The folder that holds ``diplograph.toml``.

    Raises:
        ProjectError: The settings are not TOML, or name something that does not fit.
        SourceError: A folder that they name is not one, or cannot be searched.
    """
    path = root / SETTINGS
    try:
        settings = tomllib.loads(path.read_bytes().removeprefix(BYTE_ORDER_MARK).decode("utf-8"))
    except OSError as error:
        raise ProjectError(message("error.unreadable", reason=reason_of_system(error)), path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(message("error.not-toml", reason=error), path=path) from error
    _refuse_unknown(settings, {"base", "folders", "languages"}, path)
    base = settings.get("base", BASE)
    if not isinstance(base, str) or not _BASE.fullmatch(base):
        raise ProjectError(
            message("error.wrong-base"),
            path=path,
        )
    languages = settings.get("languages", list(LANGUAGES))
    _check_languages(languages, path)
    folders = settings.get("folders", {})
    if not isinstance(folders, dict) or not all(isinstance(value, str) for value in folders.values()):
        raise ProjectError(message("error.wrong-folders"), path=path)
    _refuse_unknown(folders, set(_FOLDERS), path)
    paths = {name: root / folders.get(name, name) for name in _FOLDERS}
    for name in _SHIPPED - folders.keys():
        if not is_folder(paths[name]) and (shipped := shipped_root()) is not None:
            paths[name] = shipped / name
    for name in folders.keys() - _MADE:
        if not is_folder(paths[name]):
            raise ProjectError(message("error.named-folder", settings=SETTINGS), path=paths[name])
    is_shipped = root.resolve() == _INSTALLED
    if is_shipped:
        paths["build"] = _cache_folder()
    if documents := os.environ.get("DIPLOGRAPH_DOCUMENTS"):
        paths["documents"] = Path(documents)
    return Project(root=root, base=base, languages=tuple(languages), is_shipped=is_shipped, **paths)


def _check_languages(languages: object, path: Path) -> None:
    """Check that the setting is a list of different language tags.

    Raises:
        ProjectError: It is not.
    """
    if not isinstance(languages, list) or not languages:
        raise ProjectError(message("error.wrong-languages"), path=path)
    for tag in languages:
        if not isinstance(tag, str) or not is_tag(tag):
            raise ProjectError(message("error.setting-no-tag", tag=tag), path=path)
    if len({tag.lower() for tag in languages}) < len(languages):
        raise ProjectError(message("error.language-twice"), path=path)


def _refuse_unknown(table: dict[str, Any], known: set[str], path: Path) -> None:
    if unknown := sorted(table.keys() - known):
        raise ProjectError(
            message("error.unknown-setting", name=unknown[0], known=", ".join(sorted(known))), path=path
        )


def _cache_folder() -> Path:
    """Return a folder of the user's for what is built from the shipped project.

    Raises:
        ProjectError: The user has no home.
    """
    if cache := os.environ.get("XDG_CACHE_HOME"):
        return Path(cache) / "diplograph"
    try:
        return Path.home() / ".cache" / "diplograph"
    except RuntimeError as error:  # neither HOME nor the system names one
        raise ProjectError(message("error.no-home")) from error
