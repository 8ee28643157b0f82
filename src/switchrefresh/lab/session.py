"""A person or a program at the console of a simulated switch: greeting, prompt, commands, good-bye."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable

from switchrefresh.lab.answers import answer, up_to_unknown
from switchrefresh.lab.behaviour import Behaviour, Enable, FirstScreen
from switchrefresh.lab.delivery import FILLER, Stop, behaves_now, steps
from switchrefresh.lab.dialects import dialect_of
from switchrefresh.lab.dialects.base import PASSWORD_AGAIN, PASSWORD_EXPIRED, Action, Version, wire
from switchrefresh.lab.switch import LabSwitch, Record
from switchrefresh.lab.terminal import ENTER, HungUpError, Pager, PagerQuit, Terminal
from switchrefresh.lab.view import View, observe

ROWS = 24  # a console's page
ENDLESS_WRITES = 60_000  # about 900 MB: endless enough


class Post:
    """A place in the network: the switch that stands there now and what it received; sessions share it."""

    def __init__(self, switch: LabSwitch) -> None:
        self.switch = switch
        self.record = Record()
        self.lock = threading.Lock()
        self._seen: tuple[LabSwitch, frozenset[str], View] | None = None

    def view(self) -> View | None:
        """What the switch sees now, when it has a scene; worked out again only when something changed."""
        switch, now = self.switch, time.monotonic()
        if switch.scene is None:
            return None
        quiet = frozenset(port for port, until in switch.quiet_until.items() if until > now)
        if self._seen is None or self._seen[0] is not switch or self._seen[1] != quiet:
            self._seen = (switch, quiet, observe(switch.scene, quiet))
        return self._seen[2]


class Session:
    """One login. `hang_up` ends the connection in the way that the behaviour asks for."""

    def __init__(self, terminal: Terminal, post: Post, hang_up: Callable[[], None]) -> None:
        self.terminal, self.post, self.hang_up = terminal, post, hang_up
        self.dialect = dialect_of(post.switch.platform)
        self.enabled = post.switch.enable_secret is None
        self.rows = ROWS
        self.cut = False  # ended in the middle of an answer, on purpose
        self.hostname = post.switch.prompt_name

    @property
    def behaviour(self) -> Behaviour:
        return self.post.switch.behaviour

    def run(self) -> None:
        """From the first screen to the end of the session; never raises."""
        with contextlib.suppress(HungUpError):
            if not self._enter():
                self.terminal.write(self.dialect.full)
                return
            try:
                if self._first_screen():
                    self._converse()
            finally:
                self._count(-1)

    def _enter(self) -> bool:
        with self.post.lock:
            if self.post.record.sessions >= self.behaviour.max_sessions:
                return False
        self._count(1)
        return True

    def _count(self, change: int) -> None:
        record = self.post.record
        with self.post.lock:
            record.sessions += change
            record.most_sessions = max(record.most_sessions, record.sessions)

    def _first_screen(self) -> bool:
        """Show what stands before the first prompt; whether there will be a prompt."""
        screen = self.behaviour.first_screen
        if screen is FirstScreen.PASSWORD_EXPIRED:
            return self._change_password()
        if screen is not FirstScreen.PROMPT:
            self.terminal.write(self.dialect.menu if screen is FirstScreen.MENU else b"")
            self.terminal.wait_for_hangup()
        self.terminal.write(self.dialect.greeting(self.post.switch.model) + self.behaviour.banner)
        asks = bool(self.dialect.any_key) if self.behaviour.any_key is None else self.behaviour.any_key
        if asks:
            self.terminal.write(self.dialect.any_key or b"Press any key to continue")
            self.terminal.read_key()
            self.terminal.write(ENTER)
        self.terminal.sleep(self.behaviour.banner_pause)
        return True

    def _change_password(self) -> bool:
        self.terminal.write(PASSWORD_EXPIRED)
        self._secret()
        self.terminal.write(PASSWORD_AGAIN)
        self._secret()
        self.terminal.write(b"\r\nThe password was not changed.\r\n")
        return False

    def _secret(self) -> str:
        typed = self.terminal.read_line(0, ENTER, None)
        self.post.record.secrets += 1
        return typed

    def _converse(self) -> None:
        number = 1
        while True:
            prompt = self.dialect.prompt(self.hostname, self.enabled, number)
            self.terminal.write(self.dialect.before_prompt + self.dialect.paint_prompt(prompt))
            line = self.terminal.read_line(len(prompt), self.dialect.enter, self.dialect.paint_echo)
            if line.strip():
                number += 1
                self.post.record.commands.append(line.strip())
                if not self._obey(line, len(prompt)):
                    return

    def _obey(self, line: str, column: int) -> bool:
        """Do one command; False ends the session."""
        said = self.post.switch.answers.get(line.strip())
        if said is not None:
            self._show(wire(said))
            return True
        understood = self.dialect.understand(line)
        if understood is None or understood[0] is Action.VERSION:
            view = self.post.view()
            state = answer(view, line) if view is not None else None
            if state is not None:
                self._show(wire(state))
                return True
        if understood is None or (understood[0] in self.dialect.privileged and not self.enabled):
            self.terminal.write(wire(self.dialect.unknown(self._complaint(line), column)))
            return True
        action, number = understood
        if action is Action.LEAVE:
            return not self._leave()
        if action is Action.DISABLE and not self.enabled:
            return not self._leave()
        self._do(action, number)
        return True

    def _complaint(self, line: str) -> str:
        view = self.post.view()
        return line if view is None else up_to_unknown(view, self.dialect.commands, line)

    def _do(self, action: Action, number: int) -> None:
        switch = self.post.switch
        if action is Action.RUNNING:
            self._show_running()
        elif action is Action.SAVED:
            self._show(wire(self.dialect.saved(switch.saved)))
        elif action is Action.VERSION:
            self._show(wire(self.dialect.version(Version(self.hostname, switch.model))))
        elif action is Action.ENABLE:
            self._enable()
        elif action is Action.DISABLE:
            self.enabled = False
        elif action in {Action.ROWS, Action.PAGER_OFF}:
            self.rows = number
        elif action is Action.PAGER_ON:
            self.rows = ROWS

    def _leave(self) -> bool:
        if not self.dialect.confirm_logout:
            return True
        self.terminal.write(self.dialect.confirm_logout)
        key = self.terminal.read_key()
        self.terminal.write(key + ENTER)
        return key in b"yY"

    def _enable(self) -> None:
        secret = self.post.switch.enable_secret
        if secret is None or self.enabled:
            self.enabled = True
            return
        if self.behaviour.enable is Enable.HANGS:
            self.terminal.wait_for_hangup()
        for _ in range(self.behaviour.enable_tries):
            self.terminal.write(self.dialect.enable_asks)
            if self._secret() == secret and self.behaviour.enable is Enable.NORMAL:
                self.enabled = True
                return
        self.terminal.write(self.dialect.enable_refused)

    def _pager(self) -> Pager:
        rows = ROWS if self.behaviour.pager_always else self.rows
        return Pager(self.terminal, rows, self.dialect.more, self.dialect.erase_more)

    def _show(self, text: bytes) -> None:
        with contextlib.suppress(PagerQuit):
            self._pager().write(text, self.behaviour.chunk, self.behaviour.pause)

    def _show_running(self) -> None:
        record = self.post.record
        record.readings += 1
        behaviour = behaves_now(self.behaviour, record.readings)
        pager = self._pager()
        with contextlib.suppress(PagerQuit):
            for step in steps(wire(self.dialect.running(self.post.switch.config)), behaviour):
                if isinstance(step, bytes):
                    pager.write(step, behaviour.chunk, behaviour.pause)
                elif isinstance(step, float | int):
                    self.terminal.sleep(step)
                else:
                    self._stop(step, behaviour)
        self.hostname = behaviour.renamed_to or self.hostname

    def _stop(self, how: Stop, behaviour: Behaviour) -> None:
        if how is Stop.HANG:
            self.terminal.wait_for_hangup()
        elif how is Stop.DROP:
            self.cut = True
            self.hang_up()
            raise HungUpError
        elif how is Stop.ENDLESS:
            for _ in range(ENDLESS_WRITES):
                self.terminal.write(FILLER, behaviour.chunk, behaviour.pause)
