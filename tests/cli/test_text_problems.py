"""`check` says of texts what `build` would say."""

from __future__ import annotations

import pytest
from command_line import call
from stories import build_site

COMPANY = {"company/team.yml": "name: Company\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"notes.md": "# Notes\n\nSee [this](nothing.md).\n"}, "content/notes.md:3:"),
        ({"notes.md": "# Notes\n\n<!-- okr: objective nobody/nothing -->\n"}, "content/notes.md:3:"),
        ({"index.md": "See [this](nothing.md).\n"}, "content/index.md:1:"),
        (
            {
                "company/2026-Q4.md": "## A goal\n\n- Owner: Anna\n- KR: x\n  - From: 0\n  - To: 2\n  - Now: 1\n\nAs in [it](gone.md).\n"
            },
            "content/company/2026-Q4.md:",
        ),
    ],
)
def test_links_and_pieces_that_lead_nowhere(project, tmp_path, files, expected):
    made = project({**COMPANY, **files})
    checked = call("check", "-f", made.config, "--strict", "--no-color")
    assert checked.status == 1
    assert expected in checked.out
    said = []
    build_site(made.config, tmp_path / "site", log=lambda severity, text: said.append((severity, text)))
    assert [text for severity, text in said if severity == "warning" and expected in text]
