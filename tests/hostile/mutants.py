"""Project files gone wrong, by number: the same number is always the same file.

Damage is what disks and networks do: bits flipped, ends cut off, blocks lost, doubled or swapped.
Malice is what a person does who knows the format: every digest is right and something else is not.
"""

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.hostile.inner_lies import (
    json_bomb,
    lying_blocks,
    lying_header,
    lying_tensor,
    other_numbers,
    renamed_tensor,
    wrong_value,
)
from tests.hostile.sealing import bound, sealed


def mutant(number: int, original: bytes) -> tuple[str, bytes]:
    """What was done to `original`, and the result; the word begins with “damage” or “malice”."""
    rng = random.Random(number)
    if rng.random() < 0.4:
        change = rng.choice(DAMAGE)
        return f"damage: {change.__name__}", change(rng, original)
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    change = rng.choice(MALICE)
    return f"malice: {change.__name__}", change(rng, members)


def flip_bit(rng, data):
    place = rng.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :]


def flip_bit_in_records(rng, data):
    """A flip in the last bytes, where the zip's own list is, or in the first head."""
    place = rng.choice([rng.randrange(60), len(data) - 1 - rng.randrange(900)])
    return data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :]


def overwrite(rng, data):
    place, length = rng.randrange(len(data)), rng.randrange(1, 600)
    return data[:place] + rng.randbytes(length) + data[place + length :]


def zero_block(rng, data):
    place, length = rng.randrange(len(data)), rng.randrange(1, 4096)
    return data[:place] + bytes(len(data[place : place + length])) + data[place + length :]


def cut_off(rng, data):
    return data[: rng.randrange(len(data))]


def cut_start(rng, data):
    return data[rng.randrange(1, len(data)) :]


def append(rng, data):
    return data + rng.randbytes(rng.randrange(1, 3000))


def prepend(rng, data):
    return rng.randbytes(rng.randrange(1, 3000)) + data


def lose_block(rng, data):
    place, length = rng.randrange(len(data)), rng.randrange(1, 4096)
    return data[:place] + data[place + length :]


def double_block(rng, data):
    place, length = rng.randrange(len(data)), rng.randrange(1, 4096)
    return data[: place + length] + data[place:]


def twice(_rng, data):
    return data + data


def swap_halves(rng, data):
    place = rng.randrange(1, len(data))
    return data[place:] + data[:place]


DAMAGE: list[Callable[..., bytes]] = [
    flip_bit,
    flip_bit,
    flip_bit_in_records,
    overwrite,
    zero_block,
    cut_off,
    cut_start,
    append,
    prepend,
    lose_block,
    double_block,
    twice,
    swap_halves,
]


NAMES = [
    "../evil.json",
    "/etc/passwd",
    "C:\\evil.json",
    "data/../../evil.csv",
    "project.json ",
    "PROJECT.JSON",
    "project.json\0.txt",
    "a" * 5000,
    "history/999999.safetensors",
    "data/x.csv",
    "code.py",
    "",
]


def unknown_member(rng, members):
    return sealed([*members, (rng.choice(NAMES), rng.randbytes(50))])


def renamed_member(rng, members):
    place = rng.randrange(len(members) - 1)
    return sealed(_with_name(members, place, rng.choice(NAMES)))


def _with_name(members, place, name):
    return [*members[:place], (name, members[place][1]), *members[place + 1 :]]


def missing_member(rng, members):
    return sealed([m for i, m in enumerate(members) if i != rng.randrange(len(members) - 1)])


def doubled_member(rng, members):
    return sealed([*members, rng.choice(members)])


def swapped_members(rng, members):
    one, other = rng.sample(range(len(members) - 1), 2)
    names = [name for name, _ in members]
    names[one], names[other] = names[other], names[one]
    return sealed([(name, data) for name, (_, data) in zip(names, members, strict=True)])


def deflated(rng, members):
    """A zip bomb: a member of zeros that is a thousand times smaller."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            bomb = bytes(50 << 20) if name == "weights.safetensors" and rng.random() < 0.2 else data
            archive.writestr(name, bomb)
    return buffer.getvalue()


def _patched(rng, members, head_place, record_place, value):
    """A field of one member's head or record, or of both, set to `value`."""
    data, which = bytearray(sealed(members)), rng.randrange(3)
    if which != 1 and head_place is not None:
        data[head_place : head_place + len(value)] = value
    record = data.rfind(b"PK\1\2") if rng.random() < 0.5 else data.find(b"PK\1\2")
    if which != 0:
        data[record + record_place : record + record_place + len(value)] = value
    return bytes(data)


def encrypted(rng, members):
    return _patched(rng, members, 6, 8, b"\x01\x00")


def link(rng, members):
    return _patched(rng, members, None, 38, struct.pack("<I", 0o120777 << 16))


def lying_size(rng, members):
    value = struct.pack("<I", rng.choice([0, 1, 2**31, 2**32 - 1, rng.randrange(2**32)]))
    return _patched(rng, members, rng.choice([18, 22]), rng.choice([20, 24]), value)


def overlapping(rng, members):
    return _patched(rng, members, None, 42, struct.pack("<I", rng.randrange(5000)))


def lying_count(rng, members):
    data = bytearray(sealed(members))
    data[-14:-10] = struct.pack("<HH", *[rng.choice([0, 1, 9, 65535])] * 2)
    return bytes(data)


def lying_directory(rng, members):
    data = bytearray(sealed(members))
    place = rng.choice([-10, -6])
    data[place : place + 4] = struct.pack("<I", rng.choice([0, 2**32 - 1, rng.randrange(2**20)]))
    return bytes(data)


def lying_manifest(rng, members):
    choices = [
        {"version": rng.choice([2, -1, 1.5, "1", None, True, 10**18, 0])},
        {"format": rng.choice(["other", "", None, 7])},
        {"program": rng.choice(["x" * 10**5, None, "<b>9</b>"])},
        {"members": rng.choice([{}, [], None, {"project.json": 1}])},
        {"evil": "__import__('os').system('touch run')"},
    ]
    return sealed(members, rng.choice(choices))


def broken_manifest(rng, members):
    junk = [b"", b"{}", b"[" * 10**5, b'{"format":', b"\xff\xfe", b"null", b'{"a":NaN}']
    return bound([*members[:-1], ("manifest.json", rng.choice(junk))])


MALICE: list[Callable[..., bytes]] = [
    unknown_member,
    renamed_member,
    missing_member,
    doubled_member,
    swapped_members,
    deflated,
    encrypted,
    link,
    lying_size,
    overlapping,
    lying_count,
    lying_directory,
    lying_manifest,
    broken_manifest,
    json_bomb,
    wrong_value,
    wrong_value,
    wrong_value,
    lying_blocks,
    lying_blocks,
    lying_tensor,
    lying_tensor,
    lying_header,
    renamed_tensor,
    other_numbers,
]
