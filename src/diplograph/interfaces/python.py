"""The graph as Python programs use it: `diplograph.open`.

Example:
    >>> import diplograph
    >>> diplograph.open(language="ar").language
    'ar'
"""

from __future__ import annotations

from pathlib import Path

from diplograph.questions.graph import Graph
from diplograph.sources.project import Project, find


def open(
    project: str | Path | Project | None = None,
    *,
    endpoint: str | None = None,
    language: str = "en",
    timeout: float = 60.0,
    page: int | None = None,
    allow_service: bool = False,
) -> Graph:
    """Open the graph of a project, local or at a SPARQL endpoint; as ``diplograph.open``.

    Args:
        project: The folder of a project; by default the one around the working directory, or else the one
            that ships with diplograph: then ``graph.project.is_shipped`` is true.
        endpoint: The address of a SPARQL endpoint that holds the graph. Credentials are taken from
            ``DIPLOGRAPH_USER`` and ``DIPLOGRAPH_PASSWORD``, ``DIPLOGRAPH_TOKEN``, or ``.netrc``.
        language: The language of labels and headings, ``en`` or ``ar``.
        timeout: Seconds to wait for one answer of the endpoint. A local query has no limit, since nothing
            within a process can end the compiled code that it runs in; run it in a process that you can kill.
        page: How many rows to ask the endpoint for at once.
        allow_service: Whether a local query may ask other hosts by ``SERVICE``.

    Raises:
        ProjectError: There is no such project.
        QueryError: The endpoint is no address of HTTP.
    """
    if not isinstance(project, Project):
        project = find(Path(project) if project is not None else None)
    if endpoint is None:
        return Graph(project, language=language, allow_service=allow_service)
    from diplograph.sparql.endpoint import Endpoint
    from diplograph.sparql.transport import Patience

    remote = Endpoint(endpoint, base=project.base, patience=Patience(timeout=timeout), page=page)
    return Graph(project, language=language, endpoint=remote)
