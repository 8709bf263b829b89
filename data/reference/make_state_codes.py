"""Write the codes by which data sets of the field name the states of the graph, and from when to when.

For maintainers, not for users: ``state-codes.ttl``, which it writes, is part of the repository. It reads two
lists, one of the Correlates of War project and one of Gleditsch and Ward; README.md says how to get them::

    python data/reference/make_state_codes.py FOLDER

The lists differ on purpose, so each has records of its own, one for each time that a state was a member. A
member may be more than the entity that a record is about: both carry Russia and the Soviet Union as one.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from writing import Subject, block, both, file, text

TARGET = Path(__file__).parent / "state-codes.ttl"
STILL = "9999-12-31"
"""The end of a member that was one when the list was made."""

STATES = {
    2: Subject("state/united-states", "the United States", "الولايات المتحدة"),
    200: Subject("state/great-britain", "Great Britain", "بريطانيا العظمى"),
    230: Subject("state/spain", "Spain", "إسبانيا"),
    365: Subject("state/soviet-union", "the Soviet Union", "الاتحاد السوفيتي"),
    640: Subject("state/ottoman-empire", "the Ottoman Empire", "الدولة العثمانية"),
    651: Subject("state/egypt", "Egypt", "مصر"),
    652: Subject("state/syria", "Syria", "سوريا"),
    705: Subject("state/kazakhstan", "Kazakhstan", "كازاخستان"),
}
"""The states of the graph by their number, which is the same in both lists."""

WIDER = {
    365: (
        "The list carries Russia and the Soviet Union as one member; the dates are those of the member.",
        "تعدّ القائمة روسيا والاتحاد السوفيتي عضواً واحداً، والتاريخان لهذا العضو.",
    ),
    640: (
        "The list carries the Ottoman Empire and Turkey as one member; the dates are those of the member.",
        "تعدّ القائمة الدولة العثمانية وتركيا عضواً واحداً، والتاريخان لهذا العضو.",
    ),
}
"""What to know of a member that is more than the entity of the graph."""


@dataclass(frozen=True)
class List:
    """A list of states.

    Attributes:
        slug: How its records' IRIs begin.
        labels: Its short name, in English and Arabic.
        file: The name of its file.
        column: The column of its numbers.
        code: The property of its numbers.
        title: Its full name.
        citation: How its makers ask to be cited.
        publisher: The publisher's IRI, name in both languages, and page.
    """

    slug: str
    labels: tuple[str, str]
    file: str
    column: str
    code: str
    title: str
    citation: str
    publisher: tuple[str, str, str, str]


LISTS = (
    List(
        slug="cow",
        labels=("the COW list of states", "قائمة الدول لمشروع «مترابطات الحرب» (COW)"),
        file="cowstates.csv",
        column="cowcode",
        code="dg:cowCode",
        title="State System Membership List",
        citation='Correlates of War Project, "State System Membership List".',
        publisher=(
            "correlates-of-war",
            "Correlates of War Project",
            "مشروع «مترابطات الحرب»",
            "https://correlatesofwar.org/",
        ),
    ),
    List(
        slug="gw",
        labels=("the Gleditsch–Ward list of states", "قائمة الدول لغليديتش ووارد"),
        file="gwstates.csv",
        column="gwcode",
        code="dg:gwCode",
        title="Interstate System Membership: A Revised List of the Independent States since 1816",
        citation=(
            'Kristian S. Gleditsch and Michael D. Ward, "Interstate System Membership: A Revised List of the '
            'Independent States since 1816", International Interactions 25 (1999).'
        ),
        publisher=(
            "gleditsch-and-ward",
            "Kristian S. Gleditsch and Michael D. Ward",
            "كريستيان س. غليديتش ومايكل د. وارد",
            "http://ksgleditsch.com/",
        ),
    ),
)


def read(path: Path, column: str) -> list[dict[str, str]]:
    """Return the rows of a list that are about states of the graph, in its order.

    Raises:
        LookupError: A state has no row.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if int(row[column]) in STATES]
    missing = STATES.keys() - {int(row[column]) for row in rows}
    if missing:
        raise LookupError(f"{path} has no row for {sorted(missing)}")
    return rows


def record(of: List, row: dict[str, str]) -> str:
    """Write one membership of a state: its number, its name in the list, from when to when."""
    number = int(row[of.column])
    state = STATES[number]
    end = ".." if row["end"] == STILL else row["end"]
    since = row["start"][:4]
    until = "" if end == ".." else row["end"][:4]
    english = f"from {since} to {until}" if until else f"from {since}"
    arabic = f"من {since} إلى {until}" if until else f"منذ {since}"
    comment = WIDER.get(number)
    return block(
        f"record/{of.slug}-{since}-{state.slug}",
        "dg:ReferenceRecord",
        (
            f"Entry for {state.english} in {of.labels[0]}, {english}",
            f"مدخل {state.arabic} في {of.labels[1]}، {arabic}",
        ),
        ("dg:about", (f"<id/{state.path}>",)),
        ("dcterms:identifier", (text(row[of.column]),)),
        (of.code, (str(number),)),
        ("dg:standardName", (text(row["country_name"]),)),
        ("dcterms:valid", (f"{text(row['start'] + '/' + end)}^^edtf:EDTF",)),
        *((("rdfs:comment", both(*comment)),) if comment else ()),
        ("dcterms:source", (f"<id/dataset/{of.slug}-states>",)),
    )


def dataset(of: List) -> str:
    """Write what a list is, whose, how to cite it, and the package that it was read from."""
    slug, english, arabic, page = of.publisher
    described = block(
        f"dataset/{of.slug}-states",
        "dcat:Dataset",
        of.labels,
        ("dcterms:title", (text(of.title, "en"),)),
        ("dcterms:publisher", (f"<id/publisher/{slug}>",)),
        ("dcterms:license", ("<https://spdx.org/licenses/MIT>",)),
        ("dcterms:bibliographicCitation", (text(of.citation, "en"),)),
        ("dcat:landingPage", ("<https://github.com/andybega/states>",)),
        ("dcat:version", (text("as in states 0.3.3"),)),
        (
            "dcterms:description",
            both(
                "Read from the R package states 0.3.3, whose licence this is; values unchanged. The makers "
                "of the list ask to be cited.",
                "قُرئت من حزمة R المسماة states 0.3.3، والرخصة رخصتها، والقيم كما هي. ويطلب واضعو القائمة "
                "الاستشهاد بهم.",
            ),
        ),
    )
    homepage = ("foaf:homepage", (f"<{page}>",))
    return f"{described}\n\n{block(f'publisher/{slug}', 'foaf:Agent', (english, arabic), homepage)}"


def state_codes(folder: Path) -> str:
    """Make state-codes.ttl.

    Raises:
        LookupError: A list lacks a state.
        OSError: A list cannot be read.
    """
    blocks = [record(of, row) for of in LISTS for row in read(folder / of.file, of.column)]
    about = "Codes of states and when they were members, in the lists of COW and of Gleditsch and Ward."
    return file(about, [*blocks, *map(dataset, LISTS)], "make_state_codes.py")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: make_state_codes.py FOLDER, with cowstates.csv and gwstates.csv in it")
    TARGET.write_text(state_codes(Path(sys.argv[1])), encoding="utf-8")
