"""The lexicon of a project: the wordings of its ontology and its own, read from Turtle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.files import read_text
from diplograph.base.finding import find_files, is_folder
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, RDF, local_name
from diplograph.rdf.files import OTHER_SUFFIXES
from diplograph.rdf.positions import SourceMap
from diplograph.rdf.turtle import read_turtle
from diplograph.sources.project import Project
from diplograph.text.wordings.lexicon import Lexicon, StandingWording, Wording
from diplograph.text.wordings.patterns import Pattern, PatternError, parse_pattern

FOLDER: Final = "wordings"
"""The folder of wordings, in that of the ontology and in a project's own."""

_SCHEME: Final = PREFIXES["skos"] + "inScheme"
_GRAPH: Final = ox.NamedNode("urn:diplograph:wordings")
_NAMING: Final = frozenset(
    DG + scheme
    for scheme in (
        "assessments",
        "decorationRanks",
        "delegationKinds",
        "governmentForms",
        "hedges",
        "institutionKinds",
        "legalTextKinds",
        "missionKinds",
        "officeKinds",
        "placeKinds",
        "provisionKinds",
        "qualifications",
        "qualities",
        "recognitionKinds",
        "roles",
        "stateTraits",
        "statuses",
        "treatyKinds",
        "treatySubjects",
        "trends",
        "units",
        "visitKinds",
    )
)
"""The schemes of kinds that say of what sort something is: no date belongs to *university* or *close*."""

_THINGS: Final = frozenset(
    DG + name
    for name in ("Decoration", "Initiative", "Institution", "LegalText", "Mission", "Provision", "Treaty")
)
"""Classes of what has no date itself: that of *the treaty* is of what was done to it."""

_SLOT: Final = re.compile(r"\{(?P<role>\w+): (?P<words>[^{}]+)\}")


class Marked(NamedTuple):
    """A sentence of an example: its text, and what its slots should hold, by role."""

    text: str
    slots: tuple[tuple[str, int, int], ...]


def read_marked(example: str) -> Marked:
    """Read an example in which the words of its slots are marked.

    Example:
        >>> read_marked("{visitor: Prince Oto} came.")
        Marked(text='Prince Oto came.', slots=(('visitor', 0, 10),))
    """
    text, end = "", 0
    slots = []
    for match in _SLOT.finditer(example):
        text += example[end : match.start()]
        slots.append((match["role"], len(text), len(text) + len(match["words"])))
        text += match["words"]
        end = match.end()
    return Marked(text + example[end:], tuple(slots))


def read_lexicon(project: Project, schemes: Mapping[str, str]) -> Lexicon:
    """Read the wordings of a project; once, as long as their files stay as they are.

    Args:
        project: The project.
        schemes: The IRI of the scheme of each kind, by the IRI of the kind.

    Raises:
        SourceError: A file cannot be read, or has a wording that is none.
    """
    paths = [path for folder in _folders(project) for path in _files(folder)]
    stamps = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)
    return _kept_lexicon(stamps, project.base, tuple(sorted(schemes.items())))


@lru_cache(maxsize=4)
def _kept_lexicon(
    stamps: tuple[tuple[Path, int, int], ...], base: str, schemes: tuple[tuple[str, str], ...]
) -> Lexicon:
    return lexicon_of([path for path, _, _ in stamps], base, dict(schemes))


def lexicon_of(paths: Sequence[Path], base: str, schemes: Mapping[str, str]) -> Lexicon:
    """Read the wordings of some Turtle files; arguments and errors are as for `read_lexicon`."""
    wordings: list[Wording] = []
    standings: list[StandingWording] = []
    for path in paths:
        for node, about in _nodes(path, base).items():
            try:
                wordings += _wordings(node, about, schemes)
                standings += _standings(node, about)
            except PatternError as error:
                raise _not_read(path, base, node, error) from error
    return Lexicon(wordings, standings)


_About = dict[str, list[ox.NamedNode | ox.Literal]]


def _folders(project: Project) -> Iterator[Path]:
    for folder in (project.ontology / FOLDER, project.root / FOLDER):
        if is_folder(folder):
            yield folder


def _files(folder: Path) -> list[Path]:
    return find_files(folder, ".ttl", mistaken=OTHER_SUFFIXES)


def _nodes(path: Path, base: str) -> dict[str, _About]:
    nodes: dict[str, _About] = defaultdict(lambda: defaultdict(list))
    for quad in read_turtle(path, base=base, graph=_GRAPH, blank_nodes=False):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object)
    return nodes


def _is_a(about: _About, name: str) -> bool:
    return ox.NamedNode(DG + name) in about[RDF + "type"]


def _patterns(about: _About, predicate: str) -> Iterator[tuple[str, Pattern]]:
    """Yield the language of each pattern and the pattern."""
    for value in about[DG + predicate]:
        language = (getattr(value, "language", None) or "").partition("-")[0]
        try:
            yield language, parse_pattern(value.value, arabic=language == "ar")
        except PatternError as error:
            raise PatternError(message("wording.at", text=value.value, reason=error.reason)) from error


def _wordings(node: str, about: _About, schemes: Mapping[str, str]) -> Iterator[Wording]:
    if _is_a(about, "OtherWording"):
        for language, pattern in _patterns(about, "pattern"):
            yield Wording(node, language, pattern, frozenset())
    elif _is_a(about, "Wording"):
        kinds = frozenset(kind.value for kind in about[DG + "wordingOf"])
        families = {schemes[kind] for kind in kinds if kind in schemes}
        family = families.pop() if len(families) == 1 else ""
        for language, pattern, others in _with_exceptions(about):
            yield Wording(node, language, pattern, kinds, family, _owns(kinds, schemes), others)


def _owns(kinds: frozenset[str], schemes: Mapping[str, str]) -> bool:
    """Return whether dates and figures can belong to the words for some kinds.

    They cannot where the words only say of what sort something is, or in which property two things stand.
    """
    if any(schemes.get(kind) in _NAMING or kind in _THINGS for kind in kinds):
        return False
    return any(kind in schemes or local_name(kind)[:1].isupper() for kind in kinds)


def _standings(node: str, about: _About) -> Iterator[StandingWording]:
    if not _is_a(about, "StandingWording"):
        return
    [standing] = (value.value.removeprefix(DG) for value in about[DG + "standing"][:1] or [ox.Literal("")])
    reach = "after" if ox.NamedNode(DG + "after") in about[DG + "reach"] else "before"
    for language, pattern, others in _with_exceptions(about):
        yield StandingWording(node, language, pattern, standing, reach, others)


def _with_exceptions(about: _About) -> Iterator[tuple[str, Pattern, tuple[Pattern, ...]]]:
    """Yield the language of each pattern, the pattern, and the expressions that it does not count in."""
    exceptions = list(_patterns(about, "exceptIn"))
    for language, pattern in _patterns(about, "pattern"):
        yield language, pattern, tuple(one for tag, one in exceptions if tag == language)


def _not_read(path: Path, base: str, node: str, error: PatternError) -> SourceError:
    place = SourceMap([(path, read_text(path), base)]).locate(f"<{node}>", f"<{DG}pattern>")
    return SourceError(
        message("error.pattern", reason=error.reason), path=path, line=place.line if place else None
    )
