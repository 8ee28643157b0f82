"""The judge: a pulled config is whole, from the right switch and only a config, or it is refused with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from switchrefresh.platforms.recipe import EndProof, Platform
from switchrefresh.snapshots.balance import blocks_match, braces_match
from switchrefresh.snapshots.cleaning import SCREEN_CODE, clean_text, comparable_lines, decode, printable

SHORTEST_CONFIG = 200  # characters; anything shorter was never a switch's config (notes of measured pulls)
ERROR_LINES = 5  # a refusal stands near the top; further down the same words are somebody's banner
SHRUNK_TO = 0.6  # of the last good config of the same switch and OS; half a config is the common accident
_TRAILING_CODES = re.compile(rf"(?:{SCREEN_CODE})+\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to the running-config command, and how it came.

    `earlier` is the read just before on the same switch, where the OS needs two; `late` means that text of an
    earlier answer arrived first, so that the read before it had ended too soon.
    """

    raw: bytes
    prompt_host: str | None = None
    paged: bool = False
    earlier: bytes | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Proven, or the reason why not.

    `again` says that another read may well be good; `comparable` that this one may be whole and only an equal one is
    missing, so that the next is to be compared with it.
    """

    proven: bool
    reason: str = ""
    detail: str = ""
    proof: tuple[str, ...] = ()
    again: bool = False
    comparable: bool = False


def judge(
    reading: Reading | bytes,
    platform: Platform,
    expected_hostname: str,
    last_good_size: int | None = None,
) -> Verdict:
    """Decide on one reading (design, section 6). `last_good_size` is in bytes, of the same switch on the same OS."""
    if isinstance(reading, bytes):
        reading = Reading(reading)
    text = clean_text(reading.raw)
    lines = [line.rstrip() for line in text.split("\n")]
    names = [name.strip() for name in platform.config_hostname.findall(text)]
    refusal = (
        _wrong_prompt(reading, expected_hostname)
        or _refused_by_device(lines, platform)
        or _too_short(text)
        or _wrong_hostname(names, expected_hostname)
        or _log_line(lines, platform)
        or _not_whole(reading, lines, platform)
        or _shrunk(reading.raw, last_good_size)
    )
    return refusal or Verdict(proven=True, proof=_proof(reading, platform, bool(names), last_good_size))


def same_host(seen: str, expected: str) -> bool:
    """Whether a name on the device is the expected one: case ignored, a domain after it allowed on either side.

    A prompt may be cut: IOS and others show at most the first 20 or so characters of a long name.
    """
    seen, expected = seen.casefold(), expected.casefold()
    return (
        seen == expected
        or seen.startswith(expected + ".")
        or expected.startswith(seen + ".")
        or (len(seen) >= 16 and expected.startswith(seen))
    )


def is_whole(reading: Reading, platform: Platform) -> bool:
    """Whether a reading is whole by the OS's own proof; nothing else is judged."""
    lines = [line.rstrip() for line in clean_text(reading.raw).split("\n")]
    return _not_whole(reading, lines, platform) is None


def _wrong_prompt(reading: Reading, expected: str) -> Verdict | None:
    seen = reading.prompt_host
    if seen is None or same_host(seen, expected):
        return None
    return Verdict(False, "wrong-device", f'the prompt says "{printable(seen, 64)}", expected "{expected}"')


def _wrong_hostname(names: list[str], expected: str) -> Verdict | None:
    if not names or any(same_host(name, expected) for name in names):
        return None
    return Verdict(
        False, "wrong-device", f'the config says hostname "{printable(names[0], 64)}", expected "{expected}"'
    )


def _refused_by_device(lines: list[str], platform: Platform) -> Verdict | None:
    top = [line for line in lines if line][:ERROR_LINES]
    for line in top:
        if platform.is_error(line) and not platform.is_log_line(line):
            return Verdict(False, "error-text", printable(line))
    return None


def _too_short(text: str) -> Verdict | None:
    if (size := len(text.strip())) >= SHORTEST_CONFIG:
        return None
    return Verdict(False, "truncated", f"only {size} characters came", again=size == 0)


def _log_line(lines: list[str], platform: Platform) -> Verdict | None:
    for line in dict.fromkeys(lines):  # most lines of a config stand in it many times
        if platform.is_log_line(line):
            return Verdict(False, "error-text", f"a log line inside the config: {printable(line, 80)}", again=True)
    return None


def _shrunk(raw: bytes, last_good_size: int | None) -> Verdict | None:
    if not last_good_size or len(raw) >= SHRUNK_TO * last_good_size:
        return None
    return Verdict(False, "truncated", f"{len(raw)} bytes, the last good one had {last_good_size}")


def _not_whole(reading: Reading, lines: list[str], platform: Platform) -> Verdict | None:
    if not _TRAILING_CODES.sub("", decode(reading.raw[-256:])).endswith(("\n", "\r", "\x1bE")):
        return Verdict(False, "truncated", "the last line is cut", again=True)
    if reading.late:
        return Verdict(False, "truncated", "text of the read before arrived late", again=True)
    if platform.end_proof is EndProof.MARKER:
        return _marker_missing(lines, platform)
    if platform.end_proof is EndProof.BRACES:
        return _torn(braces_match("\n".join(lines)))
    if platform.end_proof is EndProof.BLOCKS and (refusal := _torn(blocks_match(lines))):
        return refusal
    return _unequal(reading, platform)


def _marker_missing(lines: list[str], platform: Platform) -> Verdict | None:
    assert platform.end_marker is not None  # noqa: S101 - a recipe with this proof has a marker; tested for all of ours
    marks = {line for line in set(lines) if platform.end_marker.search(line)}
    ends = [number for number, line in enumerate(lines) if line in marks]
    if not ends or any(lines[ends[-1] + 1 :]):
        return Verdict(False, "truncated", "no end line at the end", again=True)
    if len(ends) > 1:
        return Verdict(False, "truncated", f"{len(ends)} end lines: two answers are mixed", again=True)
    return None


def _torn(fault: str) -> Verdict | None:
    return Verdict(False, "truncated", fault, again=True) if fault else None


def _unequal(reading: Reading, platform: Platform) -> Verdict | None:
    if reading.earlier is None:
        return Verdict(False, "truncated", "read only once", comparable=True)
    if comparable_lines(platform, reading.earlier) == comparable_lines(platform, reading.raw):
        return None
    return Verdict(False, "truncated", "two reads differ", again=True, comparable=True)


def _proof(reading: Reading, platform: Platform, named: bool, last_good_size: int | None) -> tuple[str, ...]:
    proof = [str(platform.end_proof)]
    if reading.prompt_host is not None:
        proof.append("prompt hostname")
    if named:
        proof.append("config hostname")
    proof += ["no error text", "no log lines"]
    if last_good_size:
        proof.append("size against the last good one")
    return (*proof, "through a pager") if reading.paged else tuple(proof)
