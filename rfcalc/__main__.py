"""``python -m rfcalc`` is ``rfcalc``."""

import sys

from rfcalc.cli import main

if __name__ == "__main__":
    sys.exit(main())
