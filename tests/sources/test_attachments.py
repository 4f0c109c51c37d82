"""Attachments: what is published as it is, and what is refused although its name is on the list."""

from __future__ import annotations

import itertools
import random
import zlib

import pytest
from attachment_examples import DANGEROUS, GOOD, MAIN, PNG, TYPES, office, packed

from okrsite.gate.files import check_content
from okrsite.sources import attachments
from okrsite.sources import office as documents
from okrsite.sources.attachments import KINDS, PICTURES, AttachmentRefusal, find_kind, inspect_attachment
from okrsite.sources.pictures import ends_with_its_frame

TEXTS = {"csv", "txt"}
NOISE = random.Random(1).randbytes(1_000_000)
"""What no archive makes smaller."""
SAME = ({"jpg", "jpeg"}, TEXTS)


@pytest.fixture
def refused(tmp_path):
    def look(kind: str, data: bytes) -> AttachmentRefusal | None:
        file = tmp_path / f"file.{kind}"
        file.write_bytes(data)
        return inspect_attachment(file, kind)

    return look


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_that_is_what_its_name_says_is_published(refused, kind):
    assert refused(kind, GOOD[kind]) is None
    assert check_content(kind, GOOD[kind]) is None


@pytest.mark.parametrize(("name", "inside"), list(itertools.permutations(sorted(KINDS), 2)))
def test_a_file_of_one_kind_under_the_name_of_another_is_refused(refused, name, inside):
    found = refused(name, GOOD[inside])
    if {name, inside} in SAME:
        assert found is None
        return
    assert found is not None and found.hint
    assert found.code == ("OKR101" if name in TEXTS else "OKR121")


@pytest.mark.parametrize("kind", sorted(KINDS - TEXTS))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>a()</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>',
        b"<!doctype html><!-- %PDF-1.7 \x89PNG -->",
        b"\xef\xbb\xbf<html>",
        b"MZ\x90\0",
        b"\x7fELF",
        b"#!/bin/sh\n",
        b" %PDF-1.7",
        b"GIF89",
    ],
)
def test_what_is_no_such_file_at_all_is_refused(refused, kind, data):
    found = refused(kind, data)
    assert found is not None and (found.code, bool(found.hint)) == ("OKR121", True)


@pytest.mark.parametrize("kind", sorted(PICTURES | {"pdf"}))
def test_a_picture_that_is_a_page_or_an_archive_too_is_refused(refused, kind):
    for markup in (b"<script>a()</script>", b"<HTML>", b"<svg onload=a()>", b"<!DocType x>", b"<iframe src=x>"):
        found = refused(kind, GOOD[kind] + markup)
        assert found is not None and found.code == "OKR122" and "markup" in found.message
    found = refused(kind, GOOD[kind] + packed({"a.class": b"x" * 5000}))
    assert found is not None and found.code == "OKR122" and "archive" in found.message


STRANGERS = {
    "RAR": b"Rar!\x1a\x07\x01\0 and so on",
    "7z": b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(30),
    "a program of Windows": b"MZ\x90\0"
    + bytes(60)
    + b"\x0e\x1f\xba\x0e\0\xb4\x09!This program cannot be run in DOS mode.\r\n$",
    "a short program of Windows": b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0",
    "a program of Linux": b"\x7fELF\x02\x01\x01\0",
    "a program of a server": b"<?PhP system($_GET[0]);",
    "a document": b"%PDF-1.7\n%%EOF\n",
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "gzip": b"\x1f\x8b\x08\0",
    "words": b"anything",
    "another picture": PNG,
    "far behind": bytes(5000) + b"Rar!\x1a\x07\x01\0",
    "many zeros": bytes(5000),
}
"""What opens as something else although a picture stands before it."""


@pytest.mark.parametrize("kind", sorted(PICTURES | {"pdf"}))
@pytest.mark.parametrize("what", STRANGERS)
def test_a_picture_ends_where_the_file_ends(refused, kind, what):
    if (kind, what) == ("pdf", "a document"):
        return  # one that was added to: programs read it from its end
    found = refused(kind, GOOD[kind] + STRANGERS[what])
    assert found is not None and found.code in ("OKR121", "OKR122") and found.hint
    assert refused(kind, GOOD[kind] + bytes(100)) is None, "zeros that cameras write"


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


