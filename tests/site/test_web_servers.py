"""The headers that are computed, in the servers they are written for: on every kind of file, and on what isn't there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from project_tree import Project
from stories import build_site
from web_servers import SERVERS, Served, nginx_configuration, served, user_of

from okrsite.gate.inspection import compute_policy

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)
TYPES = {
    "": "text/html", "teams/": "text/html", "map/": "text/html", "assets/okr/okr.js": "javascript", "assets/okr/okr.css": "text/css",
    "data/okr.json": "application/json", "search/search_index.json": "application/json", "sitemap.xml": "xml",
    "teams/a/chart.png": "image/png", "teams/a/plan.pdf": "application/pdf", "teams/a/words.txt": "text/plain",
    "handbook/it%27s%20%26%2050%25%20m%C3%BC%23/": "text/html",
}  # fmt: skip
NOTHING = (
    "nowhere/",
    "teams/nowhere.png",
    "..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "teams/..%5c..%5cx",
    "x%00y",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("served")
    made = Project(root).write(
        {
            "company/team.yml": "name: Company\n",
            "company/2026-Q4.md": "## Grow\n\n- Id: g\n- Owner: a\n\n- KR: K 1 → 9, now 3\n",
            "teams/a/team.yml": "name: A\n",
            "teams/a/2026-Q4.md": "## Help\n\n- Id: h\n- Owner: b\n- Supports: company/g\n\n- KR: L 1 → 9, now 3\n",
            "teams/a/chart.png": PNG,
            "teams/a/plan.pdf": b"%PDF-1.7\n",
            "teams/a/words.txt": "<script>a()</script>\n",
            "handbook/it's & 50% mü#.md": "# Odd\n",
        }
    )
    build_site(made.config, root / "site")
    return root / "site"


@pytest.fixture(scope="module", params=SERVERS)
def web(request, site) -> Iterator[Served]:
    name = request.param.split()[0]
    if shutil.which(name) is None:
        pytest.skip(f"NO {name.upper()}: its configuration was not tried. Install {name}.")
    with served(request.param, site) as running:
        yield running


def picture(site: Path) -> str:
    return next(path for path in sorted(site.rglob("*.svg")) if "assets" not in path.parts).relative_to(site).as_posix()


def test_each_kind_of_file_has_its_type_and_all_headers(web, site):
    wanted = compute_policy(site).headers
    for path, kind in {**TYPES, picture(site): "image/svg+xml", "404.html": "text/html"}.items():
        status, headers, body = web.ask(f"/{path}")
        assert status == 200 and body, path
        assert kind in headers["content-type"], path
        for name, value in wanted:
            assert headers[name.lower()] == value, f"{path}: {name}"


@pytest.mark.parametrize("path", NOTHING)
def test_what_is_not_there_is_our_page_with_the_same_headers(web, site, path):
    status, headers, body = web.ask(f"/{path}")
    # Either server refuses some addresses before it looks for anything: that page is its own, and says nothing.
    assert status >= 400
    assert b"root:" not in body
    if status == 404:
        assert body == (site / "404.html").read_bytes()
        assert headers["content-security-policy"] == compute_policy(site).security_policy
        assert headers["x-content-type-options"] == "nosniff"


def test_a_page_is_compressed_or_not_and_the_same(web, site):
    _, plain, body = web.ask("/teams/")
    assert body == (site / "teams/index.html").read_bytes() and "content-encoding" not in plain


def test_a_folder_without_its_slash_is_sent_on_within_the_site(web):
    status, headers, _ = web.ask("/teams")
    assert status in (301, 302, 307, 308)
    assert headers["location"].removeprefix(web.base.rstrip("/")) in ("/teams/", "teams/")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs somebody who can be somebody else")
def test_it_needs_no_rights(web):
    assert 0 not in user_of(web.process)


@pytest.fixture
def image(site) -> Iterator[Served]:
    if shutil.which("nginx") is None:
        pytest.skip("NO NGINX: the image's configuration was not tried. Install nginx.")
    with served("nginx", site) as running:
        yield running


def test_the_image_only_reads_and_hides_what_is_hidden(image):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert image.ask("/", method)[0] in (403, 405)
    assert image.ask("/", "HEAD")[0] == 200
    for path in ("/.nojekyll", "/.htaccess", "/teams/.git/config"):
        assert image.ask(path)[0] == 404
    status, headers, _ = image.ask("/")
    assert headers["cache-control"] == "no-cache"
    assert headers["server"] == "nginx", "which version it is, is nobody's business"
    assert image.ask("/", accept_encoding="gzip")[1]["content-encoding"] == "gzip"
    assert status == 200


def test_nginx_finds_nothing_to_say_about_the_images_configuration(tmp_path, site):
    if shutil.which("nginx") is None:
        pytest.skip("NO NGINX: the image's configuration was not tried. Install nginx.")
    shutil.copytree(site, tmp_path / "site")
    (tmp_path / "scratch").mkdir()
    main = nginx_configuration(tmp_path, 18080)
    done = subprocess.run(["nginx", "-t", "-e", "stderr", "-c", str(main)], capture_output=True, text=True)
    assert done.returncode == 0 and "[warn]" not in done.stderr, done.stderr
