"""`python -m benchmarks`: the build; with `history` as the first word the past, with `frames` the browser."""

import sys

from benchmarks import frames, history, run

_OTHERS = {"history": history.main, "frames": frames.main}
chosen = _OTHERS.get(sys.argv[1] if len(sys.argv) > 1 else "")
sys.exit(chosen(sys.argv[2:]) if chosen else run.main())
