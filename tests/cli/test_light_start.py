"""What a command loads before it knows that there is anything to do."""

import subprocess
import sys

WORK = (
    "okrsite.analysis",
    "okrsite.model.organisation",
    "okrsite.pages.site_pages",
    "okrsite.gate",
    "okrsite.feeds.schema",
)
"""What reads content, makes pages, inspects sites and describes records."""


def test_a_build_with_nothing_to_do_loads_nothing_that_works():
    """All that a build takes before it compares the content with that of the last one is loaded by these two."""
    code = "import sys, okrsite.cli, okrsite.pipeline; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "okrsite.site.last_build" in loaded
    assert not set(WORK) & set(loaded)
