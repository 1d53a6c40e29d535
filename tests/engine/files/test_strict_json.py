"""JSON that could be read in two ways, or never to an end, is refused."""

import pytest

from engine.files.strict_json import JsonError, dump, parse


def test_that_equal_values_are_equal_bytes_and_come_back():
    value = {"b": [1, 2.5, "ü月", None, True], "a": {"x": 1e-300}}
    assert dump(value) == dump(dict(reversed(value.items())))
    assert parse(dump(value), 1000) == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a":1,"a":2}', "“a” twice"),
        (b'{"a":NaN}', "NaN"),
        (b'{"a":-Infinity}', "Infinity"),
        (b'{"a":1e999}', "too large"),
        (b'{"a":' + b"9" * 30 + b"}", "too large"),
        (b'{"a":' + b"9" * 10_000 + b"}", "larger than|too large"),
        (b'{"a":' + b"[" * 70 + b"]" * 70 + b"}", "deep"),
        (b"[" * 4000, "deep"),
        (b'{"a":"\\ud800"}', "not JSON"),
        (b'{"a":"\xff"}', "not JSON"),
        (b"[1]", "object"),
        (b"", "not JSON"),
        (b'{"a":1}}', "not JSON"),
        (b'{"a":1,}', "not JSON"),
        (b'\xef\xbb\xbf{"a":1}', "not JSON"),
        (b'{"a":"' + b"x" * 5000 + b'"}', "larger"),
    ],
)
def test_that_it_is_refused(data, reason):
    with pytest.raises(JsonError, match=reason):
        parse(data, 4096)


def test_that_brackets_in_text_are_not_depth():
    value = {"a": "[" * 500 + '\\"{'}
    assert parse(dump(value), 4096) == value
