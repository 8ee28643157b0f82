"""Redaction: no secret of any known form leaves, ordinary lines stay as they are, and a gate looks again."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.snapshots.redacting.redactor import gate, redact, redact_words
from switchrefresh.snapshots.redacting.shapes import decode_junos_9, decode_type_7

HERE = Path(__file__).parent
KEY = b"a key of this folder"
SECRET = re.compile("«(.*?)»", re.DOTALL)


def forms():
    """Blocks of the files, and each line that stands alone."""
    found = []
    for path in sorted((HERE / "secret_forms").glob("*.txt")):
        blocks = re.split(r"\n\n+", path.read_text(encoding="utf-8").strip("\n"))
        found += [pytest.param(block, id=f"{path.stem}-{n}") for n, block in enumerate(blocks)]
    return found


def leaked(secret, text):
    """The secret, or a telling part of it, as a word of its own."""
    parts = [secret.strip('"'), *(p for p in secret.split() if len(p) > 5 and re.search(r"\d", p))]
    return [p for p in parts if re.search(rf"(?<![\w-]){re.escape(p)}(?![\w-])", text)]


@pytest.mark.parametrize("form", forms())
def test_no_form_leaks(form):
    secrets = SECRET.findall(form)
    assert secrets
    out = redact(form.replace("«", "").replace("»", ""), KEY)
    assert [s for s in secrets if leaked(s, out.text)] == []
    assert gate(out.text, out.learned) == ()


def test_there_are_enough_forms_on_enough_platforms():
    texts = [p.read_text(encoding="utf-8") for p in (HERE / "secret_forms").glob("*.txt")]
    assert len(texts) >= 10
    assert sum(len(SECRET.findall(text)) for text in texts) >= 100


def test_ordinary_lines_stay_as_they_are():
    text = (HERE / "plain_lines.txt").read_text(encoding="utf-8")
    before, after = text.split("\n"), redact(text, KEY).text.split("\n")
    changed = [line for line, now in zip(before, after, strict=True) if line != now]
    assert len(changed) <= len(before) * 0.05, changed


@pytest.mark.parametrize(
    "line", ["enable password password", " ip ospf authentication-key ospf", "snmp-server community public RO"]
)
def test_a_word_that_is_syntax_elsewhere_is_a_secret_too(line):
    assert re.search(r"(?:password|key|community) <redacted-\w+>", redact(line, KEY).text)


class TestPlaceholders:
    def test_the_same_secret_is_the_same_placeholder(self):
        out = redact("enable secret hunter22\nusername a secret hunter22\nusername b secret other333", KEY).text
        first, second, third = re.findall(r"<redacted-\w+>", out)
        assert first == second != third

    def test_another_key_gives_another_one(self):
        assert redact("enable secret hunter22", b"x").text != redact("enable secret hunter22", b"y").text

    def test_a_new_salt_of_type_7_is_no_change(self):
        """Both say `cisco` in the clear (a pair printed in many a forum)."""
        assert decode_type_7("094F471A1A0A") == decode_type_7("0822455D0A16") == "cisco"
        assert redact("password 7 094F471A1A0A", KEY).text == redact("password 7 0822455D0A16", KEY).text

    def test_redacting_twice_changes_nothing_more(self):
        once = redact("snmp-server community abc123 RO\nradius-server key 7 045802150C2E1D1C5A", KEY).text
        assert redact(once, KEY).text == once


class TestLearned:
    def test_a_masked_value_is_masked_everywhere(self):
        out = redact("snmp-server community ReadMe12 RO\ninterface 1\n description poll with ReadMe12\n", KEY)
        assert "ReadMe12" not in out.text

    def test_the_clear_text_of_an_encoded_one_too(self):
        clear = decode_type_7("0822455D0A16544541")
        assert clear.startswith("cisco") and len(clear) == 8
        out = redact(f"username a password 7 0822455D0A16544541\ninterface 1\n description was {clear} once\n", KEY)
        assert clear not in out.text
        assert "was <redacted-" in out.text

    def test_passwords_of_this_run_wherever_they_stand(self):
        out = redact("hostname a\n! typed Tuesday9! at the prompt", KEY, known=("Tuesday9!",))
        assert "Tuesday9!" not in out.text


class TestGate:
    @pytest.mark.parametrize(
        "text",
        [
            "x $6$saltsalt$abcdefghijkl y",
            "copy ftp://u:pw123@10.0.0.1/x",
            "-----BEGIN RSA PRIVATE KEY-----\nMII",
            "mac 0123456789abcdef0123456789abcdef",
        ],
    )
    def test_shapes_are_stopped(self, text):
        assert gate(text)
        assert gate(redact(text, KEY).text) == ()

    def test_what_was_learned_elsewhere_is_stopped(self):
        assert gate("the code is ReadMe12.", learned=("ReadMe12",))
        assert not gate("the code is ReadMe123", learned=("ReadMe12",))

    def test_the_reason_does_not_tell(self):
        [reason] = gate("x hunter22 y", known=("hunter22",))
        assert "hunter22" not in reason


class TestNotes:
    @pytest.mark.parametrize("text", ["new pw is Gym-2026", "login admin/letmein99", "code: 4711", "pass=Laser99"])
    def test_what_people_write(self, text):
        out = redact_words(text, KEY).text
        assert not re.search(r"Gym-2026|letmein99|4711|Laser99", out)

    def test_ordinary_notes_stay(self):
        text = "fan noise, label fell off; moved behind the kiln on 12 May"
        assert redact_words(text, KEY).text == text


def test_junos_decoding_against_known_pairs():
    """Pairs published with the algorithm by others."""
    assert [decode_junos_9(v) for v in ("$9$CSxptpBREyKvL", "$9$-pV24JGDkmf")] == ["abc", "123"]
    assert decode_junos_9("$9$xx!") == ""


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_nothing_makes_it_fall_over(text):
    out = redact(text, KEY)
    assert redact_words(text, KEY).text is not None
    assert gate(out.text, out.learned) == ()


WORDS = st.text(alphabet="abcXYZ0123456789!$%+^~", min_size=8, max_size=20)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(["enable secret {}", "snmp-server community {} RO", "radius-server key {}", "x secret {};"]), WORDS
)
def test_any_word_behind_a_secret_word(form, secret):
    assert secret not in redact(form.format(secret), KEY).text
