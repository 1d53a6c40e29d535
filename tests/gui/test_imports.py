"""The window is there before torch: nothing it imports may bring torch, pandas or scikit-learn."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def imported_by(module):
    code = (
        f"import sys, {module}; "
        "print([m for m in ('torch', 'pandas', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_that_the_window_imports_no_heavy_library():
    assert imported_by("gui.app") == "[]"


def test_that_info_and_help_start_without_torch():
    assert imported_by("engine.commands.parser") == "[]"
    assert imported_by("engine.commands.check_command") == "[]"


def test_that_every_gui_module_keeps_the_rule():
    """Lazy imports count too once a module is loaded: each is imported in one process."""
    modules = sorted(
        str(path.relative_to(ROOT)).removesuffix(".py").replace("/", ".")
        for path in (ROOT / "gui").rglob("*.py")
        if path.name != "__init__.py"
    )
    assert len(modules) > 50
    assert imported_by(", ".join(modules)) == "[]"
