"""Project files gone wrong, by number: the same number is always the same file.

Damage is what disks and networks do: bits flipped, ends cut off, blocks lost, doubled or swapped.
Malice is what a person does who knows the format: every digest is right and something else is not.
"""

import hashlib
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from engine.files import zip_records
from engine.files.zip_records import Entry

Members = list[tuple[str, bytes]]


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


def sealed(members: Members, manifest: dict | None = None) -> bytes:
    """A file of `members` whose manifest and records are right; `manifest` overrides its entries."""
    members = [(name, data) for name, data in members if name != "manifest.json"]
    listed = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members
    }
    described = {"format": "netwright", "version": 1, "program": "0.1.0", "members": listed}
    return bound([*members, ("manifest.json", json.dumps(described | (manifest or {})).encode())])


def bound(members: Members) -> bytes:
    """A zip of stored members with the records that belong to them."""
    entries = [Entry(name, zlib.crc32(data), len(data)) for name, data in members]
    body = b"".join(zip_records.head(e) + d for e, (_, d) in zip(entries, members, strict=True))
    return body + zip_records.directory(entries)


def _pick(rng, members, suffix):
    places = [
        i for i, (name, _) in enumerate(members) if name.endswith(suffix) and name[:4] != "mani"
    ]
    return rng.choice(places)


def _replaced(members, place, data):
    return [*members[:place], (members[place][0], data), *members[place + 1 :]]


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


def json_bomb(rng, members):
    place = _pick(rng, members, ".json")
    text = members[place][1].decode()
    bombs = [
        "[" * 10**6,
        '{"a":' * 20_000 + "1" + "}" * 20_000,
        text[:-1] + ',"title":"x","title":"y"}',
        text[:-1] + ',"x":' + "9" * 10**5 + "}",
        text[:-1] + ',"x":1e400}',
        text[:-1] + ',"x":NaN}',
        text[:-1] + ',"x":"\\ud800"}',
        text[:-1] + ',"__class__":"os.system"}',
        " " * 10**6 + text,
        "",
        "null",
    ]
    return sealed(_replaced(members, place, rng.choice(bombs).encode()))


WORDS = [
    None,
    True,
    -1,
    0,
    1,
    2**63,
    10**18,
    1e300,
    -0.0,
    1.5,
    "",
    "nan",
    "inf",
    "../../etc/passwd",
    "//host/share/x.csv",
    "__import__('os')",
    "os.system",
    "l1:9999",
    "<img src=x>",
    "\u202etxt",
    "x" * 20_000,
    [],
    {},
    [[[]]],
    {"kind": "Linear"},
]


def wrong_value(rng, members):
    """One value somewhere in a JSON member becomes something else."""
    place = _pick(rng, members, ".json")
    value = json.loads(members[place][1])
    holder = _somewhere(rng, value)
    key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    action = rng.random()
    if action < 0.2 and isinstance(holder, dict):
        del holder[key]
    elif action < 0.3 and isinstance(holder, dict):
        holder[rng.choice(["evil", "", "__init__", str(key)])] = rng.choice(WORDS)
    elif action < 0.5 and type(holder[key]) in {int, float}:
        holder[key] = holder[key] * rng.choice([-1, 2, 1000, 10**6, 0.5]) + rng.choice([0, 1, -1])
    else:
        holder[key] = rng.choice(WORDS)
    return sealed(_replaced(members, place, json.dumps(value).encode()))


def _somewhere(rng, value):
    """A filled list or object inside `value`, any one of them."""
    found = [value]
    for holder in found:
        inner = holder.values() if isinstance(holder, dict) else holder
        found += [v for v in inner if isinstance(v, dict | list) and v]
    return rng.choice(found)


def _header(data):
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def _joined(header, body):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def lying_tensor(rng, members):
    place = _pick(rng, members, ".safetensors")
    header, body = _header(members[place][1])
    name = rng.choice([key for key in header if key != "__metadata__"])
    entry = header[name]
    lies = [
        {"shape": [10**12]},
        {"shape": [2**62, 4]},
        {"shape": [0, 2**61]},
        {"shape": [-1]},
        {"shape": [1] * 100},
        {"shape": "x"},
        {"shape": [*entry["shape"], 1]},
        {"shape": entry["shape"][::-1]},
        {"dtype": rng.choice(["F8_E5M2", "U64", "C64", "Q8", "F64", "I32", None, "f32"])},
        {"data_offsets": [0, 0]},
        {"data_offsets": [0, 2**63]},
        {"data_offsets": [-4, entry["data_offsets"][1]]},
        {"data_offsets": [o + 1 for o in entry["data_offsets"]]},
        {"layout": "sparse"},
    ]
    header[name] = entry | rng.choice(lies)
    return sealed(_replaced(members, place, _joined(header, body)))


def lying_header(rng, members):
    place = _pick(rng, members, ".safetensors")
    data = members[place][1]
    header, body = _header(data)
    lies = [
        struct.pack("<Q", 2**63) + data[8:],
        struct.pack("<Q", len(data)) + data[8:],
        struct.pack("<Q", 0) + data[8:],
        _joined(header | {"__metadata__": {"aliases": '{"a":"nowhere"}'}}, body),
        _joined(header | {"__metadata__": {"run": "evil"}}, body),
        _joined(header, body + b"\0" * 64),
        _joined(header, body[:-4]),
        _joined({}, body),
        b"",
        b"\0" * 7,
    ]
    return sealed(_replaced(members, place, rng.choice(lies)))


def renamed_tensor(rng, members):
    place = _pick(rng, members, ".safetensors")
    header, body = _header(members[place][1])
    name = rng.choice([key for key in header if key != "__metadata__"])
    new = rng.choice(["optimizer/9999999/exp_avg", "optimizer/x/y", "rng/cpu", "order", "evil", ""])
    header = {new if key == name else key: entry for key, entry in header.items()}
    return sealed(_replaced(members, place, _joined(header, body)))


def other_numbers(rng, members):
    """Right in form, wrong in content: an order with rows that do not exist, a broken generator."""
    place = _pick(rng, members, ".safetensors")
    header, body = _header(members[place][1])
    entry = header[rng.choice([key for key in header if key != "__metadata__"])]
    start, end = entry["data_offsets"]
    body = body[:start] + rng.randbytes(end - start) + body[end:]
    return sealed(_replaced(members, place, _joined(header, body)))


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
    lying_tensor,
    lying_tensor,
    lying_header,
    renamed_tensor,
    other_numbers,
]
