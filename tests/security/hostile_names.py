"""Names of files and folders that no content may have, and where they are tried."""

from __future__ import annotations

REFUSED = (
    "<img src=x onerror=a()>", '"quoted"', 'x" onmouseover="a()', "a:b", "::error file=x::gotcha", "javascript:a()", "C:evil",
    "a\\b", "x\\..\\..\\etc", "a|b", "a?b", "a*b", "new\nline", "\r\n::error::gotcha", "tab\tbed", "\x1b[31mred", "\x07bell",
    "\x1b]0;title\x07", "bidi\u202egnp", "\u2066isolated", "zero\u200bwidth", "\ufeffmark", "soft\u00adhyphen", "\u2028line",
    "%2e%2e", "%2E%2e%2fetc", "%2f", "%5c..", "%00", "%0d%0a", "%253cscript%253e", "%3Cscript%3E", "javascript%3Aa()",
    "x" * 201, "é" * 101, "\udcff\udcfe", "caf\udce9",
)  # fmt: skip

ENDED = ("dot.", "blank ", "CON", "nul", "AUX", "com1", "LPT9", "conin$")
"""Names that are refused as they are, and fine as a part of another: for folders."""

PLACES = {
    "a page": "handbook/{}.md",
    "a picture": "handbook/{}.png",
    "a folder of pages": "handbook/{}/page.md",
    "a team": "teams/{}/team.yml",
    "a cycle of a team": "teams/{}/2026-Q4.md",
    "a person": "people/{}/2026-Q4.yml",
    "a cycle": "teams/a/{}.yml",
    "a memo": "company/memo-{}.md",
    "a picture of a team": "teams/a/{}.pdf",
    "a file at the top": "{}.csv",
}
