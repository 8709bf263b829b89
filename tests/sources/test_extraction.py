"""Text out of PDF, DOCX and HTML files, each made here."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from diplograph.base.errors import DocumentError, MissingExtraError
from diplograph.sources.extraction import extract
from diplograph.sources.registering import add_document
from helpers import make_project


def write_pdf(path: Path, lines: list[str]) -> None:
    """Write a PDF of one page that draws each line letter by letter from its left end, as printers do.

    The font is not in the file: a map to Unicode is all that extraction needs.
    """
    letters = sorted(set("".join(lines)))
    code = {letter: f"{number:04X}" for number, letter in enumerate(letters, 1)}
    drawn = "".join(
        f"1 0 0 1 50 {700 - 20 * row} Tm <{''.join(code[letter] for letter in line)}> Tj\n"
        for row, line in enumerate(lines)
    )
    mapped = "".join(f"<{code[letter]}> <{ord(letter):04X}>\n" for letter in letters)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(letters)} beginbfchar\n{mapped}endbfchar\n"
        "endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        _stream(f"BT /F 12 Tf\n{drawn}ET"),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H"
        " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 600 /FontDescriptor 8 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(to_unicode),
        "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 600 800] /ItalicAngle 0"
        " /Ascent 800 /Descent 0 /CapHeight 700 /StemV 80 >>",
    ]
    data = b"%PDF-1.5\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode())


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def test_pdf(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", ["The king of \ufb01ve isles came", "on 7 November 1996."])
    assert extract(tmp_path / "a.pdf").split() == [
        "The",
        "king",
        "of",
        "five",
        "isles",
        "came",
        "on",
        "7",
        "November",
        "1996.",
    ]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_arabic_pdf_is_read_in_the_order_of_speech(tmp_path: Path) -> None:
    said = "زار الملك فريدونيا في 7 نوفمبر 1996"
    drawn = " ".join(word if word.isdigit() else word[::-1] for word in reversed(said.split()))
    write_pdf(tmp_path / "a.pdf", [drawn])
    assert extract(tmp_path / "a.pdf").strip() == said


def test_arabic_pdf_is_refused_where_its_order_would_be_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pdf(tmp_path / "a.pdf", ["كلملا راز"])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentError, match="needs pdftotext"):
        extract(tmp_path / "a.pdf")


def test_docx_with_its_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph("The king came.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Trade", "30"
    made.add_paragraph("Then he left.")
    made.save(str(tmp_path / "a.docx"))
    assert extract(tmp_path / "a.docx") == "The king came.\nTrade\t30\nThen he left."


def test_html_without_what_is_not_shown(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>The king <b>came</b>.</p><script>no()</script>", encoding="utf-8")
    assert extract(page) == "The king came."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ruri<b>tan</b>ia and <i>Freedonia</i></p>", "Ruritania and Freedonia"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>one<div>two</div>three</div>", "one\ntwo\nthree"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>the\nsame\n  line</p>", "the same line"),
        ("<p>زار <a href='x'>الملك</a>\u00a0رودلف</p>", "زار الملك رودلف"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<table><tr><td>one</td><td>two</td></tr></table>", "one\ntwo"),
        ("<h1>Title</h1>Text<span>s</span>", "Title\nTexts"),
        ("<p>1<sup>st</sup></p>", "1st"),
    ],
)
def test_only_blocks_break_lines(html: str, text: str, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(html, encoding="utf-8")
    assert extract(page) == text


def test_docx_that_unfolds_to_too_much_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 250_000_000)
    with pytest.raises(DocumentError, match="unfolds to more than 200 MB"):
        extract(tmp_path / "a.docx")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_lam_alif_of_one_sign_is_in_its_order(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    said = "السلام لا إله الإسلام"
    with rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.text(0.1, 0.5, said)
        figure.savefig(tmp_path / "a.pdf")
    assert extract(tmp_path / "a.pdf").strip() == said


def test_extracted_text_is_what_is_registered(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    page = tmp_path / "a.html"
    page.write_text("<p>The king came.</p>", encoding="utf-8")
    document = add_document(project, page, titles={"en": "Page"}, language="en").document
    assert (project.documents / "a.txt").read_text(encoding="utf-8") == "The king came."
    assert document.length == len("The king came.")


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_damaged_file_is_refused(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"%PDF-1.4 damaged")
    with pytest.raises(DocumentError, match="no text could be taken from it"):
        extract(tmp_path / f"a{suffix}")


def test_scanned_page_is_refused(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.pdf", [" "])
    with pytest.raises(DocumentError, match="text recognition"):
        extract(tmp_path / "a.pdf")


def test_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pdf(tmp_path / "a.pdf", ["A"])
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(MissingExtraError, match=r"pypdf is not installed: .*diplograph\[extract\]"):
        extract(tmp_path / "a.pdf")
