"""Commands are measured by themselves, and none outlives the benchmark."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import processes
from benchmarks.processes import CommandFailedError, run, start

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
FILL = "import sys, time; held = b'x' * int(sys.argv[1]); time.sleep(1)"
FILL_AND_LET_FILL = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {FILL!r}, sys.argv[1]])"
FILL_AND_FORK = (
    "import os, sys, time\nheld = b'x' * int(sys.argv[1])\nforked = [os.fork() for _ in range(2)]\ntime.sleep(1)"
)
SLEEP_AND_LET_SLEEP = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
    "print(child.pid, flush=True); time.sleep(600)"
)
MEGABYTE = 1_000_000


def test_a_command_that_fails_says_what_it_printed_last(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('begin'); raise SystemExit('out of luck')"]
    with pytest.raises(CommandFailedError, match=r"ended with 1:\nbegin\nout of luck|ended with 1:\nout of luck"):
        run(command, tmp_path)


@linux_only
def test_memory_is_the_commands_own_and_not_that_of_who_started_it(tmp_path: Path) -> None:
    held = b"x" * 150 * MEGABYTE
    usage, _ = run([sys.executable, "-c", FILL, str(50 * MEGABYTE)], tmp_path)
    assert 50 * MEGABYTE < usage.peak_memory < len(held)


@linux_only
def test_memory_of_children_is_counted_apart(tmp_path: Path) -> None:
    usage, _ = run([sys.executable, "-c", FILL_AND_LET_FILL, str(100 * MEGABYTE)], tmp_path)
    assert usage.peak_memory < 100 * MEGABYTE < usage.peak_tree


@linux_only
def test_memory_that_forked_processes_share_counts_once(tmp_path: Path) -> None:
    """Four processes see the same hundred megabytes, of which none has a copy."""
    usage, _ = run([sys.executable, "-c", FILL_AND_FORK, str(100 * MEGABYTE)], tmp_path)
    assert 100 * MEGABYTE < usage.peak_tree < 200 * MEGABYTE


@linux_only
def test_whatever_interrupts_ends_the_command_and_its_children(tmp_path: Path) -> None:
    output = tmp_path / "printed"
    with (
        pytest.raises(KeyboardInterrupt),
        output.open("wb") as file,
        start([sys.executable, "-c", SLEEP_AND_LET_SLEEP], tmp_path, None, file.fileno()) as process,
    ):
        while not output.read_text().endswith("\n"):
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert process.returncode is not None
    while is_running(int(output.read_text())):  # the signal is on its way
        time.sleep(0.01)


@linux_only
def test_a_command_ends_with_a_benchmark_that_was_killed(tmp_path: Path) -> None:
    lines = [
        "import sys; from pathlib import Path; from benchmarks.processes import start",
        "with start([sys.executable, '-c', 'import time; time.sleep(600)'], Path('.'), None, 2) as process:",
        "    print(process.pid, flush=True); process.wait()",
    ]
    runner = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], stdout=subprocess.PIPE)
    assert runner.stdout
    pid = int(runner.stdout.readline())
    assert is_running(pid)
    runner.kill()
    runner.wait()
    while is_running(pid):  # the signal is on its way
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    """Whether a process is there, and not only waiting for somebody to take notice of its end."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells how memory is shared")
def test_a_process_that_has_just_ended_counts_no_more() -> None:
    """What it shared is counted for the others; by what was resident it would count a second time."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert processes._read_own_memory(process.pid, 100 * MEGABYTE) == 0
    assert processes._read_own_memory(os.getpid(), 0) > MEGABYTE
