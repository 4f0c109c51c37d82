"""The package carries everything that a site is made of."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_templates_style_script_and_guide_travel_with_the_wheel(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    own = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "okrsite").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert own <= packed
    assert {Path(name).suffix for name in own} >= {".py", ".html", ".css", ".js", ".md", ".yml"}
