"""The gate's search for what an audience is not shown: what it finds, and what is no secret."""

from __future__ import annotations

import gzip
import json

import pytest
from draft_company import write
from stories import build_site, read_snapshot, redact_snapshot

from okrsite.audience.texts import SHORTEST
from okrsite.gate import WithheldTextFinder, inspect_site
from okrsite.site import inspection
from okrsite.site.build_report import ContentErrors

SECRET = "We will buy the company next door"
PAGE = "<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title></head><body><p>{}</p></body></html>"


def found(tmp_path, *secrets: str, said: bytes = b"", **files: str | bytes) -> list[str]:
    (tmp_path / "index.html").write_text(PAGE.format("Hello"), encoding="utf-8")
    for name, content in files.items():
        path = tmp_path / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    seen = inspect_site(tmp_path, withheld=WithheldTextFinder(secrets, said), links=False)
    return [f"{finding.path}:{finding.line}" for finding in seen.findings if finding.code == "GATE107"]


def test_a_text_is_found_wherever_it_is(tmp_path):
    assert found(tmp_path, SECRET, page__html=PAGE.format(f"Well.\n{SECRET}!")) == ["page.html:2"]
    assert found(
        tmp_path, "Übernahme der Firma nebenan", data__json=json.dumps({"x": "Übernahme der Firma nebenan"})
    ) == ["data.json:1"]


def test_it_is_found_in_names_and_in_archives(tmp_path):
    (tmp_path / "we-will-buy-the-company.txt").write_text("x", encoding="utf-8")
    names = found(tmp_path, "we-will-buy-the-company")
    assert names == ["we-will-buy-the-company.txt:None"]
    packed = gzip.compress(f"<urlset><loc>{SECRET}</loc></urlset>".encode(), mtime=0)
    (tmp_path / "sitemap.xml.gz").write_bytes(packed)
    assert "sitemap.xml.gz:1" in found(tmp_path, SECRET)


def test_what_okrsite_or_the_configuration_says_is_no_secret(tmp_path):
    ours = "Nothing says how this is measured."
    assert found(tmp_path, ours, page__html=PAGE.format(ours)) == []
    assert found(tmp_path, SECRET, said=SECRET.encode(), page__html=PAGE.format(SECRET)) == []


def test_several_texts_that_overlap_are_all_known(tmp_path):
    secrets = [SECRET, SECRET[8:], f"{SECRET} soon"]
    assert len(found(tmp_path, *secrets, page__html=PAGE.format(f"{SECRET} soon"))) >= 1
    assert found(tmp_path, SECRET[8:], f"{SECRET} soon", page__html=PAGE.format(SECRET)) == ["page.html:1"]


@pytest.fixture
def content(tmp_path):
    objectives = (
        "objectives:\n"
        f"  - {{title: '{SECRET}', audience: internal, owner: anna, why: 'Said publicly as well.', notes: Too short}}\n"
        "  - {title: Open goal, owner: anna, why: 'It is, as Said publicly as well. As is the rest.'}\n"
    )
    return write(tmp_path, {"company/team.yml": "name: Company\n", "company/2026-Q4.yml": objectives})


def test_what_is_said_publicly_as_well_is_no_secret(content):
    snapshot = redact_snapshot(read_snapshot(content))
    assert SECRET in snapshot.withheld
    assert "we-will-buy-the-company-next-door" in snapshot.withheld
    assert "Said publicly as well" not in snapshot.withheld
    assert all(len(text) >= SHORTEST for text in snapshot.withheld)


def test_a_build_with_a_leak_is_not_published(content, tmp_path, monkeypatch):
    """As if a page had been given the whole model."""
    build_site(content, tmp_path / "site", audience="public")
    before = sorted(path.name for path in (tmp_path / "site").rglob("*"))
    honest = inspection.inspect_staged_site

    def careless(folder, *rest):
        page = folder / "index.html"
        page.write_text(page.read_text("utf-8").replace("Open goal", SECRET, 1), encoding="utf-8")
        return honest(folder, *rest)

    (content.parent / "content" / "new.md").write_text("# Else there would be nothing to do\n", encoding="utf-8")
    monkeypatch.setattr(inspection, "inspect_staged_site", careless)
    said: list[str] = []
    with pytest.raises(ContentErrors):
        build_site(content, tmp_path / "site", audience="public", log=lambda severity, text: said.append(text))
    assert any("GATE107" in line and SECRET in line for line in said)
    assert sorted(path.name for path in (tmp_path / "site").rglob("*")) == before
    build_site(content, tmp_path / "internal")  # for those who see it all, nothing is a secret
