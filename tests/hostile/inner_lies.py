"""Members that are whole and say something impossible: JSON bombs, wrong values, lying tensors."""

import json
import struct

from tests.hostile.sealing import sealed


def _pick(rng, members, suffix):
    places = [
        i for i, (name, _) in enumerate(members) if name.endswith(suffix) and name[:4] != "mani"
    ]
    return rng.choice(places)


def _replaced(members, place, data):
    return [*members[:place], (members[place][0], data), *members[place + 1 :]]


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


def lying_blocks(rng, members):
    """Blocks that lie in one another or in themselves, have no layers, or strange names and switches."""
    place = next(i for i, (name, _) in enumerate(members) if name == "project.json")
    value = json.loads(members[place][1])
    network = value["network"]
    layers = network["layers"]
    blocks = network.setdefault("blocks", [])
    ids = [block["id"] for block in blocks] or ["b1"]
    match rng.randrange(6):
        case 0:
            blocks.append({"id": rng.choice([*ids, "b77"]), "name": "x", "copy_of": ""})
        case 1:
            for layer in layers[rng.randrange(len(layers)) :][: rng.randint(1, 4)]:
                layer["group"] = [rng.choice([*ids, "b77"]) for _ in range(rng.randint(0, 3))]
        case 2:
            nested = [f"n{number}" for number in range(rng.choice([1, 20, 2000]))]
            blocks += [{"id": block_id, "name": "deep"} for block_id in nested]
            rng.choice(layers)["group"] = nested
        case 3:
            rng.choice(layers)["enabled"] = rng.choice([False, "no", 2, None, [], "off"])
        case 4:
            for layer in layers[1:3]:
                layer["group"] = ["m1" if layer is layers[1] else "m2"]
            names = [rng.choice(WORDS), "# x\nimport os", "\u2028", "x" * 61, '"""', "m"]
            links = ["", "m1", "m2", "b77", None, 7]
            blocks += [
                {"id": block_id, "name": rng.choice(names), "copy_of": rng.choice(links)}
                for block_id in ("m1", "m2")
            ]
        case 5:
            network["outputs"] = [rng.choice(layers)["id"] for _ in range(rng.randint(0, 4))]
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
