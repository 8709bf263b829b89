"""JSON Schema of drafts, made from the description of their records: for editors, forms and language models.

Source: JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12). A closed list of kinds is written
as annotated constants, ``anyOf`` of ``const``, so that each has its title and description.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from diplograph.base.languages import in_first
from diplograph.base.messages import LANGUAGES, say
from diplograph.base.names import EDTF, RDF, XSD
from diplograph.drafts.records import QUOTE, Description, Field, Need, RecordType
from diplograph.drafts.terms import Term
from diplograph.drafts.values import Value

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
CLASS: Final = "a"
"""The field that names the class of a record."""

_TAG: Final = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_LAST_YEAR: Final = 9999
_NUMBERS: Final = {XSD + "integer": "integer", XSD + "decimal": "number"}
_PLAIN: Final[dict[str, dict[str, Any]]] = {
    XSD + "boolean": {"type": "boolean"},
    XSD + "date": {"type": "string", "format": "date"},
    RDF + "langString": {"$ref": "#/$defs/text"},
}

Schema: TypeAlias = dict[str, Any]


def to_schema(description: Description, language: str) -> Schema:
    """Make the JSON Schema of a file of drafts, which is a list of records; ``$defs`` has one of them.

    Args:
        description: What records may have.
        language: The language of titles and descriptions; those in the others of the interface are beside
            them, such as ``x-title-ar``.
    """
    return _Writer(description, language).schema()


class _Writer:
    """Writes a schema; definitions that are referred to are collected on the way."""

    def __init__(self, description: Description, language: str) -> None:
        self._description = description
        self._languages = (language, *(other for other in LANGUAGES if other != language))
        self._definitions: dict[str, Schema] = {}

    def schema(self) -> Schema:
        records = {name: self._record(one) for name, one in self._description.records.items()}
        shared = {
            "record": {"anyOf": [_ref(name) for name in records]},
            "quote": {**_one_or_more({"type": "string", "minLength": 1}, 1, None), **self._texts("quote")},
            "text": {**self._text(), **self._texts("text")},
        }
        return {
            "$schema": DIALECT,
            **self._texts("file"),
            "type": "array",
            "items": _ref("record"),
            "$defs": {**shared, **records, **dict(sorted(self._definitions.items()))},
        }

    def _record(self, record: RecordType) -> Schema:
        fields = {one.name: self._define(one, record) for one in record.fields}
        required = [CLASS, *([QUOTE] if record.needs_quote else [])]
        needs = [{"anyOf": [_need(one) for one in choices]} for choices in record.needs]
        return {
            **self._about(record.term),
            "type": "object",
            "properties": {CLASS: {"const": record.name}, QUOTE: _ref("quote"), **fields},
            "required": required + [one.name for one in record.fields if one.least],
            "additionalProperties": False,
            **({"allOf": needs} if needs else {}),
        }

    def _define(self, one: Field, record: RecordType) -> Schema:
        """Define a field once for all records in which it takes the same, and return the reference."""
        item = self._value(one.value)
        schema = {**self._about(one.term), **_one_or_more(item, one.least, one.most)}
        for name in (f"field.{one.name}", f"field.{record.name}.{one.name}"):
            if self._definitions.setdefault(name, schema) == schema:
                break
        return _ref(name)

    def _value(self, value: Value) -> Schema:
        choices = [self._kinds(scheme) for scheme in sorted(value.schemes)]
        choices += [self._literal(datatype, value) for datatype in sorted(_widest(value.datatypes))]
        if value.classes or not choices:
            choices.append(self._text_value(value))
        return choices[0] if len(choices) == 1 else {"anyOf": choices}

    def _literal(self, datatype: str, value: Value) -> Schema:
        if datatype == EDTF:
            return self._date(value.pattern)
        if datatype in _NUMBERS:
            bounds = {"minimum": value.minimum, "maximum": value.maximum}
            given = {name: bound for name, bound in bounds.items() if bound is not None}
            return {"type": _NUMBERS[datatype], **given}
        return _PLAIN.get(datatype) or self._text_value(value)

    def _date(self, pattern: str) -> Schema:
        """Define dates; the year of a YAML file is a number."""
        text = {"type": "string", **({"pattern": pattern} if pattern else {})}
        year = {"type": "integer", "minimum": 1, "maximum": _LAST_YEAR}
        self._definitions["date"] = {**self._texts("date"), "anyOf": [text, year]}
        return _ref("date")

    def _text_value(self, value: Value) -> Schema:
        """Return the schema of a name, which has the classes of what it may name, or of another text."""
        if value.classes:
            terms = [self._description.terms.term(iri) for iri in value.classes]
            return {"type": "string", "minLength": 1, "x-names": sorted(term.name for term in terms)}
        return {"type": "string", "minLength": 1, **({"pattern": value.pattern} if value.pattern else {})}

    def _kinds(self, scheme: str) -> Schema:
        terms = self._description.terms
        name = f"kinds.{terms.term(scheme).name}"
        if name not in self._definitions:
            kinds = [{"const": kind.name, **self._about(kind)} for kind in terms.kinds.get(scheme, ())]
            constants: Schema = {"anyOf": kinds} if kinds else {"not": {}}
            self._definitions[name] = {**self._about(terms.term(scheme)), "type": "string", **constants}
        return _ref(name)

    def _text(self) -> Schema:
        """Return the schema of a text in one language, or in several by their tags."""
        text = {"type": "string", "minLength": 1}
        tags = dict.fromkeys(self._description.languages, text)
        by_tag = {"type": "object", "minProperties": 1, "properties": tags, "patternProperties": {_TAG: text}}
        return {"anyOf": [text, {**by_tag, "additionalProperties": False}]}

    def _about(self, term: Term) -> Schema:
        """Return what a term is called and what it is, in the language of the reader and in the others."""
        first, *others = self._languages
        found = {
            "title": in_first(term.labels, self._languages) or term.name,
            "description": in_first(term.definitions, (first,)),
        }
        for other in others:
            found[f"x-title-{other}"] = term.labels.get(other, "")
            found[f"x-description-{other}"] = term.definitions.get(other, "")
        return {name: text for name, text in found.items() if text}

    def _texts(self, name: str) -> Schema:
        """Return the description of a part of the schema that is no term."""
        first, *others = self._languages
        described = {f"x-description-{other}": say(f"drafts.{name}", other) for other in others}
        return {"description": say(f"drafts.{name}", first), **described}


def _widest(datatypes: frozenset[str]) -> frozenset[str]:
    """Return datatypes without integers where decimal numbers are taken: JSON has one sort of number."""
    return datatypes - {XSD + "integer"} if XSD + "decimal" in datatypes else datatypes


def _one_or_more(item: Schema, least: int, most: int | None) -> Schema:
    """Return the schema of one value, or of a list of them where there may be more."""
    if most == 1:
        return item
    bounds = {"minItems": max(least, 1), **({} if most is None else {"maxItems": most})}
    several = {"type": "array", "items": item, **bounds, "uniqueItems": True}
    return several if least > 1 else {"anyOf": [item, several]}


def _need(need: Need) -> Schema:
    lists = {name: {"type": "array", "minItems": least} for name, least in need.items() if least > 1}
    return {"required": list(need), **({"properties": lists} if lists else {})}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
