"""Cases that shapes are tested on: what is valid conforms, what is invalid fails for the reason it names.

A folder holds ``valid.NAME.ttl`` and ``invalid.NAME.ttl``, at any depth, or folders ``valid`` and ``invalid``
of Turtle files. ``common.ttl`` at its top is merged into every case. The first lines of an invalid case can
say what must be found, a line for each finding::

    # expect: FOCUS COMPONENT PATH SHAPE SEVERITY

FOCUS is the end of the node's IRI; COMPONENT a SHACL constraint component without its ending; PATH and SHAPE
local names, or ``-`` where there is none (SHAPE is also ``-`` where it has no name of its own). Without such
lines any finding will do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from diplograph.base.errors import SourceError
from diplograph.base.finding import find_files, is_present
from diplograph.base.messages import message
from diplograph.base.names import DG, local_name, short
from diplograph.checks.families import Shapes, load_shapes
from diplograph.checks.findings import CheckKind, Finding, Severity
from diplograph.checks.report import DEFAULT
from diplograph.checks.shapes import run_families
from diplograph.checks.wording import in_languages
from diplograph.rdf.turtle import read_turtle
from diplograph.shacl.data import LocalData
from diplograph.snapshot.inference import Rule, infer, load_rules
from diplograph.sources.listing import read_source, vocabulary_sources
from diplograph.sources.passages import expand_passages
from diplograph.sources.project import Project

_EXPECT: Final = re.compile(r"^# expect: (\S+) (\S+) (\S+) (\S+) (\S+)$", re.MULTILINE)
_GRAPH: Final = ox.NamedNode("urn:diplograph:case")

COMPONENT: Final = DG + "ShapeCaseConstraintComponent"

Short = tuple[str, str, str, str, str]
"""A finding as a case names it: focus, component, path, shape, severity."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a case.

    Attributes:
        path: Its file.
        missing: What it names and was not found; with no name, ``any finding`` says that there was none.
        surplus: What was found and it does not name.
    """

    path: Path
    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether the case does what its name says."""
        return not self.missing and not self.surplus

    @property
    def findings(self) -> Iterator[Finding]:
        """What is wrong with the case."""
        named = [("shapes.not-found", line) for line in self.missing]
        named += [("shapes.not-expected", line) for line in self.surplus]
        for key, line in named:
            messages, focus = in_languages(key, finding=line), self.path.absolute().as_uri()
            yield Finding(
                CheckKind.CASE, Severity.VIOLATION.iri, messages, focus, COMPONENT, file=self.path, line=1
            )


class ShapeCases:
    """The cases of a project.

    Args:
        project: Whose shapes, rules and vocabulary are meant.
        folder: Where the cases are.

    Raises:
        SourceError: There are none.
        DiplographError: The shapes or rules cannot be read.
    """

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project
        self._folder = folder
        self.paths = sorted(path for path in find_files(folder, ".ttl") if _kind(path, folder) is not None)
        if not self.paths:
            raise SourceError(message("error.no-case"), path=folder)
        self._rules: list[Rule] = load_rules(project.ontology / "rules")
        self._shapes: tuple[Shapes, Shapes] = load_shapes(project)
        common = folder / "common.ttl"
        said = [quad for source in vocabulary_sources(project) for quad in read_source(project, source)]
        # texts are left out, which makes cases quick
        self._said = [quad for quad in said if not getattr(quad.object, "language", None)]
        self._said += self._read(common) if is_present(common) else []

    def run(self) -> Iterator[CaseResult]:
        """Run all cases."""
        for path in self.paths:
            yield self.check(path)

    def check(self, path: Path) -> CaseResult:
        """Run one case.

        Raises:
            SourceError: It cannot be read, or a valid case names findings.
        """
        found = Counter(map(self.in_short, self.findings(path)))
        expected: Counter[Short] = Counter(_EXPECT.findall(path.read_text(encoding="utf-8")))
        if _kind(path, self._folder) == "valid":
            if expected:
                raise SourceError(message("error.valid-expects"), path=path)
            return CaseResult(path, (), _lines(found))
        if not expected:
            return CaseResult(path, () if found else ("any finding",), ())
        return CaseResult(path, _lines(expected - found), _lines(found - expected))

    def findings(self, path: Path) -> list[Finding]:
        """Return what the shapes find in a case."""
        said = [*self._said, *self._read(path)]
        said += expand_passages(tuple(said), _GRAPH)
        inferred = [ox.Quad(*triple) for triples in infer(said, self._rules).values() for triple in triples]
        batches = run_families(self._shapes, said, LocalData([*said, *inferred]), base=self._project.base)
        return DEFAULT.collect(batches)

    def in_short(self, finding: Finding) -> Short:
        """Return a finding as a case names it."""
        component = local_name(finding.component).removesuffix("ConstraintComponent")
        path = local_name(finding.predicate) if finding.predicate else "-"
        shapes = {iri.removeprefix(DG) for iri in finding.shapes}
        shape = next((name for name in sorted(shapes) if name.endswith("Shape")), "-")
        focus = short(finding.focus, self._project.base)
        return focus, component, path, shape, local_name(finding.severity)

    def _read(self, path: Path) -> list[ox.Quad]:
        return read_turtle(path, base=self._project.base, graph=_GRAPH)


def _kind(path: Path, folder: Path) -> str | None:
    for name in (path.name.partition(".")[0], *(part.name for part in path.relative_to(folder).parents)):
        if name in ("valid", "invalid"):
            return name
    return None


def _lines(found: Counter[Short]) -> tuple[str, ...]:
    return tuple(sorted(" ".join(one) for one in found.elements()))
