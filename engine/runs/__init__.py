"""Every run that was ever begun, in one SQLite file: what was trained, how, and each of its points.

Any number of programs may write to the file and read it at once. docs/runs-file.md describes it.
"""
