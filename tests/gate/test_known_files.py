"""What the gate knows of files from an earlier build saves time, and hides nothing."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import msgspec
import pytest

from okrsite.gate.inspection import KnownFiles, SiteInspector, inspect_site
from okrsite.gate.kept_facts import DamagedFactsError, KeptFacts, KeptPage, keep_facts

DATA = "more.xml"
GOOD, BAD = b"<a>x</a>", b'<a href="javascript:alert(1)">x</a>'
OTHERS = {
    "data/more.json": b'{"url": "javascript:alert(1)"}',
    "more.csv": b"=cmd()",
    "more.css": b"a{background:url(//x)}",
}


@pytest.fixture
def copied(site, tmp_path) -> Path:
    return Path(shutil.copytree(site.root, tmp_path / "site"))


def list_codes(root: Path, theme: object, **arguments: object) -> set[tuple[str, str]]:
    return {(finding.path, finding.code) for finding in inspect_site(root, theme=theme, **arguments).findings}


def test_a_file_is_known_by_its_bytes_alone(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    assert "sitemap.xml" in seen.digests and "index.html" not in seen.digests
    (copied / DATA).write_bytes(BAD)
    known = KnownFiles(digests=seen.digests | {DATA: hashlib.sha256(GOOD).hexdigest()})
    assert DATA in {path for path, _ in list_codes(copied, site.theme, known=known)}
    assert DATA not in inspect_site(copied, theme=site.theme, known=known).digests


def test_files_with_words_of_authors_are_looked_at_whatever_is_known_of_them(site, copied):
    """What is known of files comes from a cache, which anybody may have written."""
    for path, data in OTHERS.items():
        (copied / path).write_bytes(data)
    known = KnownFiles(digests={path: hashlib.sha256(data).hexdigest() for path, data in OTHERS.items()})
    assert OTHERS.keys() <= {path for path, _ in list_codes(copied, site.theme, known=known)}


def test_private_texts_are_looked_for_in_known_files_too(site, copied):
    (copied / DATA).write_bytes(b"<name>Project Xylograph</name>")
    seen = inspect_site(copied, theme=site.theme)
    assert DATA in seen.digests
    known = KnownFiles(digests=seen.digests)
    assert list_codes(copied, site.theme, known=known) == set()
    assert list_codes(copied, site.theme, known=known, private=["Xylograph"]) == {(DATA, "GATE107")}


def test_a_file_that_comes_while_the_gate_is_at_work_is_looked_at(site, copied):
    inspector = SiteInspector(copied, theme=site.theme)
    inspector.inspect_files()
    (copied / DATA).write_bytes(BAD)
    assert DATA in {finding.path for finding in inspector.finish().findings}


def test_what_is_kept_of_pages_is_what_was_seen_of_them(site, copied):
    seen = inspect_site(copied, theme=site.theme)
    kept = keep_facts(KeptFacts((), {}), seen.facts)
    assert [msgspec.structs.replace(page, policies=()) for page in seen.facts] == [
        kept[page.path] for page in seen.facts
    ]
    known = KnownFiles(kept, targets=seen.targets)
    assert inspect_site(copied, theme=site.theme, known=known).policy == seen.policy
    (copied / "company" / "index.html").unlink()
    assert ("teams/index.html", "GATE210") in list_codes(copied, site.theme, known=known)


def test_what_was_kept_and_is_damaged_is_refused():
    kept = KeptFacts((), {"index.html": KeptPage(0, msgspec.Raw(msgspec.msgpack.encode("cut")))})
    with pytest.raises(DamagedFactsError):
        kept["index.html"]
