"""Text out of PDF, DOCX and HTML files, each made here."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from pathlib import Path

import pytest

from diplograph.base.errors import DiplographError, DocumentError, MissingExtraError
from diplograph.sources import extraction
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
        ("<div>" * 5000 + "x" + "</div>" * 5000, "x"),
        ("<p>a<wbr>b<!-- c -->d&shy;</p>&amp;lt;&#x645;", "abd\u00ad\n&lt;م"),
        ("<p>a<script>x<p></script>b</p><template><p>t</p></template><nav><nav>m</nav>n</nav>c", "ab\nc"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("a<br/>b<b/>c", "a\nbc"),
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


SAID = "زار الملك رودلف"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="windows-1256">', "cp1256"),
        ("<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-6'>", "iso8859-6"),
        ('<meta charset="windows-1256">', "utf-8-sig"),
        ('<?xml version="1.0" encoding="windows-1256"?>', "cp1256"),
    ],
)
def test_encoding_of_a_page(head: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(f"{head}<p>{SAID}</p>".encode(encoding))
    assert extract(tmp_path / "a.html") == SAID


@pytest.mark.parametrize(
    ("head", "encoding", "reason"),
    [
        ("", "cp1256", ":2: it is not in UTF-8, and declares no encoding"),
        ('<meta charset="utf-8">', "cp1256", ":2: it is not in utf-8"),
        ('<meta charset="hex">', "utf-8", "its encoding hex is not known"),
        ('<meta charset="klingon">', "utf-8", "its encoding klingon is not known"),
    ],
)
def test_a_page_is_not_read_in_an_encoding_that_is_guessed(
    head: str, encoding: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_bytes(f"{head}\n<p>{SAID}</p>".encode(encoding))
    with pytest.raises(DocumentError, match=reason):
        extract(tmp_path / "a.html")


def test_what_windows_writes_as_latin_1_is_read_as_browsers_do(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b'<meta charset="iso-8859-1">\x93caf\xe9\x94')
    assert extract(tmp_path / "a.html") == "“café”"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_docx(path: Path, body: str, *, before: str = "", parts: int = 0) -> None:
    """Write a DOCX file of one part, with some that are empty."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
        for number in range(parts):
            archive.writestr(f"{number}.xml", "")


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cells(*content: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in content) + "</w:tr>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("a") + "<w:p/>" + paragraph("b"), "a\n\nb"),
        (
            "<w:p><w:r><w:t>Ruri</w:t></w:r><w:r><w:t>tan</w:t></w:r><w:r><w:t>ia</w:t></w:r></w:p>",
            "Ruritania",
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>",
            "a\tb",
        ),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r></w:p>", "a\nb-c"),
        (
            "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            "new",
        ),
        ("<w:sdt><w:sdtContent>" + paragraph("kept") + "</w:sdtContent></w:sdt>", "kept"),
        (
            "<w:tbl>" + cells(paragraph("a"), paragraph("b")) + cells("<w:p/>", paragraph("d")) + "</w:tbl>",
            "a\tb\n\td",
        ),
        ("<w:tbl><w:tr><w:tc>" * 500 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 500, "deep"),
        (
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>'
            + paragraph("x")
            + "</w:tc></w:tr></w:tbl>",
            "x",
        ),
    ],
)
def test_all_that_a_docx_file_shows_is_read_once(body: str, text: str, tmp_path: Path) -> None:
    write_docx(tmp_path / "a.docx", body)
    assert extract(tmp_path / "a.docx") == text


@pytest.mark.slow
def test_docx_that_unfolds_to_too_much_is_refused(tmp_path: Path) -> None:
    write_docx(tmp_path / "a.docx", " " * 250_000_000)
    with pytest.raises(DocumentError, match="unfolds to more than 200 MB"):
        extract(tmp_path / "a.docx")
    whole = (tmp_path / "a.docx").read_bytes()
    place = whole.rindex(b"PK\x01\x02")
    (tmp_path / "b.docx").write_bytes(
        whole[: place + 24] + (1000).to_bytes(4, "little") + whole[place + 28 :]
    )
    with pytest.raises(DocumentError, match="no text could be taken from it: Bad CRC"):
        extract(tmp_path / "b.docx")


