"""What a SPARQL query matches and makes: its triple patterns, in the groups that they stand in.

A small reader of the grammar in SPARQL 1.1 Query Language (https://www.w3.org/TR/sparql11-query/), section
19.8. Expressions are passed over, but for the groups within EXISTS. It reads a query in about a
millisecond; rdflib's parser of the whole language takes twelve, and a quarter of a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from diplograph.base.errors import QueryError
from diplograph.base.messages import Message, message
from diplograph.base.names import RDF, XSD
from diplograph.sparql.lexing import tokens_of, word_of
from diplograph.sparql.limits import RefusedQuery, check_limits

TYPE: Final = f"<{RDF}type>"
_FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("first", "rest", "nil"))
_CLAUSES: Final = {"OPTIONAL", "MINUS", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES"}
_MODIFIERS: Final = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"}
_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Triple:
    """A triple pattern; its terms are written as in N-Triples, variables as ``?name``.

    Attributes:
        subject: A term; a blank node is ``_:label``, one without a label ``_:[number]``.
        predicates: The predicates that it can follow; several with a path; None for any.
        object: A term.
        verb: The predicate or path as the query has it.
        is_path: Whether there is a property path between its ends.
        can_be_empty: Whether the ends can be the same node without any triple.
    """

    subject: str
    predicates: frozenset[str] | None
    object: str
    verb: str
    is_path: bool = False
    can_be_empty: bool = False

    @property
    def variable(self) -> str | None:
        """The variable that stands for its predicate, if one does."""
        (only, *others) = self.predicates or ("",)
        return only if only.startswith("?") and not others else None

    @property
    def is_known(self) -> bool:
        """Whether it matches only triples of predicates, or of classes, that it names."""
        if self.predicates is None or self.variable is not None or self.can_be_empty:
            return False
        return TYPE not in self.predicates or (self.object.startswith("<") and not self.is_path)


@dataclass(slots=True)
class Group:
    """A group of patterns.

    Attributes:
        triples: The triple patterns that stand directly in it.
        unions: Groups of which at least one has to match as well; a nested group is a union of one.
        others: Groups that need not match: of OPTIONAL, EXISTS, GRAPH, SERVICE.
        absent: Groups that must not match: of MINUS and NOT EXISTS.
        subqueries: The groups of subqueries, whose variables are their own.
    """

    triples: list[Triple] = field(default_factory=list)
    unions: list[list[Group]] = field(default_factory=list)
    others: list[Group] = field(default_factory=list)
    absent: list[Group] = field(default_factory=list)
    subqueries: list[Group] = field(default_factory=list)

    def walk(self, around: tuple[Group, ...] = ()) -> Iterator[tuple[Triple, tuple[Group, ...]]]:
        """Return each triple pattern with the groups that it stands in and shares variables with."""
        around = (*around, self)
        for triple in self.triples:
            yield triple, around
        for inner in [*(one for union in self.unions for one in union), *self.others, *self.absent]:
            yield from inner.walk(around)
        for inner in self.subqueries:
            yield from inner.walk()

    def matched(self) -> Iterator[Triple]:
        """Return the triple patterns that solutions can match: not those that must be absent."""
        yield from self.triples
        unions = [one for union in self.unions for one in union]
        for inner in (*unions, *self.others, *self.subqueries):
            yield from inner.matched()


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT query or subquery, by the numbers of its tokens.

    Attributes:
        start: The word SELECT.
        items: What it projects, from the first token to the one after the last.
        body: The brackets of its group.
        end: What follows its modifiers, but for VALUES.
        plain: The variables that are projected as they are; all those of its group for an asterisk.
        made: The variables that are made by an expression.
        folds: Whether it groups, aggregates, or limits its solutions.
    """

    start: int
    items: tuple[int, int]
    body: tuple[int, int]
    end: int
    plain: tuple[str, ...]
    made: tuple[str, ...]
    folds: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """Triple patterns with blank nodes, by the numbers of their tokens."""

    start: int
    end: int
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query as it was read.

    Attributes:
        tokens: Its tokens, without comments.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        start: The number of the token with its form.
        template: What a CONSTRUCT query makes.
        where: What it matches.
        body: The numbers of the brackets of that group.
        end: What follows its modifiers: VALUES, or nothing.
        selects: Its SELECT clauses, those of subqueries too, in their order.
        blank: Where it has blank nodes, outside its template.
    """

    tokens: tuple[re.Match[str], ...]
    form: str
    start: int
    template: tuple[Triple, ...]
    where: Group
    body: tuple[int, int]
    end: int
    selects: tuple[Select, ...]
    blank: tuple[Statement, ...]


@lru_cache(maxsize=256)
def read_query(query: str) -> ReadQuery:
    """Read a query.

    Raises:
        QueryError: It is not a SPARQL query, or nested too deep.

    Example:
        >>> read = read_query("CONSTRUCT { ?o <urn:x:q> ?s } WHERE { ?s <urn:x:p>/<urn:x:r> ?o }")
        >>> read.template[0].predicates, sorted(read.where.triples[0].predicates)
        (frozenset({'<urn:x:q>'}), ['<urn:x:p>', '<urn:x:r>'])
    """
    try:
        check_limits(query, allow_service=True, allow_from=True)
    except RefusedQuery as error:
        raise QueryError(error.reason, line=error.lineno) from None
    return _Reader(query).query()


def unescape(text: str) -> str:
    r"""Resolve the escapes of a string.

    Example:
        >>> unescape(r"\u0645\"")
        'م"'
    """

    def replace(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _CONTROLS.get(match[3], match[3])

    return _ESCAPE.sub(replace, text) if "\\" in text else text


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, query: str) -> None:
        self._text = query
        self._matches = tokens_of(query)
        self._tokens = [match[0] for match in self._matches]
        self._at = 0
        self._base = ""
        self._prefixes: dict[str, str] = {}
        self._unnamed = 0
        self._selects: dict[int, Select] = {}
        self._blank: list[Statement] = []

    def query(self) -> ReadQuery:
        self._prologue()
        start, form = self._at, self._word()
        if form not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            raise self._error(message("sparql.query"))
        template: list[Triple] = []
        where = Group()
        if form == "SELECT":
            where = self._select()
            select = self._selects[start]
            body, end = select.body, select.end
        else:
            self._next()
            is_short = form == "CONSTRUCT" and self._peek() != "{"
            if form == "CONSTRUCT" and not is_short:
                template = self._template()
            while self._word() != "WHERE" and self._peek() not in ("{", ""):
                self._next()  # FROM, or what is to be described
            body = self._where(where, is_optional=form == "DESCRIBE")
            template = where.triples if is_short else template
            end, _ = self._modifiers(where)
        if self._word() == "VALUES":
            self._next()
            self._values()
        if self._at < len(self._tokens):
            raise self._error(message("sparql.nothing-more"))
        selects = tuple(self._selects[at] for at in sorted(self._selects))
        tokens = tuple(self._matches)
        return ReadQuery(tokens, form, start, tuple(template), where, body, end, selects, tuple(self._blank))

    def _prologue(self) -> None:
        while (word := self._word()) in ("PREFIX", "BASE"):
            self._next()
            name = self._next() if word == "PREFIX" else ""
            if name and not name.endswith(":"):
                raise self._error(message("sparql.prefix"), self._at - 1)
            iri = self._resolve(self._next())
            if name:
                self._prefixes[name[:-1]] = iri
            else:
                self._base = iri

    def _template(self) -> list[Triple]:
        self._expect("{")
        group = Group()
        blank = len(self._blank)
        self._triples(group)
        del self._blank[blank:]
        self._expect("}")
        return group.triples

    def _where(self, group: Group, *, is_optional: bool = False) -> tuple[int, int]:
        """Read the group of a query, and return the numbers of its brackets."""
        if self._word() == "WHERE":
            self._next()
        opening = self._at
        if is_optional and self._peek() == "":
            return opening, opening
        self._group(group)
        return opening, self._at - 1

    def _group(self, group: Group) -> Group:
        self._expect("{")
        if self._word() == "SELECT":
            around = self._select()
            if self._word() == "VALUES":
                self._next()
                self._values()
            group.subqueries.append(around)
        else:
            while self._peek() != "}":
                self._element(group)
        self._expect("}")
        return group

    def _element(self, group: Group) -> None:
        word = self._word()
        if self._peek() == "{":
            union = [self._group(Group())]
            while self._word() == "UNION":
                self._next()
                union.append(self._group(Group()))
            group.unions.append(union)
        elif self._peek() == ".":
            self._next()
        elif word in _CLAUSES:
            self._next()
            if word in ("FILTER", "BIND"):
                self._expression(group)
            elif word == "VALUES":
                self._values()
            else:
                while word in ("GRAPH", "SERVICE") and self._peek() != "{":
                    self._next()
                (group.absent if word == "MINUS" else group.others).append(self._group(Group()))
        else:
            self._triples(group)

    def _select(self) -> Group:
        start = self._at
        self._expect("SELECT")
        if self._word() in ("DISTINCT", "REDUCED"):
            self._next()
        around, first = Group(), self._at
        plain, made, aggregates = self._projection(around)
        items = (first, self._at)
        while self._word() in ("FROM", "NAMED") or self._matches_kind("iri", "name"):
            self._next()
        group = Group()
        body = self._where(group)
        around.unions.append([group])
        end, folds = self._modifiers(around)
        if not plain and not made:  # an asterisk
            plain = dict.fromkeys(self._variables(*body))
        self._selects[start] = Select(start, items, body, end, tuple(plain), tuple(made), folds or aggregates)
        return around

    def _projection(self, group: Group) -> tuple[dict[str, None], dict[str, None], bool]:
        """Read what a SELECT clause projects: plain, made by an expression, and whether that aggregates."""
        plain: dict[str, None] = {}
        made: dict[str, None] = {}
        first = self._at
        while (token := self._peek()) == "*" or token == "(" or self._matches_kind("variable"):
            if token == "(":
                self._skip(group)
                if self._tokens[self._at - 3].upper() != "AS":
                    raise self._error(message("sparql.as"), self._at - 1)
                made[self._tokens[self._at - 2][1:]] = None
            elif self._next() != "*":
                plain[token[1:]] = None
        if self._at == first:
            raise self._error(message("sparql.variables"))
        aggregates = any(word_of(token) in _AGGREGATES for token in self._matches[first : self._at])
        return plain, made, aggregates

    def _modifiers(self, group: Group) -> tuple[int, bool]:
        """Read the modifiers after a group: where they end, and whether they fold its solutions."""
        found: set[str] = set()
        while self._peek() not in ("}", "") and self._word() != "VALUES":
            if not found and self._word() not in _MODIFIERS:
                raise self._error(message("sparql.nothing-more"))
            found.add(self._word())
            self._skip(group)
        return self._at, bool(found & (_MODIFIERS - {"ORDER"}))

    def _expression(self, group: Group) -> None:
        """Pass over an expression: a bracket, perhaps of a function, or the group of EXISTS."""
        while self._peek() not in ("(", "{"):
            self._next()
        self._skip(group)

    def _skip(self, group: Group) -> None:
        """Pass over one token, or a bracket with all that is in it; keep the groups that it holds."""
        if self._peek() == "{":
            words = [self._tokens[at].upper() for at in range(max(self._at - 2, 0), self._at)]
            if words[-1:] != ["EXISTS"]:
                raise self._error(message("sparql.no-group"))
            (group.absent if "NOT" in words else group.others).append(self._group(Group()))
        elif self._next() == "(":
            while self._peek() != ")":
                self._skip(group)
            self._next()

    def _values(self) -> None:
        while self._peek() != "{":
            self._next()
        while self._next() != "}":
            pass

    def _triples(self, group: Group) -> None:
        """Read triple patterns with the same subject, and more of them after a dot."""
        while self._peek() not in ("}", "{") and self._word() not in _CLAUSES:
            start, before = self._at, len(group.triples)
            is_described = self._peek() in ("[", "(")
            subject = self._node(group)
            if not (is_described and len(group.triples) > before and self._peek() in (".", "}")):
                self._properties(subject, group)
            triples = tuple(group.triples[before:])
            if any(end.startswith("_:") for triple in triples for end in (triple.subject, triple.object)):
                self._blank.append(Statement(start, self._at, triples))
            if self._peek() != ".":
                return
            self._next()

    def _properties(self, subject: str, group: Group) -> None:
        while True:
            verb = self._verb()
            while True:
                group.triples.append(Triple(subject, verb[0], self._node(group), *verb[1:]))
                if self._peek() != ",":
                    break
                self._next()
            if self._peek() != ";":
                return
            while self._peek() == ";":
                self._next()
            if self._peek() in (".", "}", "]") or self._word() in _CLAUSES:
                return

    def _node(self, group: Group) -> str:
        if self._peek() == "[":
            self._next()
            node = self._fresh()
            if self._peek() != "]":
                self._properties(node, group)
            self._expect("]")
            return node
        if self._peek() == "(":
            return self._collection(group)
        return self._term()

    def _collection(self, group: Group) -> str:
        self._expect("(")
        if self._peek() == ")":
            self._next()
            return _NIL
        first = node = self._fresh()
        while True:
            item = self._node(group)
            rest = self._fresh() if self._peek() != ")" else _NIL
            group.triples.append(Triple(node, frozenset([_FIRST]), item, _FIRST))
            group.triples.append(Triple(node, frozenset([_REST]), rest, _REST))
            if rest == _NIL:
                self._next()
                return first
            node = rest

    def _fresh(self) -> str:
        self._unnamed += 1
        return f"_:[{self._unnamed}]"

    def _term(self) -> str:
        """Read a term, and return it as in N-Triples."""
        at, token = self._at, self._next()
        match = self._matches[at]
        if match["variable"]:
            return "?" + token[1:]
        if match["blank"]:
            return token
        if match["iri"] or match["name"]:
            return f"<{self._resolve(token)}>"
        if match["string"]:
            width = 3 if token.startswith(('"""', "'''")) and len(token) >= 6 else 1
            return self._literal(unescape(token[width:-width]))
        if token in ("+", "-") and self._matches_kind("number"):
            return self._number(token + self._next())
        if match["number"]:
            return self._number(token)
        if token.lower() in ("true", "false"):
            return f'"{token.lower()}"^^<{XSD}boolean>'
        raise self._error(message("sparql.term"), at)

    def _literal(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
        if self._matches_kind("tag"):
            return f'"{escaped}"{self._next()}'
        if self._peek() == "^^":
            self._next()
            return f'"{escaped}"^^<{self._resolve(self._next())}>'
        return f'"{escaped}"'

    def _number(self, token: str) -> str:
        kind = "double" if "e" in token.lower() else "decimal" if "." in token else "integer"
        return f'"{token}"^^<{XSD}{kind}>'

    def _resolve(self, token: str) -> str:
        """Return the IRI that a token names."""
        match = self._matches[self._at - 1]
        if match["iri"]:
            iri = unescape(token[1:-1])
            if not self._base or ":" in iri.partition("/")[0]:
                return iri
            from urllib.parse import urljoin

            return urljoin(self._base, iri) + "#" * iri.endswith("#")  # it drops an empty fragment
        prefix, colon, local = token.partition(":")
        if not match["name"] or not colon:
            raise self._error(message("sparql.iri"), self._at - 1)
        if prefix not in self._prefixes:
            raise self._error(message("error.undeclared-prefix", prefix=prefix), self._at - 1)
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def _verb(self) -> tuple[frozenset[str] | None, str, bool, bool]:
        """Read a predicate or path: what it can follow, its text, whether it is a path, and can be empty."""
        start = self._at
        if self._matches_kind("variable"):
            term = self._term()
            return frozenset([term]), term, False, False
        predicates, can_be_empty = self._path()
        verb = self._text[self._matches[start].start() : self._matches[self._at - 1].end()]
        return predicates, verb, self._at - start > 1, can_be_empty

    def _path(self) -> tuple[frozenset[str] | None, bool]:
        """Read a path: the predicates that it can follow, and whether it can have no length."""
        predicates, can_be_empty = self._sequence()
        while self._peek() == "|":
            self._next()
            more, empty = self._sequence()
            predicates, can_be_empty = _both(predicates, more), can_be_empty or empty
        return predicates, can_be_empty

    def _sequence(self) -> tuple[frozenset[str] | None, bool]:
        predicates, can_be_empty = self._step()
        while self._peek() == "/":
            self._next()
            more, empty = self._step()
            predicates, can_be_empty = _both(predicates, more), can_be_empty and empty
        return predicates, can_be_empty

    def _step(self) -> tuple[frozenset[str] | None, bool]:
        if self._peek() == "^":
            self._next()
        predicates: frozenset[str] | None
        can_be_empty = False
        if self._peek() == "(":
            self._next()
            predicates, can_be_empty = self._path()
            self._expect(")")
        elif self._peek() == "!":
            self._next()
            if self._peek() == "!":
                raise self._error(message("sparql.predicate"))
            if self._peek() == "(" and self._tokens[self._at + 1 : self._at + 2] == [")"]:
                self._at += 2
            else:
                self._path()
            predicates = None
        elif self._peek() == "a":
            self._next()
            predicates = frozenset([TYPE])
        else:
            predicates = frozenset([f"<{self._resolve(self._next())}>"])
        if self._peek() in ("*", "?", "+"):
            can_be_empty = self._next() != "+" or can_be_empty
        return predicates, can_be_empty

    def _variables(self, first: int, last: int) -> Iterator[str]:
        return (match["variable"][1:] for match in self._matches[first:last] if match["variable"])

    def _matches_kind(self, *kinds: str) -> bool:
        return self._at < len(self._matches) and self._matches[self._at].lastgroup in kinds

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _word(self) -> str:
        return self._peek().upper()

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise self._error(message("sparql.too-early"))
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, token: str) -> None:
        if self._word() != token:
            raise self._error(message("sparql.token", token=token))
        self._at += 1

    def _error(self, problem: Message, at: int | None = None) -> QueryError:
        """Make the error for a problem at a token."""
        at = self._at if at is None else at
        if at >= len(self._matches):
            return QueryError(message("sparql.at-end", problem=problem))
        start = self._matches[at].start()
        line = self._text.count("\n", 0, start) + 1
        found = self._tokens[at]
        return QueryError(message("sparql.at-line", problem=problem, found=found, line=line))


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other
