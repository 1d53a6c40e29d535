"""The commands and their options; each command lives in a file of its own and is imported when used."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from engine.text import UserError
from engine.version import VERSION

#: Command → one line of help.
COMMANDS = {
    "new": "make a project from a data set",
    "train": "train a project",
    "evaluate": "measure a trained project on a split or a file",
    "predict": "predict the rows of a file",
    "step": "show one batch in five phases",
    "export": "write PyTorch code or weights",
    "check": "say what is wrong with a project",
    "info": "show layers, shapes, counts, data and history",
    "runs": "list the runs of this user, show, compare, restore, export or delete them",
}

SPLITS = ("train", "validation", "test")
#: What a run's figures come in.
PARTS = ("steps", "epochs", "probes", "chunks", "machine")


def wants_help(arguments: Sequence[str]) -> bool:
    """Whether the call asks for the general help or version."""
    return bool(arguments) and arguments[0] in {"-h", "--help", "--version"}


def run_command(arguments: Sequence[str]) -> int:
    """Runs one command.

    Returns:
        0 done, 1 the job failed, 2 a wrong call or bad input, told in one line on stderr.
    """
    options = make_parser().parse_args(list(arguments))
    run: Callable[[argparse.Namespace], int] = import_module(
        f"engine.commands.{options.command}_command"
    ).run
    try:
        return run(options)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.strerror or error}: {error.filename or ''}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 1


class _Parser(argparse.ArgumentParser):
    """Tells a wrong call in one line; the options are what --help is for."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. Its options: {self.prog} --help\n")


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="main.py",
        description="Build, train and understand neural networks. Without a command the window opens: "
        "main.py [PROJECT|CSV].",
    )
    parser.add_argument("--version", action="version", version=f"Netwright {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        name: commands.add_parser(name, help=help_, description=help_)
        for name, help_ in COMMANDS.items()
    }
    _new(made["new"])
    _train(made["train"])
    _project(made["evaluate"], json=True)
    made["evaluate"].add_argument(
        "--data", metavar="FILE", help="a text table with the same columns"
    )
    made["evaluate"].add_argument("--split", choices=SPLITS, default="test")
    _project(made["predict"])
    made["predict"].add_argument("--data", metavar="FILE", required=True)
    made["predict"].add_argument("--output", metavar="FILE.csv", required=True)
    _project(made["step"], json=True)
    made["step"].add_argument(
        "--steps", type=int, default=1, metavar="N", help="steps to take, the last one shown"
    )
    _project(made["export"])
    made["export"].add_argument("--to", choices=("python", "safetensors", "pt"), required=True)
    made["export"].add_argument("--output", metavar="FILE", required=True)
    _project(made["check"], json=True)
    _project(made["info"], json=True)
    _runs(made["runs"])
    return parser


def _project(parser: argparse.ArgumentParser, *, json: bool = False) -> None:
    parser.add_argument("project", metavar="PROJECT", help="a .netw file")
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON")


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="change any field by the path that `info --json` prints, "
        "such as training.optimizer.lr=0.01",
    )


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FILE|NAME", required=True)
    parser.add_argument("--target", metavar="COLUMN")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument(
        "--template", metavar="NAME", help="a ready network; an unknown name lists them"
    )
    shape.add_argument("--hidden", metavar="16,8", help="sizes of the hidden layers")
    parser.add_argument("--activation", metavar="NAME", default=None)
    parser.add_argument("--seed", type=int, metavar="N")
    _set(parser)
    parser.add_argument("--output", metavar="FILE.netw", required=True)


def _train(parser: argparse.ArgumentParser) -> None:
    _project(parser, json=True)
    parser.add_argument("--epochs", type=int, metavar="N")
    parser.add_argument("--batch-size", type=int, metavar="N")
    parser.add_argument("--lr", type=float, metavar="X")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--threads", type=int, metavar="N")
    parser.add_argument("--seed", type=int, metavar="N")
    parser.add_argument(
        "--weights", metavar="FILE", help="begin with the weights of a .safetensors or .pt file"
    )
    parser.add_argument("--output", metavar="FILE.netw", help="write there instead of into PROJECT")
    parser.add_argument("--resume", action="store_true", help="go on from the saved state")
    recording = parser.add_mutually_exclusive_group()
    recording.add_argument("--runs", metavar="FILE", help="record the run in this file of runs")
    recording.add_argument("--no-record", action="store_true", help="do not record the run")
    _set(parser)


def _runs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "show", "compare", "restore", "export", "delete"),
        default="list",
        help="what to do; list them unless told",
    )
    parser.add_argument(
        "run", nargs="*", metavar="RUN", help="a run's number, its name, or the start of its id"
    )
    parser.add_argument("--runs", metavar="FILE", help="the file of runs, if it is not the user's")
    parser.add_argument("--output", metavar="FILE", help="where to restore or export to")
    parser.add_argument(
        "--part", choices=PARTS, default="steps", help="which figures to export; steps unless told"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
