"""What would crash the parser is refused before it: terms that lie too deep within each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplograph.base.errors import SourceError
from diplograph.base.names import BASE
from diplograph.rdf.files import read_rdf
from diplograph.rdf.turtle import read_ntriples

MANY = 20_000
DEEP = {
    "triples.ttl": "<urn:a> <urn:p> " + "<<( <urn:s> <urn:p> " * MANY + "<urn:o>" + " )>>" * MANY + " .",
    "triples.nt": "<urn:a> <urn:p> " + "<<( <urn:s> <urn:p> " * MANY + "<urn:o>" + " )>>" * MANY + " .",
    "reified.trig": "<< " * MANY + "<urn:s> <urn:p> <urn:o>" + " >> <urn:p> <urn:o>" * MANY + " .",
    "objects.jsonld": '{"urn:p":' * MANY + "1" + "}" * MANY,
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_too_deep_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(DEEP[name], encoding="utf-8")
    with pytest.raises(SourceError, match=r"nested too deeply$"):
        list(read_rdf(tmp_path / name))


def test_facts_too_deep_are_refused() -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        read_ntriples(DEEP["triples.ttl"].encode(), path=Path("a.ttl"), base=BASE)


def test_brackets_in_texts_and_iris_do_not_count(tmp_path: Path) -> None:
    short, long = "[<<" * 500, '{[ \\"' * 500
    text = f'<urn:a> <urn:p> "{short}" , """{long} """ , <<( <urn:s> <urn:p> <urn:o> )>> .'
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    assert len(list(read_rdf(tmp_path / "a.ttl"))) == 3
