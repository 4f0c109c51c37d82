"""What the fuzzers start from, and what they have found, is run with every test: nothing rots, and nothing comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz_targets import TARGETS
from fuzzing import INPUTS, MEMORY, NAMES, SEEDS


def test_each_target_has_inputs_and_a_name():
    assert sorted(TARGETS) == sorted(NAMES) == sorted({path.parent.name for path in INPUTS})


@pytest.mark.parametrize("path", INPUTS, ids=[path.relative_to(SEEDS).as_posix() for path in INPUTS])
def test_a_kept_input_breaks_nothing(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_all_of_them_together_stay_within_the_memory_that_fuzzing_allows():
    done = subprocess.run(
        [sys.executable, str(Path(SEEDS).parent / "fuzzing.py"), "--replay"],
        check=True,
        capture_output=True,
        timeout=900,
    )
    said = json.loads(done.stdout)
    assert said["inputs"] == len(INPUTS)
    assert said["memory"] < MEMORY / 4
