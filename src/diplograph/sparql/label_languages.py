"""The language of labels in an answer, where the data are not in the language of the reader.

A query asks for labels by ``LANG(?label) = ?_lang_string``, in the reader's language. The terms of the
ontology are labelled in it whatever the project is, entities and facts only in the languages of the project.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from diplograph.base.names import DG
from diplograph.sparql.lexing import tokens_of, word_of
from diplograph.sparql.reading import read_query

_COMPARED: Final = ["LANG", "(", ")", "="]
# Whether a node is a term of the ontology; false where it is not bound, as in a branch of a UNION.
_IS_TERM: Final = f"COALESCE(STRSTARTS(STR({{}}), {ox.Literal(DG)}), false)"


def ask_for_labels(query: str, variable: str, *, reader: str, labels: str) -> str:
    """Make a query ask for the labels of the data in another language than that of the terms.

    Each ``LANG(?label) = ?variable`` looks at what has the label: a term of the ontology, or anything else.

    Args:
        query: A SPARQL query.
        variable: The variable that stands for the reader's language, without the question mark.
        reader: The reader's language, as a tag.
        labels: The language of the data that is shown, as a tag.

    Raises:
        QueryError: The query cannot be read.

    Example:
        >>> query = "SELECT ?l { ?s <urn:p> ?l FILTER ( LANG(?l) = ?lang ) }"
        >>> ask_for_labels(query, "lang", reader="ar", labels="pt-BR").partition(", false), ")[2]
        '"ar", "pt-br") ) }'
    """
    owners: dict[str, dict[str, None]] = defaultdict(dict)
    for triple, _ in read_query(query).where.walk():
        owners[triple.object][triple.subject] = None
    tokens = tokens_of(query)
    tags = f"{ox.Literal(reader)}, {ox.Literal(labels.lower())}"
    pieces, end = [], 0
    windows = zip(*(tokens[at:] for at in range(6)), strict=False)
    for function, opened, label, closed, sign, language in windows:
        if [word_of(function), opened[0], closed[0], sign[0]] != _COMPARED or language[0][1:] != variable:
            continue
        subjects = [one for one in owners[f"?{label[0][1:]}"] if not one.startswith("_:")]
        is_term = _is_term(subjects)
        pieces += [query[end : function.start()], f"LCASE(LANG({label[0]})) = IF({is_term}, {tags})"]
        end = language.end()
    return "".join([*pieces, query[end:]])


def _is_term(subjects: list[str]) -> str:
    """Return the expression for whether what has a label is a term of the ontology.

    A term that is written out has it only where no variable has it, as in another branch of a UNION.
    """
    variables = [one for one in subjects if one[0] in "?$"]
    unbound = [f"!BOUND({one})" for one in variables]
    written = [" && ".join([*unbound, _IS_TERM.format(one)]) for one in subjects if one not in variables]
    return " || ".join([*map(_IS_TERM.format, variables), *written]) or "false"
