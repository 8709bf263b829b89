"""The queries that a shape is compiled to, for people to read and to run elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from diplograph.base.errors import QueryError
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, short
from diplograph.checks.families import Shapes, load_shapes
from diplograph.checks.given import shapes_files
from diplograph.shacl.data import LocalData
from diplograph.shacl.engine import explain
from diplograph.shacl.plan import Step
from diplograph.shacl.shapes import Shape
from diplograph.snapshot.snapshot import Snapshot
from diplograph.sources.project import Project
from diplograph.sparql.lexing import TOKEN

_IRI: Final = re.compile(r"<([^<>\s]*)>")
_LOCAL: Final = re.compile(r"[\w-]+")


def explain_shape(
    project: Project | None, name: str, paths: Sequence[Path] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the queries of a shape, each with a title.

    Args:
        project: Whose shapes and classes are meant; None where there are paths.
        name: The shape: its IRI, or ``dg:VisitShape``, or ``VisitShape``.
        paths: Files or folders of shapes, in the place of those of the project.

    Raises:
        QueryError: There is no such shape with a target.
    """
    if project is None:
        families: tuple[Shapes, ...] = (Shapes.read(shapes_files(paths)),)
        data = LocalData(())
    else:
        families = load_shapes(project)
        data = LocalData(Snapshot.open(project).quads)
    wanted = {name.strip("<>"), DG + name.removeprefix("dg:"), _expanded(name)}
    for shapes in families:
        chosen = [one for one in shapes.shapes if one.targets and one.node.value in wanted]
        if chosen:
            for step in explain(data, chosen):
                yield _title(step), (step.query and readable(step.query)) or _about_sets(step)
            return
    raise QueryError(message("error.no-shape", name=name))


def readable(query: str) -> str:
    """Write the IRIs of a query in short, with the prefixes that this needs.

    Example:
        >>> print(readable("SELECT ?this WHERE { ?this a <http://www.w3.org/2004/02/skos/core#Concept> }"))
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?this WHERE { ?this a skos:Concept }
    """
    used: set[str] = set()
    pieces, end, after_prefix = [], 0, False
    for token in TOKEN.finditer(query):
        match = _IRI.fullmatch(token[0])
        if match and not after_prefix:
            prefix, colon, local = short(match[1], "").partition(":")
            if colon and prefix in PREFIXES and _LOCAL.fullmatch(local):
                used.add(prefix)
                pieces += [query[end : token.start()], f"{prefix}:{local}"]
                end = token.end()
        after_prefix = bool(token["name"]) and (after_prefix or _is_declaration(query, token.start()))
    text = "".join([*pieces, query[end:]])
    declared = set(re.findall(r"PREFIX (\w+):", text))
    head = [f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(used - declared)]
    return "".join(head) + text


def _is_declaration(query: str, start: int) -> bool:
    return query[:start].rstrip().endswith("PREFIX")


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def _title(step: Step) -> str:
    parts = dict.fromkeys(_name(check.shape, check.constraint.kind) for check in step.checks)
    return "; ".join(parts)


def _name(shape: Shape, kind: str) -> str:
    if shape.path is None:
        return kind
    return f"{kind} of {_IRI.sub(lambda match: short(match[1], ''), shape.path.text)}"


def _about_sets(step: Step) -> str:
    (check,) = step.checks
    inner = ", ".join(str(shape.node) for shape in check.constraint.shapes)
    return f"# the nodes that fail {inner} are asked for first, and put together afterwards"
