"""What the machine itself has, asked without torch."""

from functools import cache


@cache
def memory() -> int:
    """Bytes of working memory that the machine has altogether."""
    import psutil  # late: the window is painted first

    return int(psutil.virtual_memory().total)
