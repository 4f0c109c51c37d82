"""`python -m benchmarks`; with `history` as the first word, the past in place of the build."""

import sys

from benchmarks import history, run

sys.exit(history.main(sys.argv[2:]) if sys.argv[1:2] == ["history"] else run.main())
