"""What somebody else's page may ask of a preview."""

from __future__ import annotations

STRANGERS = [
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "localhost.evil.example", "", " ",
    "127.0.0.1@evil.example", "evil.example:80:{port}", "[::1].evil.example", "xn--localhost-", "0x7f.evil",
]  # fmt: skip

TRAVERSALS = [
    "/../mkdocs.yml", "/..%2f..%2fmkdocs.yml", "/%2e%2e/%2e%2e/etc/passwd", "/../../../../../../etc/passwd",
    "//etc/passwd", "/%2fetc/passwd", "/..%5c..%5cmkdocs.yml", "/..\\..\\mkdocs.yml", "/c:/windows/win.ini",
    "/c%3a/windows/win.ini", "/index.html%00.png", "/....//....//mkdocs.yml", "/%252e%252e/mkdocs.yml",
    f"/livereload/{'9' * 5000}/1", f"/livereload/1/{'9' * 5000}", "/livereload/%d9%a3/1", "/livereload/", "/livereload/x", "/livereload/-1/1",
    f"/{'a' * 9000}/", f"/{'a/' * 3000}", "/%ff%fe/", "/%ed%a0%80/", "/a%0d%0aX:%20y", "/assets/", "/%", "/data/okr.json/",
    "/company/2026-Q4.yml", "/company/team.yml", "/%c0%ae%c0%ae/mkdocs.yml", "/livereload/../../mkdocs.yml",
]  # fmt: skip
