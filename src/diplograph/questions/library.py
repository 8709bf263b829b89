"""The query library: one ``.rq`` file a question, in folders by theme, described by grlc decorators.

The decorators are comment lines that begin with ``#+`` and hold YAML, as grlc reads them
(https://grlc.io). Parameters are variables named as grlc names them, ``?_NAME_TYPE``::

    #+ summary: Who visited whom
    #+ summary_ar: من زار من
    #+ description: Every visit, with visitor, office and dates.
    #+ description_ar: كل زيارة مع الزائر ومنصبه وتاريخها.
    #+ tags: [visits]
    #+ display: timeline
    #+ passages: [visit]
    SELECT ?visitor ?date ?visit { … ?visit dg:hostState ?_host_iri … }

What queries share stands in ``headings.yaml`` (`diplograph.questions.headings`): the headings of columns and
the recurring parameters. ``columns`` and ``params`` of a query say only what differs, or is its own::

    #+ columns: {en: {visitor: Guest}, ar: {visitor: الضيف}}
    #+ params: [{name: host, required: true}]

A parameter without a default is optional, unless it is ``required``: where it is not given, its variable
stays unbound. ``enum`` lists the values that it may have, and ``of`` names the class or the concept scheme
of an entity. The parameter ``lang`` is given by the reader's language where it is not set; what has no label
in it, since the project is in others, is shown in the first of these. ``display`` says
how people best see the answer; ``edge`` names the two columns that a network joins.

Columns that only programs need hold nodes. Those that ``passages`` names hold the nodes that a row rests on,
one, or the IRIs of several with spaces between: in their place comes the column ``passage``, with what these
nodes cite (`diplograph.questions.passages`). Those that ``nodes`` names are for exports and pictures, and not
shown.

The folder ``programs`` holds queries that are no questions of their own, only data for a picture: they are
not listed. A query that a project does not have is the shipped one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from diplograph.base.errors import QueryError
from diplograph.base.files import read_text
from diplograph.base.finding import find_files, is_folder
from diplograph.base.languages import label_language
from diplograph.base.messages import LANGUAGES, Message, message
from diplograph.base.yaml import read_yaml
from diplograph.questions.headings import Headings, load_headings, shipped_folders, shipped_headings
from diplograph.questions.parameters import Parameter, read_parameter, to_term
from diplograph.sources.project import Project
from diplograph.sparql.binding import bind, variables
from diplograph.sparql.dataset import UNNAMED
from diplograph.sparql.label_languages import ask_for_labels

DISPLAYS: Final = ("table", "timeline", "map", "network", "bar chart")
"""How an answer can be shown."""

_TEXTS: Final = {"summary", "summary_ar", "description", "description_ar"}
_KEYS: Final = _TEXTS | {"tags", "params", "columns", "display", "edge", "passages", "nodes"}

_LANG: Final = "_lang_string"  # the variable of the reader's language
_PROGRAMS: Final = "programs"  # the folder of queries that are no questions

_ADDED: Final = ("passage", "evidence")  # columns that no query selects

Resolver: TypeAlias = Callable[[Parameter, str], ox.NamedNode]
"""Finds the entity that a reader means by the value of a parameter."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question that can be asked.

    Attributes:
        name: The name of its file without the ending; empty for a query that was typed in.
        path: Its file; None for a query that was typed in.
        text: The SPARQL query with its decorators.
        summary: What it answers, in a line, by language.
        description: What it answers in full, by language.
        tags: What it is about.
        parameters: What can be set.
        columns: The headings of its columns, by language and variable.
        display: How people best see the answer, one of `DISPLAYS`.
        edge: The columns that a network joins, if it is one of rows.
        passages: The columns with the nodes whose passages a row rests on.
        nodes: The columns that only exports and pictures need.
    """

    name: str
    path: Path | None
    text: str
    summary: Mapping[str, str]
    description: Mapping[str, str]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, str]]
    display: str = "table"
    edge: tuple[str, str] | None = None
    passages: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()

    @property
    def called(self) -> str | Message:
        """What it is called in messages."""
        return self.name or UNNAMED

    @property
    def theme(self) -> str:
        """The folder that it is in; empty for a query that was typed in."""
        return self.path.parent.name if self.path else ""

    def bind(
        self,
        settings: Mapping[str, str],
        *,
        language: str,
        base: str,
        languages: Sequence[str] = LANGUAGES,
        resolve: Resolver | None = None,
    ) -> str:
        """Return the SPARQL text with all parameters bound as RDF terms.

        Args:
            settings: Values as text, by the name of the parameter.
            language: The reader's language, for the parameter ``lang``.
            base: The base IRI of the project, for short IRIs such as ``state/egypt``.
            languages: The languages of the project: labels of its data are in the first if the reader's is
                not among them.
            resolve: What finds an entity by what a reader calls it; without it only IRIs are taken.

        Raises:
            QueryError: A parameter is unknown, or a value is not of its type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(settings.keys() - known.keys()):
            names = ", ".join(sorted(known)) or message("error.none")
            wrong = message("error.no-parameter", query=self.called, name=unknown[0], known=names)
            raise QueryError(wrong, path=self.path)
        values: dict[str, ox.NamedNode | ox.Literal] = {}
        for parameter in self.parameters:
            text = settings.get(parameter.name, parameter.default)
            if parameter.name == "lang" and "lang" not in settings:
                text = language
            if text is None:
                if parameter.required:
                    about = parameter.description[language]
                    raise QueryError(
                        message("error.needs-value", query=self.called, name=parameter.name, about=about),
                        path=self.path,
                    )
                continue
            if resolve and parameter.type == "iri":
                values[parameter.variable] = resolve(parameter, text)
            else:
                values[parameter.variable] = to_term(parameter, text, base=base)
        return bind(self._in_languages(values.get(_LANG), languages), values)

    def _in_languages(self, reader: object, languages: Sequence[str]) -> str:
        """Return the text, made to ask for the labels that the project has."""
        if not isinstance(reader, ox.Literal):
            return self.text
        labels = label_language(reader.value, languages)
        if labels == reader.value:
            return self.text
        return ask_for_labels(self.text, _LANG, reader=reader.value, labels=labels)


