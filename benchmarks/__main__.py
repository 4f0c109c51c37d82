"""`python -m benchmarks`: all targets; with `history` as the first word the past alone, with `frames` large maps."""

import sys

from benchmarks import frames, history, run

_OTHERS = {"history": history.main, "frames": frames.main}
chosen = _OTHERS.get(sys.argv[1] if len(sys.argv) > 1 else "")
sys.exit(chosen(sys.argv[2:]) if chosen else run.main())
