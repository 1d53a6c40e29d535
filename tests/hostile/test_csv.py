"""Bad text tables: each is refused in one sentence that names the file and the place, or is read."""

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.data.preprocess import prepare
from engine.data.recognise import recognise
from engine.data.sources import open_source
from engine.data.sources.csv_scan import MOST_COLUMNS
from engine.spec.data import CsvSource
from engine.text import UserError

GOOD = "size,color,price\n1.5,red,10\n,blue,20\n3,red,30\n"

REFUSED = {
    "empty": (b"", "t.csv is empty"),
    "blank": (b"\n \n\t\n", "t.csv is empty"),
    "only a header": (b"a,b\n", "t.csv has a header but no rows"),
    "all missing": (b"a,b\n,NA\nnull,?\n", "Every value of t.csv is missing"),
    "too few values": (b"a,b\n1,2\n3\n", "Line 3 of t.csv .* 1 instead of 2"),
    "too many values": (b"a,b\n1,2\n\n3,4,5\n", "Line 4 of t.csv .* 3 instead of 2"),
    "ragged beside quotes": (b'a,b\n"x,y",2\n3,4,5\n', "Line 3 of t.csv .* 3 instead of 2"),
    "open quote": (b'a,b\n"x,2\n3,4\n', "quote opened in line 2 of t.csv"),
    "quotes in bare cells": (b'a,b\n1,2\nx"y,z"w,5\n', "Line 3 of t.csv .* 3 instead of 2"),
    "a broken mark": ("a,b\n1,2\n".encode("utf-16") + b"\n", "begins as utf-16 does"),
    "open quote in a long file": (
        b'a,b\n1,2\n"x,2\n' + b"3,4\n" * 400_000,
        "quote opened in line 3 of t.csv",
    ),
    "zero byte": (b"a,b\n1,2\n3,\x004\n", "Line 3 of t.csv holds a zero byte"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00xl/workbook", "zero byte"),
    "a late long line": (b"a,b\n1,2\n" + b"3" * (2 << 20) + b",4\n", "Line 3 of t.csv is longer"),
    "huge number": (b"a,b\n1,2\n1e400,3\n", "Row 2 of t.csv holds inf in column “a”"),
    "large number": (b"a,b\n1,2\n1,-4e38\n", "Row 2 of t.csv holds -4e\\+38 in column “b”"),
    "10⁵ columns": (
        b",".join(b"x%d" % i for i in range(100_000)) + b"\n" + b",".join([b"1"] * 100_000) + b"\n",
        f"t.csv has 100000 columns; at most {MOST_COLUMNS}",
    ),
}


@pytest.fixture
def read(tmp_path):
    def _read(content, **settings):
        (tmp_path / "t.csv").write_bytes(content)
        return open_source(CsvSource(path="t.csv", **settings), tmp_path)

    return _read


@pytest.mark.parametrize("case", REFUSED)
def test_that_a_bad_file_is_refused_in_one_sentence(case, read):
    content, message = REFUSED[case]
    with pytest.raises(UserError, match=message) as caught:
        read(content)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_that_every_unicode_encoding_is_found(encoding, read):
    table = read(GOOD.replace("color", "Größe").encode(encoding))
    assert list(table.columns) == ["size", "Größe", "price"]
    assert table.warnings == ()


@pytest.mark.parametrize(
    ("encoding", "name", "word", "found"),
    [
        ("gb18030", "颜色", "红色", "gb18030"),
        ("latin-1", "größe", "café", "cp1252"),
        ("cp1252", "preis", "zwölf €", "cp1252"),
    ],
)
def test_that_old_encodings_are_found_with_a_warning(encoding, name, word, found, read):
    table = read(f"{name},n\n{word},1\n{word},2\n".encode(encoding))
    assert table.columns[name].tolist() == [word, word]
    assert found in str(table.warnings[0])


def test_that_bytes_no_western_page_has_are_read_as_latin_1(read):
    table = read(b"a,b\n\x81,1\n\xe9x,2\n")
    assert table.columns["a"].tolist() == ["\x81", "éx"]


def test_that_an_encoding_that_is_set_is_kept_to(read):
    with pytest.raises(UserError, match="not written in utf-8"):
        read(b"a,b\n\xff,1\n", encoding="utf-8")
    for name in ("klingon", "zlib", "rot13", "a\0b"):
        with pytest.raises(UserError, match="no text encoding"):
            read(b"a,b\n1,2\n", encoding=name)
    assert read("é,b\n1,2\n".encode("cp850"), encoding="cp850").columns["é"].tolist() == [1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_delimiters_and_line_ends_are_found(delimiter, end, read):
    table = read(GOOD.replace(",", delimiter).replace("\n", end).encode())
    np.testing.assert_array_equal(table.columns["size"], [1.5, np.nan, 3])
    assert table.columns["color"].tolist() == ["red", "blue", "red"]


def test_that_a_delimiter_must_be_one_plain_sign(read):
    assert read(b"a b\n1 2\n", delimiter=" ").columns["b"].tolist() == [2]
    for delimiter in ("ab", '"', "\n", "é", "1"):
        with pytest.raises(UserError, match="can't be a delimiter"):
            read(b"a,b\n1,2\n", delimiter=delimiter)


def test_that_a_decimal_comma_is_read_beside_semicolons(read):
    table = read(b"a;b\n1,5;2\n-2,25;3\n")
    assert table.columns["a"].tolist() == [1.5, -2.25]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"a,b\n1,2\n", ["a", "b"]),
        (b"1,2\n3,4\n", ["column_1", "column_2"]),
        (b"year,2019\nx,1\ny,2\n", ["column_1", "column_2"]),
        (b"x,1\ny,2\n", ["column_1", "column_2"]),
        (b"name,town\nann,rome\n", ["name", "town"]),
        (b",\n1,2\n", ["column_1", "column_2"]),
    ],
)
def test_that_a_header_is_told_from_a_row(content, names, read):
    assert list(read(content).columns) == names


