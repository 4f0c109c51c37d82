"""Scripts of the pages that are asked by Node: it comes with the project's environment, so a test without it has failed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

_SCRIPTS = Path(__file__).parents[1] / "frontend" / "tests"


def run_node_script(name: str, given: object) -> Any:
    """Hand a value to a script in `frontend/tests/`, and return what it answers."""
    # No other one: an older Node would run half of a script.
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "Node is missing, which comes with the project's environment: pip install -e '.[dev]'"
    script, asked = _SCRIPTS / name, json.dumps(given)
    answer = subprocess.run([node, script], input=asked, capture_output=True, text=True, check=False, timeout=300)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)