@pytest.mark.parametrize(
    "what", ["RAR", "7z", "a program of Windows", "a program of Linux", "a program of a server", "an old document"]
)
def test_nothing_else_is_hidden_within_a_picture(refused, what):
    hidden = STRANGERS[what]
    for kind, data in {
        "png": PNG[:33] + chunk(b"tEXt", b"Comment\0" + hidden) + PNG[33:],
        "jpg": b"\xff\xd8\xff\xfe" + (len(hidden) + 2).to_bytes(2, "big") + hidden + GOOD["jpg"][2:],
        "gif": GOOD["gif"][:-1] + b"!\xfe" + bytes([len(hidden)]) + hidden + b"\0;",
    }.items():
        assert ends_with_its_frame(kind, data)
        found = refused(kind, data)
        assert found is not None and found.code == "OKR122" and "at once" in found.message
    words = b"<x:xmpmeta><rdf:RDF></rdf:RDF></x:xmpmeta><?xpacket end='w'?> 1 < script, rar 7z"
    assert refused("png", PNG[:33] + chunk(b"iTXt", words) + PNG[33:]) is None, "words that look a little like it"


@pytest.mark.parametrize("kind", sorted(PICTURES | {"pdf"}))
def test_one_that_is_cut_off_or_broken_takes_no_time(refused, kind):
    for end in (b"\xff" * 200_000, b"\xff\0" * 100_000, b"!" * 100_000, b"\0\0\0\x08" * 50_000, b""):
        found = refused(kind, GOOD[kind][:-1] + end)
        assert found is None or found.hint


PICTURES_OF_PROGRAMS = {
    # A progressive JPEG has several scans with tables between them; an animation several blocks with tables of colours.
    "jpg": b"\xff\xd8\xff\xdb\0\x04ab\xff\xda\0\x04cd\x12\xff\0\x34\xff\xd0\x56\xff\xff\xc4\0\x03x\xff\xda\0\x02\x77\xff\xd9",
    "gif": b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    + b"!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\x80" + bytes(6) + b"\2\2D\1\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;",
    "webp": b"RIFF\x0f\0\0\0WEBPVP8X\3\0\0\0abc\0",
    "ico": b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0" + len(PNG).to_bytes(4, "little") + b"\x16\0\0\0" + PNG,
    "avif": GOOD["avif"][:28] + b"\0\0\0\x0cmeta1234" + b"\0\0\0\0mdat" + b"anything",
}  # fmt: skip


@pytest.mark.parametrize("kind", PICTURES_OF_PROGRAMS)
def test_pictures_as_programs_write_them_are_whole(refused, kind):
    assert refused(kind, PICTURES_OF_PROGRAMS[kind]) is None
    assert refused(kind, PICTURES_OF_PROGRAMS[kind] + b"MZ") is not None or kind == "avif"


def jpeg(scan: bytes = b"\x12\xff\0\x34\xff\xd0\x56", frame: bytes = b"\xff\xc0\0\x04ab") -> bytes:
    """A whole JPEG as a phone writes one: a frame, and a scan."""
    return b"\xff\xd8\xff\xdb\0\x04ab" + frame + b"\xff\xda\0\x04cd" + scan + b"\xff\xd9"


FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0\0\0\x10mdatnodrawing"


@pytest.mark.parametrize("between", [b"", bytes(7), bytes(4000)], ids=["nothing", "some zeros", "many zeros"])
def test_a_photo_of_a_phone_with_further_pictures_behind_it_is_published(refused, between):
    """The depth, and what is brighter on a screen that can show it: JPEGs of their own, one behind the other."""
    photo = between.join([jpeg(), jpeg(b"depth"), jpeg(b"bright" * 100)])
    assert refused("jpg", photo) is None and refused("jpeg", photo + between) is None


@pytest.mark.parametrize(
    "behind",
    [
        jpeg()[:-2],
        jpeg()[:-2] + FILM,
        jpeg(frame=b""),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xdb\0\x04ab" + FILM + jpeg()[2:],
        b"\xff\xd8" + jpeg(),
        jpeg() + b"words",
        b"words" + jpeg(),
        bytes(5000) + jpeg(),
        PNG,
    ],
)
def test_what_is_no_whole_picture_is_not_published_behind_one(refused, behind):
    found = refused("jpg", jpeg() + behind)
    assert found is not None and (found.code, bool(found.hint)) == ("OKR121", True)


@pytest.mark.parametrize("before", [b"", jpeg(b"depth"), b"\0\0\x30\x0a\x10\0\0\0MotionPhoto_Data", bytes(100)])
@pytest.mark.parametrize("kind", sorted(PICTURES))
def test_a_photo_that_moves_is_refused_in_words_that_a_photographer_knows(refused, kind, before):
    found = refused(kind, (jpeg() if kind in ("jpg", "jpeg") else GOOD[kind]) + before + FILM)
    assert found is not None and (found.code, "a film" in found.message) == ("OKR121", True), found
    assert "without its live part" in found.hint


def test_an_avif_with_a_film_in_a_box_of_it_is_refused_too(refused):
    box = (8 + len(FILM)).to_bytes(4, "big") + b"mpvd" + FILM
    found = refused("avif", PICTURES_OF_PROGRAMS["avif"][:40] + box)
    assert found is not None and "a film" in found.message


