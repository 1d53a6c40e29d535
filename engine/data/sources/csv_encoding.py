"""How the bytes of a text file become characters, when nobody says."""

import codecs
import io
import re
from collections.abc import Iterator

from engine.data.sources.csv_bytes import CsvBytes
from engine.text import UserError, text

#: So many bytes are read at a time; no line may be longer, so that one block tells the layout.
BLOCK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check_encoding(name: str) -> None:
    """Raises UserError for an encoding that Python doesn't know, or that is none of text."""
    try:
        codecs.getincrementaldecoder(name)
        b"text".decode(name)
    except UnicodeError:
        return
    except (LookupError, ValueError):
        raise UserError(
            text(
                "There is no text encoding called “{name}”. Leave it empty to have it found, or "
                "use utf-8, utf-16, gb18030 or latin-1.",
                name=name[:40],
            )
        ) from None


def candidates(path: CsvBytes) -> Iterator[str]:
    """The encodings the file may have, the likeliest first; each is worked out when asked for.

    A mark at the beginning decides, zeros in every other byte mean UTF-16. The rest is UTF-8 as
    long as it can be; what can't is GB18030 where high bytes come in pairs, else Western, of which
    the last reads any bytes.
    """
    with path.open("rb") as file:
        head = file.read(1 << 16)
    marked = [encoding for mark, encoding in _MARKS if head.startswith(mark)]
    if marked:
        yield marked[0]
    elif encoding := _wide(head):
        yield encoding
    else:
        yield "utf-8"
        if _is_paired(path):
            yield "gb18030"
        yield "cp1252"
        yield "latin-1"


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, told by the zeros of plain Latin letters."""
    half = len(head) // 2
    low_zeros, high_zeros = head[0::2].count(0), head[1::2].count(0)
    if half and high_zeros > 0.4 * half and low_zeros < 0.01 * half:
        return "utf-16-le"
    if half and low_zeros > 0.4 * half and high_zeros < 0.01 * half:
        return "utf-16-be"
    return ""


def _is_paired(path: CsvBytes) -> bool:
    """Whether high bytes come in pairs, as in Chinese, in the first block that has any."""
    block = b""
    with path.open("rb") as file:
        while (block := file.read(BLOCK)).isascii() and block:
            continue
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", block)[:10_000]]
    paired = sum(length % 2 == 0 for length in runs)
    return bool(runs) and paired >= 0.9 * len(runs)


def blocks(path: CsvBytes, encoding: str) -> Iterator[str]:
    """The text of the file piece by piece, every line end as a newline.

    Raises:
        UnicodeDecodeError: where the bytes are not of this encoding.
    """
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)