def load_library(project: Project) -> dict[str, Query]:
    """Read all questions of a project, and those that ship, by name; queries for programs are left out.

    Raises:
        QueryError: The folder is missing, two files have the same name, or one is not described as it should
            be.
        SourceError: A file or folder cannot be read.
    """
    if not is_folder(project.queries):
        raise QueryError(message("error.no-queries-folder"), path=project.shown(project.queries))
    headings = load_headings(project.queries)
    paths = {name: project.shown(path) for name, path in _paths(project).items()}
    return {name: load_query(path, headings) for name, path in paths.items() if path.parent.name != _PROGRAMS}


def find_query(project: Project, name: str) -> Query:
    """Find a query by its name in the project, else among the shipped ones, or by the path of its file.

    Raises:
        QueryError: There is no such query; the message names those that are near.
        SourceError: The file, or a folder of queries, cannot be read.
    """
    if name.endswith((".rq", ".sparql")):
        return load_query(Path(name), load_headings(project.queries))
    paths = _paths(project)
    if name in paths:
        return load_query(project.shown(paths[name]), load_headings(project.queries))
    import difflib

    near = difflib.get_close_matches(name, paths)
    hint = message("error.near", name=near[0]) if near else message("error.see-queries")
    raise QueryError(message("error.no-query", name=name, hint=hint))


def _paths(project: Project) -> dict[str, Path]:
    """Return the files of all queries by name: those that ship, and over them those of the project."""
    paths: dict[str, Path] = {}
    for folder in (*shipped_folders(), project.queries):
        paths |= _query_files(folder)
    return paths


def _query_files(folder: Path) -> dict[str, Path]:
    """Return the files of the queries below a folder, by their names; a folder that is missing has none."""
    if not is_folder(folder):
        return {}
    paths: dict[str, Path] = {}
    for path in find_files(folder, ".rq", mistaken=(".sparql",)):
        if path.stem in paths:
            raise QueryError(message("error.same-name", other=paths[path.stem]), path=path)
        paths[path.stem] = path
    return paths


def load_query(path: Path, headings: Headings | None = None) -> Query:
    """Read a query file.

    Raises:
        QueryError: Its decorators are not as they should be.
        SourceError: It cannot be read.
    """
    return parse_query(read_text(path), name=path.stem, path=path, headings=headings)