def test_that_a_header_can_be_set(read):
    assert read(b"1,2\n3,4\n", header=True).n_rows == 1
    assert read(b"a,b\nc,d\n", header=False).n_rows == 2


def test_that_names_become_unique_and_printable_and_stay_plain_text(read):
    long = "n" * 10_000
    header = f"a,a,,<b>x</b>,\u202egnp,{long},{long},import os"
    table = read(f"{header}\n{','.join('12345678')}\n".encode())
    assert list(table.columns) == [
        "a",
        "a_2",
        "column_3",
        "<b>x</b>",
        "gnp",
        "n" * 100,
        "n" * 100 + "_2",
        "import os",
    ]
    assert "were changed" in str(table.warnings[0])


def test_that_quotes_are_read_as_spreadsheets_write_them(read):
    table = read(b'a,b\n"x, ""y""",1\n"two\nlines",2\n5" pipe,3\n')
    assert table.columns["a"].tolist() == ['x, "y"', "two\nlines", '5" pipe']
    assert table.columns["b"].tolist() == [1, 2, 3]


def test_that_gaps_blank_lines_and_padding_are_understood(read):
    table = read(b"a, b ,c\n\n1, x ,\n  \nNA,?,3\n -2 ,y,4")
    np.testing.assert_array_equal(table.columns["a"], [1, np.nan, -2])
    assert table.columns["b"].tolist() == ["x", None, "y"]
    np.testing.assert_array_equal(table.columns["c"], [np.nan, 3, 4])


def test_that_truth_values_and_endless_digits_keep_their_meaning(read):
    table = read(b"a,b\nTrue," + b"9" * 30 + b"\nFalse,1\n")
    assert table.columns["a"].tolist() == ["True", "False"]
    assert table.columns["b"].tolist() == [1e30, 1]