@pytest.mark.parametrize(
    ("before", "parts", "reason"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>', 0, "document type"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd">', 0, "document type"),
        pytest.param("", 10_000, "more than 10000 parts", marks=pytest.mark.slow),
    ],
)
def test_docx_that_could_unfold_without_end_is_refused(
    before: str, parts: int, reason: str, tmp_path: Path
) -> None:
    write_docx(tmp_path / "a.docx", paragraph("a"), before=before, parts=parts)
    with pytest.raises(DocumentError, match=reason):
        extract(tmp_path / "a.docx")


def test_a_reader_is_ended_in_time_and_within_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>a</p>", encoding="utf-8")
    monkeypatch.setattr(extraction, "MOST_SECONDS", 0.2)
    monkeypatch.setitem(extraction._READERS, ".html", lambda _: str(time.sleep(60)))
    with pytest.raises(DocumentError, match=r"within 0\.2 seconds"):
        extract(page)
    monkeypatch.setattr(extraction, "MOST_SECONDS", 60)
    monkeypatch.setitem(extraction._READERS, ".html", lambda _: "x" * (2 << 30))
    with pytest.raises(DocumentError, match="takes more than 1024 MiB"):
        extract(page)
    monkeypatch.setitem(extraction._READERS, ".html", lambda _: os._exit(9))
    with pytest.raises(DocumentError, match="its reader stopped"):
        extract(page)


def test_pdftotext_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pdf(tmp_path / "a.pdf", ["كلملا راز"])
    (tmp_path / "pdftotext").write_text("#!/bin/sh\nexec /bin/sleep 60\n", encoding="utf-8")
    (tmp_path / "pdftotext").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(extraction, "_MOST_OF_A_PROGRAM", 0.2)
    with pytest.raises(DocumentError, match="pdftotext took longer"):
        extract(tmp_path / "a.pdf")


def test_encrypted_pdf_is_reported(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    write_pdf(tmp_path / "a.pdf", ["secret"])
    writer = pypdf.PdfWriter(tmp_path / "a.pdf")
    writer.encrypt("word", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    with pytest.raises(DocumentError, match="it is encrypted"):
        extract(tmp_path / "b.pdf")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".txt"])
def test_what_is_no_regular_file_is_refused_rather_than_waited_for(suffix: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    os.mkfifo(tmp_path / f"pipe{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    (tmp_path / f"device{suffix}").symlink_to("/dev/zero")
    for name in ("pipe", "folder", "device", "missing"):
        with pytest.raises(DiplographError, match="cannot be read"):
            add_document(
                project, tmp_path / f"{name}{suffix}", titles={"en": "A", "ar": "عنوان"}, language="en"
            )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1 words}", "it is RTF, not plain text"),
        (b"PK\x03\x04 words", "ODT and EPUB"),
        (b"%PDF-1.4", "it is a PDF"),
        (b"\xd0\xcf\x11\xe0", "old Word file"),
        ("words".encode("utf-16"), "UTF-16"),
        (b"one\ntwo\0", "a:2: it has a NUL character"),
        (b" \n", "the file is empty"),
        (b"one\ncaf\xe9", "a:2: the file is not UTF-8"),
    ],
)
def test_what_is_no_plain_text_is_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(DocumentError, match=reason):
        add_document(project, tmp_path / "a", titles={"en": "A", "ar": "عنوان"}, language="en")
    assert not project.documents.exists()


@pytest.mark.parametrize("slug", ["a" * 201, "..", "a/b", "a\x1b", "زيارة", "A", "a--b"])
def test_a_name_that_no_file_should_have_is_refused(slug: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "p")
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    with pytest.raises(DocumentError, match="give --slug"):
        add_document(project, tmp_path / "a.txt", titles={"en": "A", "ar": "عنوان"}, language="en", slug=slug)


@pytest.mark.slow
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
    document = add_document(project, page, titles={"en": "Page", "ar": "عنوان"}, language="en").document
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
