"""How long a search over 1,000,000 names takes, and the making of its index.

Run it from the repository: ``.venv/bin/python benchmarks/search.py [NAMES]``. The names are made up here, of
syllables in Arabic and Latin letters, with words as unequally frequent as in real names. What is timed is
the whole of `diplograph.questions.searching.search.search`, the opening of the index with it.
"""

from __future__ import annotations

import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from diplograph.base.names import BASE, DG, RDF, RDFS
from diplograph.questions.searching.index import ensure_index
from diplograph.questions.searching.search import search

NAMES = 1_000_000
ROUNDS = 100
SYLLABLES = [
    ("na", "نا"), ("zar", "زار"), ("ba", "با"), ("yev", "ييف"), ("mu", "مو"), ("rak", "راك"), ("al", "ال"),
    ("ma", "ما"), ("ty", "تي"), ("sul", "سول"), ("tan", "تان"), ("nur", "نور"), ("ka", "كا"), ("sha", "شا"),
    ("kho", "خو"), ("ghi", "غي"), ("dar", "دار"), ("bek", "بيك"), ("stan", "ستان"), ("far", "فار"),
    ("had", "حاد"), ("sam", "سام"), ("rif", "ريف"), ("lu", "لو"), ("qas", "قاص"), ("tim", "طيم"),
    ("oum", "اوم"), ("ver", "فير"), ("gor", "جور"), ("chev", "تشيف"), ("jan", "جان"), ("wal", "وال"),
    ("dub", "دوب"), ("hos", "حوس"), ("ni", "ني"), ("ped", "بيد"), ("rin", "رين"), ("lev", "ليف"),
]  # fmt: skip
COMMON = [
    ("visit", "زيارة"), ("president", "الرئيس"), ("minister", "وزير"), ("treaty", "معاهدة"), ("of", "من"),
    ("embassy", "سفارة"), ("ministry", "وزارة"), ("meeting", "اجتماع"), ("state", "دولة"), ("to", "الى"),
]  # fmt: skip
CLASSES = ("State", "Leader", "Visit", "Treaty", "Place")


def made_up_words(count: int, chance: random.Random) -> list[tuple[str, str]]:
    """Return different words, each in Latin and in Arabic letters."""
    made: dict[str, str] = {}
    while len(made) < count:
        syllables = chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))
        made["".join(latin for latin, _ in syllables)] = "".join(arabic for _, arabic in syllables)
    return list(made.items())


def write_graph(path: Path, names: int, chance: random.Random) -> list[tuple[str, str]]:
    """Write nodes with a name in each language, and give the words in use, the frequent first."""
    words = made_up_words(names // 5, chance)
    weights = [1 / rank for rank in range(20, len(words) + 20)]
    total = [sum(weights[:1])]
    for weight in weights[1:]:
        total.append(total[-1] + weight)
    drawn: set[tuple[str, str]] = set()
    graph = f"<{BASE}graph/facts/benchmark> .\n"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(names // 2):
            pairs = chance.choices(words, cum_weights=total, k=chance.choice((1, 2, 2, 3)))
            drawn.update(pairs)
            if number % 2:
                pairs[:0] = chance.choices(COMMON, k=chance.choice((1, 2)))
            node = f"<{BASE}id/node/{number}>"
            stream.write(f"{node} <{RDF}type> <{DG}{CLASSES[number % 5]}> {graph}")
            for place, tag in ((0, "en"), (1, "ar")):
                name = " ".join(pair[place] for pair in pairs)
                stream.write(f'{node} <{RDFS}label> "{name}"@{tag} {graph}')
    return [word for word in words if word in drawn]


def misspelt(word: str, chance: random.Random) -> str:
    """Change one letter of a word, or two of a long one."""
    letters = list(word)
    for place in chance.sample(range(len(letters)), 1 if len(letters) < 8 else 2):
        letters[place] = chance.choice("aeiouzkt" if word.isascii() else "تطسصكقهي")
    return "".join(letters)


def respelled(word: str) -> str:
    """Write a Latin word as another language would."""
    pairs = (("z", "s"), ("y", "j"), ("v", "w"), ("q", "k"), ("kh", "ch"), ("u", "ou"), ("sha", "scha"))
    for old, new in pairs:
        word = word.replace(old, new)
    return word


def measure(index: Path, texts: list[str], types: list[str] | None = None) -> tuple[list[float], int]:
    """Return the milliseconds of each search, sorted, and how many found something."""
    times, found = [], 0
    for text in texts:
        start = time.perf_counter()
        hits = search(index, text, types=types)
        times.append((time.perf_counter() - start) * 1000)
        found += bool(hits)
    return sorted(times), found


def main() -> None:
    """Make the names and the index, search, and print the times."""
    names = int(sys.argv[1]) if len(sys.argv) > 1 else NAMES
    chance = random.Random(1996)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {names:,} names")
    with tempfile.TemporaryDirectory() as folder:
        graph, index = Path(folder) / "graph.nq", Path(folder) / "search.db"
        words = write_graph(graph, names, chance)
        start = time.perf_counter()
        ensure_index(graph, index)
        taken, size = time.perf_counter() - start, index.stat().st_size
        print(f"index: {taken:.0f} s, {size / 1e6:.0f} MB, of a graph of {graph.stat().st_size / 1e6:.0f} MB")
        frequent = words[:50]

        def one(pool: list[tuple[str, str]]) -> str:
            return chance.choice(chance.choice(pool))

        def latin(pool: list[tuple[str, str]]) -> str:
            return chance.choice(pool)[0]

        asked: list[tuple[str, Callable[[], str], list[str] | None]] = [
            ("one word", lambda: one(words), None),
            ("frequent word", lambda: one(frequent), None),
            ("word of most names", lambda: one(COMMON), None),
            ("prefix of 2", lambda: one(words)[:2], None),
            ("prefix of 4", lambda: one(words)[:4], None),
            ("misspelt", lambda: misspelt(one(words), chance), None),
            ("misspelt frequent", lambda: misspelt(one(frequent), chance), None),
            ("other transliteration", lambda: respelled(latin(words)), None),
            ("two words", lambda: f"{latin(COMMON)} {latin(frequent)}", None),
            ("two common words", lambda: " ".join(word for word, _ in chance.sample(COMMON, 2)), None),
            ("two words, misspelt", lambda: f"presidnt {misspelt(latin(words), chance)}", None),
            ("four words, unrelated", lambda: " ".join(one(words) for _ in range(4)), None),
            ("of one class", lambda: one(frequent), ["State"]),
            ("not there", lambda: "".join(chance.choices("bcdfghjklmn", k=9)), None),
        ]
        print(f"{'search':<24}{'median ms':>12}{'95 % ms':>10}{'most ms':>10}{'found':>8}")
        for name, text, types in asked:
            times, found = measure(index, [text() for _ in range(ROUNDS)], types)
            late = times[int(len(times) * 0.95)]
            median = statistics.median(times)
            print(f"{name:<24}{median:>12.1f}{late:>10.1f}{times[-1]:>10.1f}{found / ROUNDS:>8.0%}")


if __name__ == "__main__":
    main()
