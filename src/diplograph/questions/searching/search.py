"""Searching the index of names: the closest finds come first, and those with some of the words last.

A text is looked for as it stands, then without particles and article, as the beginning of words, with slips
of the pen, and by its sound. Each of these steps finds all that the one before it found, so that the
words of one text may be found in different ways; what a hit says of itself is the furthest that was needed.
Where these find too little, names with some of the words follow, the more words the sooner. The title of a
person may be missing in a name. What is of a class or kind that was found by its own words is found with it.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from diplograph.base.errors import QueryError, SourceError
from diplograph.base.messages import message
from diplograph.base.names import DG, PREFIXES, short
from diplograph.questions.searching.index import connect
from diplograph.questions.searching.keys import (
    SMALL_WORDS,
    bare,
    is_figure,
    stem,
    without_address,
    without_articles,
    words,
)
from diplograph.questions.searching.slips import allowed, deletions
from diplograph.questions.searching.sounds import sounds

Match: TypeAlias = Literal["exact", "words", "prefix", "spelling", "sound", "kind", "part"]

MOST_WORDS: Final = 16
"""Words that can be searched for at once."""

_CANDIDATES: Final = 3000
"""Words that are compared with one that is searched for; more share its letters only by their shortness."""
_NEIGHBOURS: Final = 48
"""Words with slips that are searched for in place of one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found.

    Attributes:
        iri: The IRI of the node.
        label: What it is called in the reader's language, or else in another.
        matched: The name that was found, as it is written.
        match: How it was found: ``exact`` is the whole name, ``words`` are words of it, ``prefix`` their
            beginnings, ``spelling`` words that differ by a letter or two, ``sound`` their consonants,
            ``kind`` the name of its class or kind, and ``part`` some of the words.
        type: What the node is, in the reader's language; empty if nothing says so.
        score: How good a hit it is, from 0 to 1.
    """

    iri: str
    label: str
    matched: str
    match: Match
    type: str
    score: float


@dataclass(frozen=True, slots=True)
class _Step:
    """A way of finding.

    Attributes:
        match: What it is called.
        score: What its hits are worth at least; at most 0.09 more.
        slips: How many slips of the pen a word may have.
    """

    match: Match
    score: float
    bare: bool = True
    prefix: bool = True
    slips: int = 0
    sound: bool = False


_STEPS: Final = (
    _Step("words", 0.8, bare=False, prefix=False),
    _Step("words", 0.7, prefix=False),
    _Step("prefix", 0.6),
    _Step("spelling", 0.5, slips=1),
    _Step("spelling", 0.4, slips=2),
    _Step("sound", 0.2, slips=2, sound=True),
)
_PART: Final = _Step("part", 0.0, slips=1)
_PART_SCORE: Final = 0.15
_UNTITLED: Final = 0.9  # what a find without the title counts for
_OF_KIND: Final = 0.4  # what a find of its kind counts for, so that it comes before finds of some words
_SHARED: Final = 5000
"""Names with one of several words that are looked at; more share only a word that says little."""


def search(
    index_file: Path,
    text: str,
    *,
    languages: Sequence[str] = ("en",),
    limit: int = 20,
    types: Sequence[str] | None = None,
) -> list[Hit]:
    """Find nodes by their names.

    Args:
        index_file: An index that `diplograph.questions.searching.index.ensure_index` made.
        text: What to search for, in any language; none of its signs has a meaning of its own.
        languages: The languages that labels are given in, as far as there are any: the reader's first.
        limit: How many hits to give at most.
        types: The classes of what is searched for: IRIs, or names such as ``dg:State`` or ``State``.

    Returns:
        Each node once, with the best of its names; the best first.

    Raises:
        QueryError: The text holds no word, or too many; a class is unknown; the limit is not positive.
        SourceError: The index is damaged or is not there.
    """
    parts = words(text)
    if not parts:
        raise QueryError(message("error.search-nothing"))
    if len(parts) > MOST_WORDS:
        raise QueryError(message("error.search-words", number=MOST_WORDS))
    if limit < 1:
        raise QueryError(message("error.search-limit", number=limit))
    try:
        with contextlib.closing(connect(index_file)) as index:
            only = _type_filter(index, types or ())
            found = _Search(index, without_articles(parts), limit, only).run()
            untitled = without_address(parts)
            if untitled != parts:
                more = _Search(index, without_articles(untitled), limit, only).run()
                found = _merged(found, map(_without_title, more), limit)
            found = _merged(found, _of_kinds(index, found, limit, only), limit)
            return [_hit(index, one, languages) for one in found]
    except sqlite3.Error as error:
        raise SourceError(message("error.index-unreadable", reason=error), path=index_file) from error


@dataclass(frozen=True, slots=True)
class _Found:
    """A name that was found, and the node that it belongs to."""

    node: int
    text: str
    match: Match
    score: float


def _without_title(found: _Found) -> _Found:
    """Return what was found by a name without the title before it, which counts for less."""
    match = "words" if found.match == "exact" else found.match
    return replace(found, match=match, score=round(_UNTITLED * found.score, 6))


def _merged(found: Iterable[_Found], more: Iterable[_Found], limit: int) -> list[_Found]:
    """Return the better find of each node, the best first."""
    best: dict[int, _Found] = {}
    for one in (*found, *more):
        if one.node not in best or one.score > best[one.node].score:
            best[one.node] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.text, one.node))[:limit]


def _of_kinds(index: sqlite3.Connection, found: Iterable[_Found], limit: int, only: str) -> Iterator[_Found]:
    """Yield what is of the classes and kinds that were found by their own words."""
    for kind in found:
        if kind.match not in ("exact", "words"):
            continue
        asked = f'type : "t{kind.node}"' + (f" AND {only}" if only else "")
        rows = index.execute(
            "SELECT DISTINCT node FROM "
            "(SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?) AS hit "
            "JOIN name ON name.id = hit.rowid",
            (asked, limit * 8),
        )
        for (node,) in rows.fetchmany(limit):
            yield _Found(node, kind.text, "kind", round(_OF_KIND * kind.score, 6))


class _Search:
    """One search: its words, and what was found so far."""

    def __init__(self, index: sqlite3.Connection, parts: list[str], limit: int, only: str) -> None:
        self._index = index
        self._parts = parts
        self._ascii = "".join(parts).isascii()
        self._limit = limit
        self._only = only
        self._neighbours: dict[str, dict[str, int]] = {}

    def run(self) -> list[_Found]:
        """Take one step after the other until enough is found."""
        seen: set[int] = set()
        best: dict[int, _Found] = {}
        asked = ""
        for step in _STEPS:
            expression = self._expression(step)
            if expression == asked:
                continue
            asked = expression
            # What earlier steps found is found again, and must not crowd out what is new.
            for name, found in self._names(expression, step, self._limit * 8 + len(seen)):
                if name in seen:
                    continue
                seen.add(name)
                if found.node not in best or found.score > best[found.node].score:
                    best[found.node] = found
            if len(best) >= self._limit:
                break
        else:
            for found in self._parts_of(seen):
                best.setdefault(found.node, found)
        return _merged(best.values(), (), self._limit)

    def _names(self, expression: str, step: _Step, most: int) -> Iterable[tuple[int, _Found]]:
        rows = self._index.execute(
            "SELECT id, node, text, kind, of_vocabulary FROM "
            "(SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?) AS hit "
            "JOIN name ON name.id = hit.rowid",
            (expression, most),
        )
        for number, node, text, kind, of_vocabulary in rows:
            parts = without_articles(words(text))
            match, score = step.match, step.score
            if parts == self._parts:
                match, score = "exact", 0.9
            covered = min(1.0, sum(map(len, self._parts)) / sum(map(len, parts)))
            score += 0.05 * covered + (0.03 if self._heard_alike(parts) else 0)
            score += 0.01 if text.isascii() == self._ascii else 0  # in letters like those of the reader
            score -= 0.005 * kind + 0.02 * of_vocabulary
            yield number, _Found(node, text, match, round(score, 4))

    def _parts_of(self, seen: set[int]) -> Iterator[_Found]:
        """Yield names that have some of the words, at least half where others have all; the best first."""
        telling = [part for part in self._parts if part not in SMALL_WORDS]
        if len(telling) < 2:
            return
        count: Counter[int] = Counter()
        for part in telling:
            rows = self._index.execute(
                "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?",
                (self._only_of(self._term(part, _PART)), _SHARED),
            )
            count.update(number for (number,) in rows)
        half = (len(telling) + 1) // 2
        least = half if seen else min(half, max(count.values(), default=half))
        names = sorted(
            (name for name, known in count.items() if known >= least and name not in seen),
            key=lambda name: (-count[name], name),
        )[: self._limit * 4]
        for place, name in enumerate(names):
            node, text = self._index.execute("SELECT node, text FROM name WHERE id = ?", (name,)).fetchone()
            score = _PART_SCORE * count[name] / len(telling) - place * 1e-4 / len(names)
            yield _Found(node, text, "part", round(score, 6))

    def _heard_alike(self, parts: Sequence[str]) -> bool:
        """Return whether each word sounds like one of the name: almost surely a matter of spelling."""
        heard = {key for part in parts for form in (part, *bare(part)) for key in sounds(form)}
        return all(part in parts or not heard.isdisjoint(sounds(part)) for part in self._parts)

    # --- What FTS5 is asked. Words are letters and digits only, and stand in quotation marks.

    def _expression(self, step: _Step) -> str:
        readings = [self._parts]
        if step.bare and len(self._parts) > 1:
            readings += [
                [*self._parts[:place], self._parts[place] + self._parts[place + 1], *self._parts[place + 2 :]]
                for place in range(len(self._parts) - 1)
                if not is_figure(self._parts[place]) and not is_figure(self._parts[place + 1])
            ]
        asked = " OR ".join(
            "(" + " AND ".join(self._term(part, step) for part in reading) + ")" for reading in readings
        )
        return self._only_of(asked)

    def _only_of(self, asked: str) -> str:
        return f"({asked}) AND {self._only}" if self._only else asked

    def _term(self, part: str, step: _Step) -> str:
        if not step.bare:
            return f'word : "{part}"'
        forms = [part, *bare(part)]
        spelled = [f'"{form}"' for form in forms]
        if step.slips:
            spelled += [f'"{word}"' for word, slips in self._near(part).items() if slips <= step.slips]
        asked = [f"{{word bare joined}} : ({' OR '.join(spelled)})"]
        if step.prefix:
            asked += [f'{{word bare}} : "{form}" *' for form in forms if len(form) > 1]
        if step.sound and (keys := dict.fromkeys(key for form in forms for key in sounds(form))):
            asked.append(f"sound : ({_any(keys)})")
        return "(" + " OR ".join(asked) + ")"

    def _near(self, part: str) -> dict[str, int]:
        """Return known words that differ from one by slips, with how many; the nearest first."""
        if part not in self._neighbours:
            self._neighbours[part] = dict(self._measured(part))
        return self._neighbours[part]

    def _measured(self, part: str) -> list[tuple[str, int]]:
        part = stem(part)  # the index has each word without its article too
        most = 0 if is_figure(part) else allowed(part)
        if not most:
            return []
        from rapidfuzz.distance import OSA  # loaded here: most searches find words as they are spelled

        candidates = self._index.execute(
            "SELECT text FROM (SELECT rowid FROM slip WHERE slip MATCH ? LIMIT ?) AS hit "
            "JOIN word ON word.id = hit.rowid WHERE length(text) BETWEEN ? AND ?",
            (_any(sorted(deletions(part, most))), _CANDIDATES, len(part) - most, len(part) + most),
        )
        measured = ((OSA.distance(part, word, score_cutoff=most), word) for (word,) in candidates)
        near = sorted((slips, word) for slips, word in measured if 0 < slips <= most)
        return [(word, slips) for slips, word in near[:_NEIGHBOURS]]


def _type_filter(index: sqlite3.Connection, types: Sequence[str]) -> str:
    numbers = []
    for name in types:
        prefix, colon, local = name.partition(":")
        iri = name if name.startswith(("http://", "https://")) else ""
        if not iri:
            iri = PREFIXES.get(prefix, "") + local if colon else DG + name
        row = index.execute("SELECT id FROM node WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            raise QueryError(message("error.no-such-class", name=name))
        numbers.append(row[0])
    return f"type : ({_any(f't{number}' for number in numbers)})" if numbers else ""


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _hit(index: sqlite3.Connection, found: _Found, languages: Sequence[str]) -> Hit:
    iri, type_number = index.execute("SELECT iri, type FROM node WHERE id = ?", (found.node,)).fetchone()
    label = _label(index, found.node, languages) or found.text
    type_label = "" if type_number is None else _type(index, type_number, languages)
    return Hit(iri, label, found.text, found.match, type_label, found.score)


def _type(index: sqlite3.Connection, node: int, languages: Sequence[str]) -> str:
    """Return the label of a class, or else its name with a prefix."""
    if label := _label(index, node, languages):
        return label
    (iri,) = index.execute("SELECT iri FROM node WHERE id = ?", (node,)).fetchone()
    return short(iri, "")


def _label(index: sqlite3.Connection, node: int, languages: Sequence[str]) -> str:
    """Return the label of a node in the first of some languages, or else in another, or else nothing."""
    order = "language = ? COLLATE NOCASE DESC, language LIKE ? DESC, " * len(languages)
    places = [place for tag in languages for place in (tag, f"{tag}-%")]
    row = index.execute(
        f"SELECT text FROM name WHERE node = ? AND kind = 0 ORDER BY {order}language, id LIMIT 1",
        (node, *places),
    ).fetchone()
    return row[0] if row else ""
