"""Run a benchmark: `python -m benchmarks` assesses, `… ledger` keeps one, `… link` links, `… centre` serves."""

import sys

if sys.argv[1:2] == ["ledger"]:
    from benchmarks.ledger import main

    main(sys.argv[2:])
elif sys.argv[1:2] == ["link"]:
    from benchmarks.link import main

    main(sys.argv[2:])
elif sys.argv[1:2] == ["centre"]:
    from benchmarks.centre import main

    main(sys.argv[2:])
else:
    from benchmarks.assess import main

    main()
