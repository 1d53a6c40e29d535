"""What the machine itself has, asked without torch."""

import os
import sys
from functools import cache


@cache
def memory() -> int:
    """Bytes of working memory that the machine has altogether."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.virtual_memory().total)
    # The window is painted first, and psutil takes longer to load than the advice that asks.
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