def test_that_one_column_is_refused_before_training(read):
    with pytest.raises(UserError, match=r"t\.csv has one column only"):
        recognise(read(b"a\n1\n2\n"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (".", "is a folder"),
        ("missing.csv", "There is no file missing.csv"),
        ("a\0b", "zero character"),
        ("x" * 5000, "can't be read"),
        ("/dev/zero", "no ordinary file"),
    ],
)
def test_that_a_path_to_no_file_is_refused(path, message, tmp_path):
    with pytest.raises(UserError, match=message) as caught:
        open_source(CsvSource(path=path), tmp_path)
    assert len(str(caught.value)) < 300


def test_that_a_path_starts_at_the_projects_folder(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "t.csv").write_text(GOOD)
    assert open_source(CsvSource(path="data/t.csv"), tmp_path).n_rows == 3
    assert open_source(CsvSource(path=str(tmp_path / "data" / "t.csv")), Path("/")).n_rows == 3
    monkeypatch.chdir(tmp_path)
    assert open_source(CsvSource(path="data/t.csv")).n_rows == 3


def test_that_an_address_is_never_fetched_and_an_archive_never_unpacked(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        open_source(CsvSource(path="https://example.org/t.csv"), tmp_path)
    (tmp_path / "t.csv.gz").write_text(GOOD)
    assert open_source(CsvSource(path="t.csv.gz"), tmp_path).n_rows == 3


#: Reads a file in a fresh process and tells the time and memory that refusing it took.
MEASURED = """
import json, resource, sys, time
import numpy
from engine.data.sources import open_source
from engine.spec.data import CsvSource
from engine.text import UserError
unit = 1 if sys.platform == "darwin" else 1024
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
start = time.process_time()
try:
    open_source(CsvSource(path=sys.argv[1]))
    message = ""
except UserError as error:
    message = str(error)
seconds = time.process_time() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit - before
print(json.dumps({"message": message, "seconds": seconds, "grown": grown}))
"""


def write_endless_line(path):
    with path.open("wb") as file:
        for _ in range(300):
            file.write(b"a" * (1 << 20))


def write_wide(path):
    path.write_bytes(b",".join(b"%d" % i for i in range(100_000)) * 20)


def write_quoted_whole(path):
    path.write_bytes(b'a,b\n"' + b"1,2\n" * 20_000_000)


def write_zeros(path):
    with path.open("wb") as file:
        file.truncate(1 << 30)


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is POSIX only")
@pytest.mark.parametrize(
    ("write", "message"),
    [
        (write_endless_line, "longer than 1 MiB"),
        (write_wide, "longer than 1 MiB"),
        (write_quoted_whole, "quote opened in line 2"),
        (write_zeros, "zero byte"),
    ],
)
def test_that_refusing_a_big_file_takes_little_time_and_memory(write, message, tmp_path):
    write(tmp_path / "big.csv")
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "big.csv")]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    (tmp_path / "big.csv").unlink()
    figures = json.loads(done.stdout)
    assert message in figures["message"]
    assert figures["seconds"] < 2
    assert figures["grown"] < 256 << 20


def mutated(chance, content):
    """A few bytes changed, cut out, doubled or put in, as a broken disk or a clever person would."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 20)]
            case 2:
                data[at:at] = data[at : at + chance.randint(1, 20)]
            case 3:
                hostile = [b'"', b",", b"\n", b"\r", b"\0", b";", b"\xff\xfe", b"1e999", b"=cmd()"]
                data[at:at] = chance.choice(hostile)
    return bytes(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_that_broken_files_are_read_or_refused_and_nothing_else(encoding, read):
    chance = random.Random(420)
    rows = "".join(f'{i % 7}.5,{"红" if i % 2 else "blue"},"{i * 10}"\n' for i in range(30))
    content = ("size,color,price\n" + rows).encode(encoding)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(120):
        try:
            table = read(mutated(chance, content))
            prepared = prepare(recognise(table), table)
        except UserError:
            outcomes["refused"] += 1
        else:
            assert np.isfinite(prepared.x).all()
            outcomes["read"] += 1
    assert min(outcomes.values()) > 0