@pytest.mark.parametrize(
    "name",
    ["x.php.png", "x.PHP5.jpg", "x.phtml.a.gif", "x.html.pdf", "x.exe.jpg", "x.svg.png", "x.js.txt", "x.jsp .csv",
     "x.cgi.webp", "x.docm.docx", "x.shtml.ico"],
)  # fmt: skip
def test_a_name_with_an_ending_that_something_runs_is_refused(tmp_path, name):
    kind = find_kind(name)
    (tmp_path / name).write_bytes(GOOD[kind])
    attachment_refusal = inspect_attachment(tmp_path / name, kind)
    assert attachment_refusal is not None and (attachment_refusal.code, bool(attachment_refusal.hint)) == (
        "OKR121",
        True,
    )


@pytest.mark.parametrize(
    "name", ["plan.v1.2.png", "larkwell.com.png", "2026.11.28.png", "php.png", "a.tar.png", "x.final.png"]
)
def test_a_name_with_other_dots_is_fine(tmp_path, name):
    (tmp_path / name).write_bytes(PNG)
    assert inspect_attachment(tmp_path / name, "png") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n=1+1,2\n", 2),
        ("a,b\n1,@SUM(A1)\n", 2),
        ("a;b\n1;=cmd|' /C calc'!A0\n", 2),
        ('a,b\n1,"-5+HYPERLINK(""x"")"\n', 2),
        ("-5%,Berlin\n1,2\n\n+A1\n", 4),
        ("a\t=A1\n", 1),
        ("-5,=A1\n", 1),
        ("sep=|\na|=1+1\n", 2),
        ("a|=1+1\n", 1),
        ("\ufeffsep=x\n1x=1\n", 2),
        ("Sep==\n1=+A1\n", 2),
        ("a,＝1+1\n", 1),
        ("a\n＋A1\n", 2),
        ("a;－A1\n", 1),
        ("＠SUM(A1)\n", 1),
        ("\u2212A1,2\n", 1),
        ('a," =1"\n', 1),
        ("a,\u3000=1\n", 1),
        ("a,\ufeff=1\n".replace("\ufeff", "\u2060"), 1),
        ("\t=1\n", 1),
        ('"\t=1"\n', 1),
        ("a\r=1\r", 2),
        ('a,"b\n=1"\n', 2),
        ("a:=1\n", 1),
        ("a^=1\n", 1),
        ("a~+A1\n", 1),
        ("a =SUM(B1)\n", 1),
        ("a @SUM(B1)\n", 1),
        ("- cmd|' /C calc'!A0\n", 1),
        ("-5+cmd|' /C calc'!A0\n", 1),
        ("a,-HYPERLINK(x)\n", 1),
        ("a,+49 30 1234+A1\n", 1),
        ('a,"""=1"\n', 1),
    ],
)
def test_a_table_with_a_formula_is_refused_with_its_line(refused, text, line):
    found = refused("csv", text.encode())
    assert found is not None and (found.code, found.line) == ("OKR122", line)
    assert check_content("csv", text.encode()) is None, "the gate has a rule of its own for it"


@pytest.mark.parametrize(
    "text",
    [
        "-,+\n",
        "-5,+4 %\n",
        "-5.3%;+49 30 1234\n",
        "a,- a point of a list\n",
        "ask @anna, or anna @ben\n",
        "x = y\n",
        "-1.234,56 €|−3,5 %\n",
        "a,http://e.org/?a=1&b=2\n",
        "10:-5\n",
        "sep=;\na;b\n",
        "a, -5\n",
        "-$5\n",
        "+3 pp\n",
        "well-known\n",
        "-5%,Berlin\n",
        "'=A1\n",
        "a@b.org,2\n",
        "-1.5;-3,5\n",
        "1,2\n",
        "",
    ],
)
def test_numbers_and_words_are_no_formulas(refused, text):
    assert refused("csv", text.encode()) is None


@pytest.mark.parametrize(("data", "code", "line"), [
    (b"caf\xe9", "OKR101", 1), ("a".encode("utf-16"), "OKR101", 1), (b"a\nb\x1b[31m", "OKR121", 2), (b"a\0b", "OKR101", 1),
])  # fmt: skip
@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_a_text_that_is_none_is_refused(refused, kind, data, code, line):
    found = refused(kind, data)
    assert found is not None and (found.code, found.line) == (code, line)


KIND_OF = {"ods": ("scripts of",), "odp": ("an object",), "pptx": ("a program", "a picture from"),
           "xlsx": ("macros in", "sheets", "data"), "odt": ("macros of", "an event", "a picture of", "a section")}  # fmt: skip


