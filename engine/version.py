"""The program's version, as the files that it writes name it."""

VERSION = "0.1.0"
