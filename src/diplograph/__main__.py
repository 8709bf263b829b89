"""`python -m diplograph`: the command line."""

import sys

from diplograph.interfaces.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
