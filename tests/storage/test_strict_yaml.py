"""Text only, positions right, and nothing that YAML can do to a program gets through."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.storage.strict_yaml import read_yaml


def codes(raw):
    return [(p.code, p.where.line, p.where.column) for p in read_yaml("f.yaml", raw).problems]


def test_scalars_stay_text():
    document = read_yaml("f.yaml", b"a: 15:05\nb: NO\nc: 012345\nd: 3.10\ne: 2026-09-07\nf: 10e5\ng: yes\nh: 0x1F\n")
    assert document.data == {
        "a": "15:05", "b": "NO", "c": "012345", "d": "3.10", "e": "2026-09-07", "f": "10e5", "g": "yes", "h": "0x1F",
    }  # fmt: skip


def test_plain_nulls_are_none_and_quoted_ones_are_text():
    assert read_yaml("f", b"a: null\nb: ~\nc:\nd: 'null'\ne: \"\"\n").data == {
        "a": None, "b": None, "c": None, "d": "null", "e": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code", "line", "column"),
    [
        (b"a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        (b"x:\n  - {b: 1, b: 2}\n", "duplicate-key", 2, 12),
        (b"a: &x [1]\nb: *x\n", "yaml-alias", 1, 4),
        (b"a: *x\n", "yaml-alias", 1, 4),
        (b"a:\n  <<: {b: 1}\n", "yaml-merge-key", 2, 3),
        (b"a: !!python/object/apply:os.system [ls]\n", "yaml-tag", 1, 4),
        (b"a: !!int 3\n", "yaml-tag", 1, 4),
        (b"[" * 100_000, "yaml-depth", 1, 32),
        (b"a: [1\n", "yaml-syntax", 2, 1),
        (b"a: 1\n\tb: 2\n", "yaml-syntax", 2, 1),
        (b"? [a]\n: b\n", "yaml-key", 1, 3),
        (b"a: 1\n---\nb: 2\n", "yaml-documents", 2, 1),
        (b"a: 1\nb: \xff\n", "not-utf8", 2, 1),
        (b'a: "\\e[31m"\n', "bad-character", 1, 4),
        ("a: x\u202ey\n".encode(), "bad-character", 1, 5),
        (b"x" * (16 * 1024 * 1024 + 1), "file-too-large", 0, 0),
    ],
)
def test_each_trap_is_named_with_its_place(raw, code, line, column):
    assert codes(raw)[:1] == [(code, line, column)]


def test_an_alias_bomb_is_refused_at_once():
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    started = time.perf_counter()
    document = read_yaml("f.yaml", bomb.encode())
    assert document.data is None
    assert time.perf_counter() - started < 1


def test_all_duplicates_are_told_and_the_first_one_counts():
    document = read_yaml("f.yaml", b"a: 1\na: 2\nb: 1\nb: 2\n")
    assert [(p.where.line, p.code) for p in document.problems] == [(2, "duplicate-key"), (4, "duplicate-key")]
    assert document.data == {"a": "1", "b": "1"}


def test_frames_point_at_the_place():
    [problem] = read_yaml("f.yaml", b"a: 1\nb: 2\na: 3\n").problems
    assert problem.frame == ("2 | b: 2", "3 | a: 3", "  | ^")


def test_positions_of_values_keys_and_missing_things():
    document = read_yaml("f.yaml", b"a:\n  b: [10, 20]\n  c:\n    d: x\n")
    assert str(document.locate(("a", "b", 1))) == "f.yaml:2:11"
    assert str(document.locate(("a", "c", "d"))) == "f.yaml:4:8"
    assert str(document.locate(("a", "c", "d"), on_key=True)) == "f.yaml:4:5"
    assert str(document.locate(("a", "c", "missing"))) == "f.yaml:3:3"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(raw):
    document = read_yaml("f.yaml", raw)
    assert document.problems or document.data is not ...


TEXT = st.text(alphabet="abc :-[]{}#&*!|>'\"%@`,?\n\t0123é", max_size=60)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXT)
def test_what_is_accepted_is_what_a_plain_text_loader_reads(text):
    document = read_yaml("f.yaml", text.encode())
    if document.problems:
        return
    assert without_nulls(document.data) == without_nulls(yaml.load(text, Loader=yaml.CBaseLoader))


def without_nulls(data):
    if isinstance(data, dict):
        return {key: without_nulls(value) for key, value in data.items()}
    if isinstance(data, list):
        return [without_nulls(value) for value in data]
    return None if data in {"", "~", "null", "Null", "NULL"} else data
