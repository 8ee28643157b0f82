"""One line of a config: everything behind a word of secrets is masked unless it is known to be harmless."""

from __future__ import annotations

import re

from switchrefresh.snapshots.redacting import words
from switchrefresh.snapshots.redacting.masking import PLACEHOLDER, Mask
from switchrefresh.snapshots.redacting.shapes import HASHES, URL_LOGIN, looks_secret

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[^\s"]+')
_PAIR = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(?!=*$)(.*)|([A-Za-z][A-Za-z0-9_.-]*)=", re.DOTALL)
_ELEMENT = re.compile(r"(<([A-Za-z_][\w.-]*)>)([^<]+)(</\2>)")
_MARKED = re.compile(r"##\s*SECRET-DATA")


def mask_line(line: str, mask: Mask, path: str = "") -> str:
    """The line without its secrets; `path` is the block that it stands in, where that says what a value means."""
    line = URL_LOGIN.sub(lambda m: f"{m[1]}{mask.value(m[2])}{m[3]}", line)
    line = _ELEMENT.sub(lambda m: f"{m[1]}{mask.value(m[3])}{m[4]}" if _names_secret(m[2]) else m[0], line)
    line = HASHES.sub(lambda m: mask.value(m[0]), line)
    told = words.FREE_TEXT.search(line)
    if told is not None:
        return _mask_tokens(line[: told.end()], mask, path) + mask_free_text(line[told.end() :], mask)
    if words.PLAIN.match(line) and not any(looks_secret(token) for token in line.split()):
        return line
    return _mask_tokens(line, mask, path)


def _names_secret(name: str) -> bool:
    """The name of an element or of a JSON key: `PreSharedKey`, `pre_shared_key`."""
    return words.is_hard(re.sub(r"(?<=[a-z])(?=[A-Z])|_", "-", name))


def mask_free_text(text: str, mask: Mask) -> str:
    """A sentence that somebody wrote: from a word of logins on, nothing stays."""
    found = words.announces_in_text(text)
    if found is None:
        return _mask_selves(text, mask)
    head = _mask_selves(text[: found.end()], mask)
    rest = text[found.end() :]
    return head + _TOKEN.sub(lambda m: m[0] if _is_filler(m[0]) else mask.value(m[0]), rest)


def _is_filler(token: str) -> bool:
    """Words between the announcement and the secret."""
    return token.strip("\"';:=,.()").casefold() in {
        "",
        "is",
        "for",
        "the",
        "of",
        "a",
        "to",
        "and",
        "/",
        "-",
        "see",
        "with",
    }


def _mask_selves(text: str, mask: Mask) -> str:
    return _TOKEN.sub(lambda m: mask.value(m[0]) if words.holds_itself(m[0].strip("\"';,")) else m[0], text)


def _mask_tokens(line: str, mask: Mask, path: str) -> str:
    context = f"{path} {line}"
    state = _State(path_is_secret=words.is_hard(path.rsplit("/", maxsplit=1)[-1]) if path else False)
    state.marked = _MARKED.search(line) is not None
    state.trails = re.search(r"\b(?:encrypted|localizedkey)\s*;?\s*$", line) is not None
    state.receiver = words.is_receiver(context)
    state.json = re.match(r'\s*[{,]?\s*"[^"]*"\s*:', line) is not None
    out, at = [], 0
    for match in _TOKEN.finditer(line):
        out.append(line[at : match.start()])
        state.at_end = match.end() == len(line.rstrip(" ;"))
        out.append(_mask_token(match[0], context, state, mask))
        at = match.end()
    return "".join([*out, line[at:]])


class _State:
    """How far into a secret a line is."""

    def __init__(self, path_is_secret: bool) -> None:
        self.hard = False
        self.soft = False
        self.path_is_secret = path_is_secret
        self.marked = False
        self.trails = False
        self.receiver = False
        self.after_command = False
        self.json = False
        self.found = False  # a value of this line is masked already
        self.at_end = False
        self.own = False  # the word itself announces, not only the line that it stands in
        self.next_value = False  # `secret=` stood before a quoted value


def _mask_token(token: str, context: str, state: _State, mask: Mask) -> str:
    if PLACEHOLDER.search(token):
        state.found = True
        return token
    pair = _PAIR.fullmatch(token)
    if pair and not token.startswith('"') and not (state.hard and pair[3]):
        return _mask_pair(pair, context, state, mask)
    bare = token.strip("\"';,")
    if token.startswith("##"):
        return token
    masked = _is_masked(token, bare, state)
    is_name = state.json and _names_secret(bare)
    announced = is_name if token.startswith('"') else words.is_hard_here(bare, context)
    is_last = state.at_end and state.own and not state.found
    if masked and (is_last or not (announced and words.is_compound(bare))):
        state.next_value, state.found = False, True
        return mask.value(token)
    state.hard = state.hard or announced
    state.own = state.own or words.is_hard(bare)
    state.soft = state.soft or words.is_soft(bare)
    state.after_command = True
    return token


def _is_masked(token: str, bare: str, state: _State) -> bool:
    if words.holds_itself(bare) or state.next_value:
        return True
    if token.startswith('"'):
        return (state.hard or state.marked or state.path_is_secret) and len(bare) > 0
    if state.hard and not state.found and _is_value(token, bare, state):
        return True
    if words.is_harmless(token):
        return False
    if state.hard or (state.receiver and state.after_command and not words.is_receiver_word(bare)):
        return True
    if state.marked and state.after_command and looks_secret(bare):
        return True
    return (state.soft or state.trails) and looks_secret(bare)


def _is_value(token: str, bare: str, state: _State) -> bool:
    """Whether a word that is otherwise syntax stands where the secret must be: `community monitor`, `secret secret`."""
    if token.strip("{}[]();,") == "" or words.is_address(bare) or bare.isdecimal():
        return False
    return not words.may_stand_before(token) or (state.at_end and state.own and words.is_weak(bare))


def _mask_pair(pair: re.Match[str], context: str, state: _State, mask: Mask) -> str:
    """`password=abc`: the name decides, or the section that it stands in (RouterOS)."""
    name, value = pair[1] or pair[3], pair[2] or ""
    is_secret = words.is_hard_here(name, context) or name.casefold() == "note"
    is_secret = is_secret or (state.path_is_secret and name in {"name", "value"})
    if not value:
        state.next_value = is_secret
        return f"{name}="
    if is_secret or (state.hard and not words.is_harmless(value)):
        return f"{name}={mask.value(value)}"
    return f"{name}={value}"
