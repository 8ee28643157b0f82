"""A disk that may lose power: notes what is done to files, then shows the states in which a power cut may leave them.

The rules are POSIX's, not those of one filesystem: the bytes of a file are sure after fsync of the file, a name after
fsync of its folder, and nothing else is. What is not sure may be there or not, in any combination, and bytes may be cut
short or zero. `kill` stops the writer before an operation, as kill -9 does: nothing that comes after it is done.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from itertools import product
from pathlib import Path

CALLS = ("open", "write", "fsync", "link", "replace", "rename", "unlink", "mkdir", "ftruncate", "close")
MOST_SUBSETS = 16


class Killed(BaseException):
    """The writer is gone; no handler of the product may catch it."""


class Disk:
    """Runs the calls under `root`, an empty folder, and notes those that change something."""

    def __init__(self, root):
        self.root, self.log = str(root), []
        self._kill = self._steps = 0
        self._guard = threading.RLock()
        self._names = {}  # path -> number of the file
        self._open = {}  # descriptor -> [file or None, folder, position]
        self._sizes = {}

    def acknowledge(self, what):
        """The product has said that this is done."""
        self.log.append(("ack", what))

    def kill_at(self, step):
        """A new process that is killed at this step; 0 lets it live."""
        self._kill, self._steps = step, 0

    @property
    def steps(self):
        return self._steps

    @contextmanager
    def watched(self):
        """Within the block the calls of `os` are noted."""
        self._real = {name: getattr(os, name) for name in CALLS}
        for name in CALLS:
            setattr(os, name, getattr(self, f"_do_{name}"))
        try:
            yield self
        finally:
            for name, call in self._real.items():
                setattr(os, name, call)

    def _step(self):
        self._steps += 1
        if self._kill and self._steps >= self._kill:
            raise Killed

    def _place(self, path):
        """Folder and name of what lies in this disk; None for anything else."""
        if isinstance(path, int):
            return None
        text = str(Path(os.fsdecode(path)).absolute())
        return os.path.split(text) if text.startswith(self.root + os.sep) else None

    def _do_open(self, path, flags, mode=0o777, **more):
        place = self._place(path)
        with self._guard:
            if place is None and str(path) != self.root:
                return self._real["open"](path, flags, mode, **more)
            text = str(Path(os.fsdecode(path)).absolute())
            fresh = flags & os.O_CREAT and not os.path.lexists(text)
            if fresh:
                self._step()
            descriptor = self._real["open"](path, flags, mode, **more)
            if fresh:
                self._names[text] = len(self._sizes)
                self._sizes[self._names[text]] = 0
                self.log.append(("name", *place, self._names[text]))
            file = self._names.get(text)
            self._open[descriptor] = [file, text, self._sizes.get(file, 0) if flags & os.O_APPEND else 0]
            return descriptor

    def _do_write(self, descriptor, data):
        with self._guard:
            file, text, position = self._open.get(descriptor, (None, "", 0))
            if file is None or text.endswith(".lock"):
                return self._real["write"](descriptor, data)
            self._step()
            done = self._real["write"](descriptor, data)
            self.log.append(("bytes", file, position, bytes(data[:done])))
            self._open[descriptor][2] = position + done
            self._sizes[file] = max(self._sizes[file], position + done)
            return done

    def _do_ftruncate(self, descriptor, size):
        assert self._open.get(descriptor, (0, ".lock"))[1].endswith(".lock"), "the model knows no other use"
        return self._real["ftruncate"](descriptor, size)

    def _do_fsync(self, descriptor):
        with self._guard:
            file, text, _ = self._open[descriptor]
            self._step()
            self.log.append(("sure names", text) if file is None else ("sure bytes", file))

    def _do_link(self, old, new, **more):
        with self._guard:
            self._step()
            self._real["link"](old, new, **more)
            self._names[str(new)] = self._names[str(old)]
            self.log.append(("name", *self._place(new), self._names[str(new)]))

    def _do_replace(self, old, new, **more):
        with self._guard:
            self._step()
            self._real["replace"](old, new, **more)
            self._names[str(new)] = self._names.pop(str(old))
            (folder, before), (there, after) = self._place(old), self._place(new)
            assert folder == there, "the model knows no move between folders"
            self.log.append(("move", folder, before, after, self._names[str(new)]))

    _do_rename = _do_replace

    def _do_unlink(self, path, **more):
        with self._guard:
            if (place := self._place(path)) is None:
                return self._real["unlink"](path, **more)
            self._step()
            self._real["unlink"](path, **more)
            self._names.pop(str(path), None)
            return self.log.append(("gone", *place))

    def _do_mkdir(self, path, mode=0o777, **more):
        with self._guard:
            if (place := self._place(path)) is None:
                return self._real["mkdir"](path, mode, **more)
            self._step()
            self._real["mkdir"](path, mode, **more)
            return self.log.append(("name", *place, str(path)))

    def _do_close(self, descriptor):
        with self._guard:
            self._open.pop(descriptor, None)
        self._real["close"](descriptor)


class Platter:
    """What is sure after the first operations of a log, and what is not."""

    def __init__(self, root):
        self.root, self.acknowledged = root, []
        self._files, self._folders = {}, {root: ({}, [])}

    def take(self, step):
        """One operation more."""
        kind, *rest = step
        if kind == "ack":
            self.acknowledged.append(rest[0])
        elif kind == "bytes":
            self._files[rest[0]][1].append(rest[1:])
        elif kind == "sure bytes":
            sure, since = self._files[rest[0]]
            self._files[rest[0]] = (_written(sure, since), [])
        elif kind == "sure names":
            sure, since = self._folders[rest[0]]
            self._folders[rest[0]] = (_named(sure, since), [])
        else:
            folder, *change = rest
            self._folders[folder][1].append((kind, *change))
            if kind == "name" and isinstance(rest[2], str):
                self._folders.setdefault(rest[2], ({}, []))
            elif kind == "name":
                self._files.setdefault(rest[2], (b"", []))

    def states(self, dice, most):
        """At most so many trees of what may be there after a power cut now; nothing kept and all kept among them."""
        places = [*self._files, *self._folders]
        choices = [[*self._contents(f)] for f in self._files] + [[*self._name_sets(f, dice)] for f in self._folders]
        total = 1
        for one in choices:
            total *= len(one)
        if total <= most:
            picks = product(*choices)
        else:
            ends = [[one[0] for one in choices], [one[-1] for one in choices]]
            picks = ends + [[dice.choice(one) for one in choices] for _ in range(most - 2)]
        for pick in picks:
            yield self._tree(self.root, dict(zip(places, pick, strict=True)))

    def _contents(self, file):
        sure, since = self._files[file]
        whole = _written(sure, since)
        if not since:
            return [whole]
        half = len(sure) + (len(whole) - len(sure)) // 2
        zeros = sure + bytes(len(whole) - len(sure))
        return [sure, whole[:half], zeros, zeros[:half] + whole[half:], whole]

    def _name_sets(self, folder, dice):
        sure, since = self._folders[folder]
        masks = range(2 ** len(since))
        if len(masks) > MOST_SUBSETS:
            masks = [0, *(dice.randrange(len(masks)) for _ in range(MOST_SUBSETS - 2)), len(masks) - 1]
        return [_named(sure, [step for n, step in enumerate(since) if mask >> n & 1]) for mask in masks]

    def _tree(self, folder, pick):
        names = pick[folder]
        return {n: self._tree(to, pick) if isinstance(to, str) else pick[to] for n, to in sorted(names.items())}


def _written(sure, since):
    data = bytearray(sure)
    for position, more in since:
        data.extend(bytes(max(0, position - len(data))))
        data[position : position + len(more)] = more
    return bytes(data)


def _named(sure, since):
    names = dict(sure)
    for kind, name, *rest in since:
        if kind == "gone":
            names.pop(name, None)
        elif kind == "name":
            names[name] = rest[0]
        else:
            names.pop(name, None)
            names[rest[0]] = rest[1]
    return names


def cut_everywhere(disk, check, workshop, dice, most=64, first=0):
    """Call `check(folder, acknowledged)` in each different state after a cut anywhere; how many there were."""
    platter, seen = Platter(disk.root), set()
    for number, step in enumerate([*disk.log, ("ack", None)]):
        if number >= first:
            for tree in platter.states(dice, most):
                if (mark := hash((len(platter.acknowledged), repr(tree)))) in seen:
                    continue
                seen.add(mark)
                folder = workshop / str(len(seen))
                _lay(folder, tree)
                try:
                    check(folder, platter.acknowledged)
                except Exception as error:
                    raise AssertionError(f"after {number} operations, the last {disk.log[:number][-6:]}") from error
                shutil.rmtree(folder)
        platter.take(step)
    return len(seen)


def _lay(folder: Path, tree):
    folder.mkdir()
    for name, content in tree.items():
        if isinstance(content, dict):
            _lay(folder / name, content)
        else:
            (folder / name).write_bytes(content)
