"""Collects every visible string into the Chinese table and compiles it.

    python tools/translations.py            refresh the .ts file and compile the .qm file
    python tools/translations.py --check    change nothing; exit 1 when anything is missing or stale
    python tools/translations.py --fill words.json    take translations from {"source": "…"} first

Strings are found by reading the source, never by running it: `tr("…")` in gui and main.py,
`text("…")` in engine, and what the catalogue lists as visible.
"""

import argparse
import ast
import importlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TABLE = ROOT / "resources" / "translations" / "netwright_zh_CN.ts"
CONTEXT = "Netwright"
CALLS = {"tr", "text"}
HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
# The two functions themselves pass on what they are given.
PASSING_ON = {ROOT / "gui" / "translate.py", ROOT / "engine" / "text.py"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass
class Entry:
    """One source string and its translation; empty while nobody has written it."""

    source: str
    translation: str = ""


def collected(file: Path) -> tuple[set[str], list[str]]:
    """The strings a file passes to tr() or text(), and one line for each that is no literal."""
    found, faults = set(), []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"), str(file))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in CALLS or not node.args:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
        else:
            place = f"{file.relative_to(ROOT)}:{node.lineno}"
            faults.append(f"not a literal: {node.func.id}() in {place}")
    return found, faults


def catalog_strings() -> Iterable[str]:
    """What the catalogue of kinds shows to people."""
    return (
        string
        for _where, string in importlib.import_module("engine.catalog.strings").catalog_strings()
    )


def sources() -> tuple[set[str], list[str]]:
    """Every visible string of the program, and the calls it could not read."""
    found, faults = set(catalog_strings()), []
    files = [*(ROOT / "gui").rglob("*.py"), *(ROOT / "engine").rglob("*.py"), ROOT / "main.py"]
    for file in sorted(files):
        if file.exists() and file not in PASSING_ON:
            strings, here = collected(file)
            found |= strings
            faults += here
    return found - {""}, faults


def read_table(file: Path) -> dict[str, Entry]:
    """The entries of a .ts file by source."""
    if not file.exists():
        return {}
    entries = {}
    for message in ET.parse(file).getroot().iter("message"):
        source = message.findtext("source") or ""
        entries[source] = Entry(source, message.findtext("translation") or "")
    return entries


def merged(found: Iterable[str], old: dict[str, Entry]) -> list[Entry]:
    """Found strings in alphabetical order with what was translated before; vanished ones dropped."""
    return [old.get(source, Entry(source)) for source in sorted(found)]


def written(entries: Iterable[Entry]) -> str:
    """The text of the .ts file."""
    root = ET.Element("TS", version="2.1", language="zh_CN", sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for entry in entries:
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = entry.source
        translation = ET.SubElement(message, "translation")
        translation.text = entry.translation
        if not entry.translation:
            translation.set("type", "unfinished")
    ET.indent(root, space="    ")
    return HEADER + ET.tostring(root, encoding="unicode", short_empty_elements=False) + "\n"


def placeholders(template: str) -> list[str]:
    """The sorted names a template fills in, format specifications included."""
    return sorted(_PLACEHOLDER.findall(template.replace("{{", "").replace("}}", "")))


def problems(entries: Iterable[Entry]) -> list[str]:
    """What keeps the table from being complete, one line each."""
    found = []
    for entry in entries:
        if not entry.translation:
            found.append(f"unfinished: {entry.source!r}")
        elif placeholders(entry.source) != placeholders(entry.translation):
            found.append(f"placeholders differ: {entry.source!r} / {entry.translation!r}")
    return found


def compile_table(table: Path, compiled: Path) -> None:
    """Turn a .ts file into the .qm file the program reads, with Qt's own compiler."""
    beside = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    tool = beside or shutil.which("pyside6-lrelease")
    if tool is None:
        raise FileNotFoundError("pyside6-lrelease, which comes with PySide6")
    command = [tool, "-silent", str(table), "-qm", str(compiled)]
    subprocess.run(command, check=True, capture_output=True)


def check() -> list[str]:
    """Everything that is unfinished, differs in placeholders or is stale, one line each."""
    strings, found = sources()
    entries = merged(strings, read_table(TABLE))
    found += problems(entries)
    if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != written(entries):
        found.append("stale: the .ts file; run python tools/translations.py")
    elif not _compiled_is_fresh():
        found.append("stale: the .qm file; run python tools/translations.py")
    return found


def refresh(words: Mapping[str, str] | None = None) -> list[str]:
    """Bring the .ts and the .qm file up to date; what is left to do, one line each.

    `words` are translations by source that replace those of the table.
    """
    strings, found = sources()
    old = read_table(TABLE)
    old.update({source: Entry(source, word) for source, word in (words or {}).items()})
    entries = merged(strings, old)
    TABLE.write_text(written(entries), encoding="utf-8")
    compile_table(TABLE, TABLE.with_suffix(".qm"))
    return found + problems(entries)


def _compiled_is_fresh() -> bool:
    compiled = TABLE.with_suffix(".qm")
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / compiled.name
        compile_table(TABLE, again)
        return compiled.exists() and compiled.read_bytes() == again.read_bytes()


def main() -> int:
    """Refresh or check, and say what is left to do."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 on a problem")
    parser.add_argument("--fill", type=Path, help="a JSON file of translations by source")
    options = parser.parse_args()
    words = json.loads(options.fill.read_text(encoding="utf-8")) if options.fill else {}
    found = check() if options.check else refresh(words)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
