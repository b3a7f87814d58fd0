"""Run every benchmark: `python -m benchmarks`."""

from benchmarks.assess import main

main()