@pytest.mark.parametrize("what", DANGEROUS)
def test_a_document_that_can_run_or_fetch_something_is_refused(refused, what):
    kind = next((kind for kind, beginnings in KIND_OF.items() if what.startswith(beginnings)), "docx")
    found = refused(kind, DANGEROUS[what])
    assert found is not None and found.code == "OKR122" and found.hint


def encrypted(data: bytes) -> bytes:
    """The same archive, with all parts said to be encrypted."""
    made = bytearray(data)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            made[at + flags] |= 1
    return bytes(made)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed({"a": "x"}), "OKR121"),
        (GOOD["docx"][:-30], "OKR121"),
        (b"PK\x03\x04" + b"x" * 100, "OKR121"),
        (encrypted(GOOD["docx"]), "OKR121"),
        (office("docx", main=f"{TYPES}wordprocessingml.document.macroEnabled.main+xml"), "OKR121"),
        (office("docx", links="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "OKR121"),
        (office("docx", links="&"), "OKR121"),
        (packed({"[Content_Types].xml": f'<a ContentType="{MAIN["docx"]}"/>', "A.xml": "1", "a.xml": "2"}), "OKR121"),
        (office("docx", a_xml=b"\0" * 5_000_000), "OKR107"),
        (packed({f"{number}": "" for number in range(documents.MAX_PARTS + 1)}), "OKR107"),
        (office("docx", word___rels__b_rels=b"<R>" + b" " * 20_000_000 + b"</R>", pad_xml=NOISE[:400_000]), "OKR107"),
    ],
    ids=["an archive", "cut off", "rubbish", "encrypted", "macros by its type", "a document type", "no XML", "twins",
         "a bomb", "many parts", "long lists"],
)  # fmt: skip
def test_a_document_that_nobody_could_look_into_is_refused(refused, data, code):
    found = refused("docx", data)
    assert found is not None and (found.code, bool(found.hint)) == (code, True)


def test_a_part_that_says_a_smaller_size_than_it_has_is_refused(refused):
    data = bytearray(office("docx", word___rels__b_rels=b"<R>" + b" " * 3_000_000 + b"</R>"))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    found = refused("docx", bytes(data))
    assert found is not None and found.code == "OKR121"


def test_large_pictures_within_a_document_are_fine(refused):
    assert refused("docx", office("docx", word__media__a_png=NOISE)) is None


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    file = tmp_path / "a.png"
    with file.open("wb") as stream:
        stream.write(PNG[:33] + (attachments.MAX_ATTACHMENT - 45).to_bytes(4, "big") + b"IDAT")
        stream.truncate(attachments.MAX_ATTACHMENT + 1)
    attachment_refusal = inspect_attachment(file, "png")
    assert attachment_refusal is not None and attachment_refusal.code == "OKR107"
    with file.open("r+b") as stream:
        stream.truncate(attachments.MAX_ATTACHMENT)
    assert inspect_attachment(file, "png") is None


def test_a_file_that_went_away_is_a_problem(tmp_path):
    attachment_refusal = inspect_attachment(tmp_path / "gone.png", "png")
    assert attachment_refusal is not None and attachment_refusal.code == "OKR101"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "png"), ("A.PNG", "png"), ("a.tar.png", "png"), ("a.png.svg", ""), ("a.svg", ""), ("a.html", ""),
        ("a.js", ""), ("a.docm", ""), ("a.zip", ""), ("a", ""), (".png", ""), ("a.", ""), ("x.png/a", ""), ("a.xhtml", ""),
    ],
)  # fmt: skip
def test_the_kind_is_what_the_ending_says(name, kind):
    assert find_kind(name) == kind


def test_what_stands_behind_a_document_is_no_danger(refused):
    # Its archive is read from the end, with a comment of any length: programs agree on what is in it.
    assert refused("docx", GOOD["docx"] + b"<script>a()</script>") is None


# In a project.


def test_what_is_refused_is_said_with_file_reason_and_way_out(project):
    made = project(
        {
            "company/team.yml": "name: C\n",
            "handbook/page.md": "# P\n\n![a](a.png) [b](b.pdf) [c](c.svg)\n",
            "handbook/a.png": b"<svg onload=a()/>",
            "handbook/b.pdf": GOOD["pdf"],
            "handbook/c.svg": b"<svg/>",
            "teams/x.csv": b"a\n=1\n",
        }
    )
    snapshot = made.snapshot()
    said = {found.place.path: found for found in snapshot.problems}
    assert made.lines() == ["handbook/a.png:1 OKR121", "handbook/c.svg:1 OKR123", "teams/x.csv:2 OKR122"]
    assert all(found.hint for found in said.values())
    assert snapshot.organisation.attachments == {"handbook/b.pdf"}
