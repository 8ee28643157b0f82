"""A bundle: a zip whose bytes depend on its files alone, with a manifest; sealed for age recipients where wanted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256

from switchrefresh.errors import InputError, UsageError

MANIFEST = "MANIFEST.json"
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say; the manifest says when
MAX_FILES, MAX_BYTES = 20_000, 1024 * 1024 * 1024


def pack(files: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """The zip with all files and a manifest of their SHA-256 sums."""
    sums = {name: sha256(body).hexdigest() for name, body in sorted(files.items())}
    manifest = json.dumps({"format": 1, **about, "files": sums}, indent=1, ensure_ascii=False) + "\n"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in sorted({**files, MANIFEST: manifest.encode()}.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(entry, body)
    return stream.getvalue()


def unpack(body: bytes, shown: str) -> dict[str, bytes]:
    """The files of a zip by name; an input error when it is none, too large, or holds a path that leads outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            entries = [entry for entry in book.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise InputError(
                    f"{shown} unpacks to more than this reads", "merge the folder itself", code="bad-bundle"
                )
            return {entry.filename: book.read(entry) for entry in entries if _is_inside(entry.filename)}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        hint = "an encrypted one is opened first, with: age --decrypt -i KEY FILE"
        raise InputError(
            f"{shown} is no zip that can be read ({type(error).__name__})", hint, code="bad-bundle"
        ) from None


def seal(body: bytes, recipients: Sequence[str]) -> bytes:
    """The bytes for the owners of these age keys alone; a usage error names a key that is none."""
    try:
        import pyrage
    except ImportError:
        hint = "install it with: pip install 'switchrefresh[encrypt]'"
        raise UsageError("--to needs the package pyrage, which is not installed", hint, code="missing-extra") from None
    try:
        keys = [_recipient(pyrage, text) for text in recipients]
    except Exception as error:
        hint = "an age public key begins with age1, an SSH one with ssh-ed25519 or ssh-rsa"
        raise UsageError("one of the --to keys is no key", hint, code="usage") from error
    sealed: bytes = pyrage.encrypt(body, keys)
    return sealed


def _recipient(pyrage: object, text: str) -> object:
    kind = "ssh" if text.startswith("ssh-") else "x25519"
    made: object = getattr(pyrage, kind).Recipient.from_str(text)
    return made


def _is_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name.startswith(("/", "\\")) and ".." not in parts and ":" not in parts[0] and "\0" not in name
