"""The one entry: opens the window, or runs a command without a screen."""

import sys


def main(arguments: list[str]) -> int:
    """Runs what the command line asks for.

    Returns:
        The exit code: 0 done, 1 the job failed, 2 a wrong call or bad input.
    """
    from engine.commands.parser import COMMANDS, run_command, wants_help

    if arguments and arguments[0] in COMMANDS:
        return run_command(arguments)
    if wants_help(arguments):
        return run_command(arguments)
    from gui.start import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
