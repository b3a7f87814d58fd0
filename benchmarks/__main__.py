"""Run a benchmark: `python -m benchmarks` assesses, `python -m benchmarks ledger` keeps a ledger."""

import sys

if sys.argv[1:2] == ["ledger"]:
    from benchmarks.ledger import main

    main(sys.argv[2:])
else:
    from benchmarks.assess import main

    main()
