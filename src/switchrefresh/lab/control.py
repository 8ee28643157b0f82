"""The lab's hand: words from another terminal, over a loopback port that asks for a token, one line in and one out."""

from __future__ import annotations

import hmac
import json
import socket
import socketserver
import threading
from collections.abc import Callable, Sequence

from switchrefresh.errors import InputError
from switchrefresh.lab.faults import Fault
from switchrefresh.lab.rehearsal import NEW, OUT, Rehearsal

LOOPBACK = "127.0.0.1"
MAX_LINE = 10_000
WAIT = 60.0  # seconds for an answer

WORDS = {
    "status": "what stands where, day or night, and what is wrong",
    "swap SWITCH": "the old switch out, the new one in",
    "pull SWITCH": "the old switch out, nothing in: dark",
    "backout SWITCH": "the old switch back, with its old key",
    "fault SWITCH FAULT [PORT]": "do something wrong: " + ", ".join(fault.value for fault in Fault),
    "mend SWITCH [FAULT|PORT]": "put right everything, or one thing",
    "night": "night falls: students are gone",
    "day": "the next school day begins",
    "help": "these words",
}


def obey(rehearsal: Rehearsal, words: Sequence[str]) -> list[str]:
    """Do what the words say; what came of it, line by line. InputError when they say nothing that can be done."""
    verb, rest = (words[0], list(words[1:])) if words else ("", [])
    if verb in {"swap", "pull", "backout"} and len(rest) == 1:
        getattr(rehearsal, verb)(rest[0])
        return _standing(rehearsal, rest[0])
    if verb == "fault" and len(rest) in {2, 3}:
        return [rehearsal.fault(rest[0], _fault(rest[1]), *rest[2:]).words]
    if verb == "mend" and len(rest) in {1, 2}:
        mended = rehearsal.mend(*rest)
        return [f"mended: {one.words}" for one in mended] or [f"{rest[0]} has no fault"]
    if verb in {"day", "night"} and not rest:
        rehearsal.turn(verb == "night")
        return [f"it is {verb}" + ("" if rehearsal.night else f" {rehearsal.day}")]
    if verb == "status" and not rest:
        when = "night" if rehearsal.night else f"day {rehearsal.day}"
        return [f"it is {when}", *(line for name in rehearsal.names for line in _standing(rehearsal, name))]
    if verb == "help":
        return [f"{words:<28} {text}" for words, text in WORDS.items()]
    hint = "say one of: " + "; ".join(WORDS)
    raise InputError(f'the lab does not know "{" ".join(words)[:80]}"', hint, code="lab-words")


def _fault(word: str) -> Fault:
    try:
        return Fault(word)
    except ValueError:
        hint = "one of: " + ", ".join(fault.value for fault in Fault)
        raise InputError(f'the lab knows no fault "{word[:40]}"', hint, code="lab-fault") from None


def _standing(rehearsal: Rehearsal, name: str) -> list[str]:
    place, scene = rehearsal.places[name], rehearsal.scene(name)
    what = (
        "nothing in the rack"
        if place.rack == OUT
        else f"{'new' if place.rack == NEW else 'old'} {scene.hardware.model}"
    )
    reach = "" if rehearsal.is_reachable(name) else ", cannot be reached"
    return [f"{name}: {what}{reach}", *(f"  {planted.words}" for planted in place.faults)]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, do: Callable[[Sequence[str]], list[str]], token: str) -> None:
        self.do, self.token, self.lock = do, token, threading.Lock()
        super().__init__((LOOPBACK, 0), _Handler)


class _Handler(socketserver.StreamRequestHandler):
    timeout = WAIT
    server: _Server

    def handle(self) -> None:
        try:
            asked = json.loads(self.rfile.readline(MAX_LINE))
            token, words = str(asked["token"]), [str(word) for word in asked["words"]]
        except (OSError, ValueError, TypeError, KeyError):
            return
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            return
        with self.server.lock:
            try:
                answer = {"ok": True, "lines": self.server.do(words)}
            except InputError as error:
                answer = {"ok": False, "lines": [error.message], "code": error.code, "hint": error.hint}
        self.wfile.write(json.dumps(answer).encode() + b"\n")


class Hand:
    """Listens for words until it is closed."""

    def __init__(self, do: Callable[[Sequence[str]], list[str]], token: str) -> None:
        self._server = _Server(do, token)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True, name="lab hand")

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return int(self._server.server_address[1])

    def open(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        if self._thread.ident is not None:
            self._server.shutdown()
        self._server.server_close()


def tell(port: int, token: str, words: Sequence[str]) -> list[str]:
    """Say something to a lab that is served; InputError with its own words when it refuses, OSError without a lab."""
    with socket.create_connection((LOOPBACK, port), WAIT) as sock, sock.makefile("rwb") as line:
        line.write(json.dumps({"token": token, "words": list(words)}).encode() + b"\n")
        line.flush()
        raw = line.readline()
    if not raw:
        raise OSError("the lab did not answer")
    answer = json.loads(raw)
    if not answer["ok"]:
        raise InputError(
            str(answer["lines"][0]), str(answer.get("hint") or ""), code=str(answer.get("code") or "lab-words")
        )
    return [str(one) for one in answer["lines"]]
