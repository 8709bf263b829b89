"""Checking a graph: every check makes findings, and one report holds them all.

- `findings`, `report`: a finding, the report of a run, and when a graph conforms.
- `validation`: all checks over a project; `remote`: shapes over a graph at an endpoint; `given`: any RDF
  with any shapes.
- `families`, `shapes`: the shapes of a project, and running them; `exemptions`: findings that are accepted.
- `evidence`: the gate, which checks values against the words of documents, and the coverage of documents.
- `explaining`, `shape_coverage`, `shape_cases`: about shapes themselves: their queries, what no shape looks
  at, and cases that test them.
- `writers`: the report as text, Turtle, JSON, JUnit XML and SARIF; `wording`: what it says.
"""