def parse_query(
    text: str, *, name: str = "", path: Path | None = None, headings: Headings | None = None
) -> Query:
    """Read a query and its decorators.

    Args:
        text: The query.
        name: What it is called, if it has a name.
        path: Its file; the columns of a query that was typed in are called as their variables are.
        headings: What it shares with others; by default what the shipped queries share.

    Raises:
        QueryError: The decorators are not YAML, or do not fit the query.
    """
    header, headings = _header(text, path), headings or shipped_headings()
    if unknown := sorted(header.keys() - _KEYS, key=str):
        raise QueryError(
            message("error.unknown-decorator", name=unknown[0], known=", ".join(sorted(_KEYS))), path=path
        )
    display = header.get("display", "table")
    if display not in DISPLAYS:
        raise QueryError(message("error.wrong-display", known=", ".join(DISPLAYS)), path=path)
    edge = _names(header, "edge", path)
    if len(edge) not in (0, 2):
        raise QueryError(message("error.wrong-edge"), path=path)
    return Query(
        name=name,
        path=path,
        text=text,
        summary=_both(header, "summary", fallback=name),
        description=_both(header, "description", fallback=""),
        tags=_names(header, "tags", path),
        parameters=_parameters(_list(header, "params", path), text, headings, path),
        columns=_headings(header.get("columns") or {}, headings, path),
        display=display,
        edge=(edge[0], edge[1]) if edge else None,
        passages=_names(header, "passages", path),
        nodes=_names(header, "nodes", path),
    )


def _header(text: str, path: Path | None) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = read_yaml("\n".join(lines)) or {}
    except ValueError as error:
        raise QueryError(message("error.decorators-not-yaml", reason=error), path=path) from error
    if not isinstance(header, dict):
        raise QueryError(message("error.decorator-lines"), path=path)
    return header


def _parameters(
    entries: Iterable[Any], text: str, headings: Headings, path: Path | None
) -> tuple[Parameter, ...]:
    """Return the parameters that a query declares, then those that it shares; ``lang`` is the last."""
    declared: dict[str, Parameter] = {}
    for entry in entries:
        own = entry if isinstance(entry, dict) else {}
        parameter = read_parameter({**headings.params.get(str(own.get("name")), {}), **own}, path)
        declared[parameter.variable] = parameter
    used = dict.fromkeys(variable for variable in variables(text) if variable.startswith("_"))
    for variable in used:
        name = variable[1:].rpartition("_")[0]
        if variable not in declared and name in headings.params:
            parameter = read_parameter({**headings.params[name], "name": name}, path)
            declared[parameter.variable] = parameter
    if odd := sorted(declared.keys() ^ used.keys()):
        raise QueryError(message("error.undeclared-parameter", name=odd[0]), path=path)
    return tuple(declared[variable] for variable in sorted(declared, key=_LANG.__eq__))


def _headings(own: Any, headings: Headings, path: Path | None) -> dict[str, dict[str, str]]:
    """Return what columns are called, by language and variable."""
    if not isinstance(own, dict) or not all(isinstance(own.get(tag, {}), dict) for tag in ("en", "ar")):
        raise QueryError(message("error.wrong-columns"), path=path)
    shared = {name: words for name, words in headings.columns.items() if path or name in _ADDED}
    return {
        tag: {name: str(words[tag]) for name, words in shared.items() if tag in words}
        | {name: str(words) for name, words in own.get(tag, {}).items()}
        for tag in ("en", "ar")
    }


def _list(header: Mapping[str, Any], key: str, path: Path | None) -> list[Any]:
    found = header.get(key) or []
    if not isinstance(found, list):
        raise QueryError(message("error.needs-list", key=key), path=path)
    return found


def _names(header: Mapping[str, Any], key: str, path: Path | None) -> tuple[str, ...]:
    """Return the columns, or the tags, that a decorator names."""
    names = header.get(key) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise QueryError(message("error.needs-names", key=key), path=path)
    return tuple(names)


def _both(entry: Mapping[str, Any], key: str, *, fallback: str) -> dict[str, str]:
    """Return a text in both languages; the English one serves where there is no Arabic."""
    english = str(entry.get(key, fallback))
    return {"en": english, "ar": str(entry.get(f"{key}_ar", english))}
