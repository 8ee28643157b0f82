"""One session on one switch: look at the first screen, become able to read, read the config; nothing else is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from re import Pattern

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh import dialogue
from switchrefresh.devices.ssh.dialogue import Prompt, PromptEnd
from switchrefresh.devices.ssh.reader import LAST_LINE, TAIL, Reader, Sight, Sign, Silence, Watch, search_tail
from switchrefresh.devices.targets import Credentials, Target
from switchrefresh.platforms.recipe import EndProof, Platform
from switchrefresh.snapshots.cleaning import clean_text, pager_pattern, printable
from switchrefresh.snapshots.judging import Reading, same_host

MOST_KEYS = 3  # "press any key" screens answered before giving up
ECHO_WITHIN = 2048  # characters after which the echo of a command is no longer expected
QUESTION = 256  # bytes at the end in which a question of the first screen stands
PAGER = pager_pattern()
# The last line of a whole config, where it says more than that a line has ended.
END_SIGNS = {EndProof.BRACES: re.compile(r"^\}$"), EndProof.BLOCKS: re.compile(r"^end$"), EndProof.EQUAL_READS: None}


class Session:
    """A logged-in session. Only commands on the platform's read-only list are ever sent."""

    def __init__(self, reader: Reader, platform: Platform, line_end: str = "\n") -> None:
        self.platform = platform
        self._reader = reader
        self._line_end = line_end
        self._prompt = Prompt("", "", "")
        self._unsaved: bool | None = None
        self._end = PromptEnd(self._prompt)

    @property
    def prompt(self) -> Prompt:
        return self._prompt

    @property
    def paged(self) -> bool:
        return self._reader.pages > 0

    def open(self, target: Target, credentials: Credentials) -> None:
        """From the first screen to a prompt that can show the config, paging off."""
        self._see_first_screen(target)
        if self._prompt.level in self.platform.locked and self.platform.enable:
            self._enable(target, credentials)
        for command in self.platform.paging_off:
            self._ask(command)

    def read_config(self, *, patient: bool = False, answered: Callable[[], object] = lambda: None) -> Reading:
        """One answer to the running-config command, byte for byte from after the echo to before the prompt.

        `answered` is called when the prompt is there, before the quiet time that proves it.
        """
        with self._patience(patient):
            idle = self._reader.limits.idle
            return self._read(self.platform.running_config, idle, self._config_watch, answered)

    def read_state(self, command: str, *, sure: bool, patient: bool = False) -> Reading:
        """One answer to a state command; `sure` waits for the full quiet time after the prompt."""

        def watch(command: str) -> Watch:
            return self._state_watch(command, sure=sure)

        with self._patience(patient):
            return self._read(command, self._reader.limits.idle, watch)

    def read_saved(self) -> Reading | None:
        """One answer to the saved-config command; None where the OS has no such command."""
        command = self.platform.saved_config
        return self._read(command, self._reader.limits.dialogue, self._config_watch) if command else None

    @property
    def marked_unsaved(self) -> bool | None:
        """Whether the last prompt said that there is something to save; None where prompts do not say so."""
        return self._unsaved

    def _see_first_screen(self, target: Target) -> None:
        """Read before typing: an expired password asks for a new one, and a key pressed there is an answer."""
        keys = 0
        while True:
            screen, sight = self._read_screen(target)
            if sight.sign is Sign.PROMPT:
                self._learn_prompt(sight)
                return
            self._refuse_question(screen, sight)
            keys += 1
            if keys > MOST_KEYS:
                raise PullFailure("timeout", "the switch asks for a key again and again")
            self._reader.send(self._line_end)

    def _read_screen(self, target: Target) -> tuple[bytearray, Sight]:
        limits = self._reader.limits
        any_prompt = dialogue.first_prompt(self.platform)

        def watch(buffer: bytearray) -> Sight | None:
            if sight := _sight(buffer, any_prompt, Sign.PROMPT, limits.quiet):
                bare = not buffer[: sight.start].strip() and not buffer.endswith((b"\n", b"\r"))
                expected = bare and same_host(sight.match["host"], target.expected_hostname)
                return replace(sight, quiet=limits.bare) if expected else sight
            for pattern, quiet in (
                (dialogue.ANY_KEY, limits.quiet),
                (dialogue.NEW_PASSWORD, limits.doubt),
                (dialogue.LOGIN, limits.doubt),
                (dialogue.YES_NO, limits.doubt),
            ):
                if sight := _sight(buffer, pattern, Sign.QUESTION, quiet, QUESTION):
                    return sight
            return None

        try:
            return self._reader.read_until(watch)
        except Silence as silence:
            raise PullFailure("timeout", f"no prompt came{_last_line(silence.received)}") from None
        except PullFailure as failure:
            raise _full(failure, self._reader.seen) from None

    def _refuse_question(self, screen: bytearray, sight: Sight) -> None:
        """Return only when a key may be pressed."""
        text = clean_text(screen)
        pattern = sight.match.re
        if pattern is dialogue.NEW_PASSWORD or dialogue.EXPIRED.search(text):
            raise PullFailure(
                "auth",
                "the password has expired, nothing was typed",
                "Log in by hand, set a new password, then try again.",
            )
        if pattern is dialogue.LOGIN:
            raise PullFailure("auth", f"the switch asks for a second login{_last_line(screen)}, nothing was typed")
        if pattern is dialogue.YES_NO:
            raise PullFailure("error-text", f"the switch asks a question{_last_line(screen)}, nothing was typed")

    def _learn_prompt(self, sight: Sight) -> None:
        self._prompt = dialogue.read_prompt(sight.match)
        self._note_mark(sight)
        self._end = PromptEnd(self._prompt)

    def _note_mark(self, sight: Sight) -> None:
        if "unsaved" in sight.match.re.groupindex:
            self._unsaved = bool(sight.match["unsaved"])

    def _enable(self, target: Target, credentials: Credentials) -> None:
        """Gain the right to read the config. The enable password is typed only at its prompt, on the right switch."""
        assert self.platform.enable  # noqa: S101 - the caller looked
        if not same_host(self._prompt.host, target.expected_hostname):
            seen = printable(self._prompt.host, 64)
            raise PullFailure("wrong-device", f'the prompt says "{seen}", expected "{target.expected_hostname}"')
        any_prompt = dialogue.first_prompt(self.platform)
        sight = self._enable_step(self.platform.enable, any_prompt)
        if sight.match.re is dialogue.ENABLE_USER:
            sight = self._enable_step(target.username, any_prompt)
        if sight.match.re is dialogue.ENABLE_SECRET:
            if credentials.secret is None:
                raise PullFailure("enable", "the switch asks for an enable password and none was given")
            sight = self._enable_step(credentials.secret, any_prompt)
        if sight.sign is not Sign.PROMPT or sight.match["level"] in self.platform.locked:
            raise PullFailure("enable", "the switch refused the enable password")
        self._learn_prompt(sight)

    def _enable_step(self, typed: str, any_prompt: Pattern[str]) -> Sight:
        """Type one answer and see what the switch says to it; the text typed is never shown."""
        brief = self._reader.limits.brief

        def watch(buffer: bytearray) -> Sight | None:
            for pattern in (dialogue.ENABLE_USER, dialogue.ENABLE_SECRET):
                if sight := _sight(buffer, pattern, Sign.QUESTION, brief):
                    return sight
            return _sight(buffer, any_prompt, Sign.PROMPT, self._reader.limits.quiet)

        self._reader.send(typed + self._line_end)
        try:
            return self._reader.read_until(watch, idle=self._reader.limits.dialogue)[1]
        except Silence:
            raise PullFailure("enable", "no answer to the enable command") from None

    def _ask(self, command: str) -> None:
        """Send a short command and wait for the prompt after its echo, so that no answer is mistaken for the next."""
        self._send(command)
        limits = self._reader.limits

        def watch(buffer: bytearray) -> Sight | None:
            sight = self._prompt_at_end(buffer, limits.quiet)
            return replace(sight, quiet=limits.brief) if sight and self._echoed(buffer, command) else sight

        try:
            self._reader.read_until(watch, idle=min(limits.idle, limits.dialogue * 2), pager=PAGER)
        except Silence as silence:
            raise PullFailure("timeout", f'no prompt after "{command}"{_last_line(silence.received)}') from None

    @contextmanager
    def _patience(self, patient: bool) -> Iterator[None]:
        """Longer quiet times for a second look."""
        limits = self._reader.limits
        self._reader.limits = limits.patient() if patient else limits
        try:
            yield
        finally:
            self._reader.limits = limits

    def _read(
        self,
        command: str,
        idle: float,
        watch: Callable[[str], Watch],
        answered: Callable[[], object] = lambda: None,
    ) -> Reading:
        self._send(command)
        pages = self._reader.pages
        try:
            buffer, sight = self._reader.read_until(watch(command), idle, PAGER, answered)
        except Silence as silence:
            raise self._explain(silence) from None
        self._note_mark(sight)
        head = buffer[: min(sight.start, ECHO_WITHIN + len(command))].decode("latin-1")
        start, end = dialogue.find_echo(head, command, self._prompt) or (0, 0)
        before = clean_text(head[:start].encode("latin-1"))
        return Reading(
            raw=bytes(buffer[end : sight.start]),
            prompt_host=self._prompt.host,
            paged=self._reader.pages > pages,
            late=bool(before.strip() and re.sub(self._prompt.pattern, "", before).strip()),
        )

    def _config_watch(self, command: str) -> Watch:
        """Believe the prompt soon when the answer looks whole, later when it may be text inside the config."""
        limits, platform = self._reader.limits, self.platform

        def watch(buffer: bytearray) -> Sight | None:
            sight = self._prompt_at_end(buffer, limits.quiet)
            if sight is None:
                return None
            head = clean_text(bytes(buffer[:ECHO_WITHIN]))
            whole = self._echoed(buffer, command)
            if whole and (end := END_SIGNS.get(platform.end_proof, platform.end_marker)) is not None:
                last = clean_text(bytes(buffer[max(sight.start - 512, 0) : sight.start])).rstrip().rsplit("\n", 1)[-1]
                refused = any(platform.is_error(line) for line in head.splitlines()[:4])
                whole = refused or end.search(last) is not None
            return sight if whole else replace(sight, quiet=limits.doubt)

        return watch

    def _state_watch(self, command: str, *, sure: bool) -> Watch:
        """Believe the prompt very soon once the echo was seen; state outputs have no sign of their own end."""
        limits = self._reader.limits

        def watch(buffer: bytearray) -> Sight | None:
            sight = self._prompt_at_end(buffer, limits.quiet)
            return replace(sight, quiet=limits.brief) if sight and not sure and self._echoed(buffer, command) else sight

        return watch

    def _echoed(self, buffer: bytearray, command: str) -> bool:
        return dialogue.find_echo(buffer[:ECHO_WITHIN].decode("latin-1"), command, self._prompt) is not None

    def _prompt_at_end(self, buffer: bytearray, quiet: float) -> Sight | None:
        """This session's prompt at the end, also when log lines were printed after it."""
        wanted = self._prompt.anchor.encode("latin-1")
        if wanted not in buffer[-TAIL:]:
            return None
        offset = max(len(buffer) - (LAST_LINE if wanted in buffer[-LAST_LINE:] else TAIL), 0)
        found = self._end.find(buffer[offset:].decode("latin-1"), 1 if offset else 0)
        return Sight(Sign.PROMPT, found[0] + offset, quiet, found[1]) if found else None

    def _explain(self, silence: Silence) -> PullFailure:
        """Why no prompt came: another prompt stands there, a pager, or nothing."""
        received = bytearray(silence.received)
        if found := search_tail(received, dialogue.first_prompt(self.platform)):
            now, then = printable(found[0]["prompt"], 64), printable(self._prompt.text, 64)
            if found[0]["prompt"].endswith(self._prompt.text):
                return PullFailure("truncated", f'the last line is cut: "{now}"')
            if not self._prompt.is_same(found[0]["prompt"]):
                return PullFailure("wrong-device", f'the prompt changed from "{then}" to "{now}" while reading')
        if search_tail(received, PAGER):
            return PullFailure("pager", "the pager did not go on")
        return silence

    def _send(self, command: str) -> None:
        if not self.platform.allows(command):
            raise ValueError(f"{command} is not on the read-only list of {self.platform.name}")
        self._reader.send(command + self._line_end)


def _sight(buffer: bytearray, pattern: Pattern[str], sign: Sign, quiet: float, size: int = LAST_LINE) -> Sight | None:
    found = search_tail(buffer, pattern, size)
    return Sight(sign, found[0].start() + found[1], quiet, found[0]) if found else None


def _last_line(received: bytes | bytearray) -> str:
    lines = clean_text(received[-2048:]).split()
    text = clean_text(received[-2048:]).strip().rsplit("\n", 1)[-1] if lines else ""
    return f'; the last line was "{printable(text, 60)}"' if text else ""


def _full(failure: PullFailure, seen: bytes) -> PullFailure:
    """A connection closed with a word about sessions had none free."""
    if failure.reason == "closed" and dialogue.SESSIONS_FULL.search(clean_text(seen)):
        return PullFailure("limit", f"the switch has no free session{_last_line(seen)}")
    return failure
