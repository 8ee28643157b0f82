"""What a secret looks like wherever it stands, and the two encodings that anybody can undo.

Cisco type 7 and Juniper $9$ are documented to be reversible: "Type 7 ... is easily reversed" (Cisco document 107614);
"$9$ ... obfuscated" (Junos, Hardening Junos Devices). Their clear text must not be found anywhere else either.
"""

from __future__ import annotations

import re

HASHES = re.compile(
    r"\$(?:1|2[aby]?|4|5|6|8|9|14|h\$6|c\$3)\$[^\s\"';,]{3,}"  # crypt and vendor hashes
    r"|\bAQB[A-Za-z0-9+/]{4,}=*"  # AOS-CX ciphertext
    r"|(?<![\w:.-])(?:0x)?[0-9a-fA-F]{32,}(?![\w:.-])"  # MD5 and longer
    r"|\bssh-(?:rsa|dss|ed25519) [A-Za-z0-9+/=]{20,}"
)
URL_LOGIN = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,11}://[^\s:/@\"]{0,64}:)([^\s@/\"]{1,128})(@)")
PEM = re.compile(r"-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|\Z)", re.DOTALL)
_TYPE_7 = re.compile(r"(?:0\d|1[0-5])(?:[0-9A-Fa-f]{2}){2,}")
_SALT_7 = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
_FAMILIES = ("QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T")
_ORDER = "".join(_FAMILIES)
_EXTRA = {char: 3 - n for n, family in enumerate(_FAMILIES) for char in family}
_WEIGHTS = ((1, 4, 32), (1, 16, 32), (1, 8, 32), (1, 64), (1, 32), (1, 4, 16, 128), (1, 32, 64))


def looks_secret(token: str) -> bool:
    """A word that nobody says: long hexadecimal, or eight characters and more of at least three kinds."""
    bare = token.strip("\"';,")
    if HASHES.search(bare) or re.fullmatch(r"(?:0x)?[0-9a-fA-F]{16,}", bare):
        return True
    if len(bare) < 8 or re.fullmatch(r"(?:[0-9a-fA-F]{1,4}[:.-]){2,}[0-9a-fA-F]{1,4}", bare):
        return False
    kinds = [re.search(kind, bare) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[^A-Za-z0-9\-_./]")]
    return sum(kind is not None for kind in kinds) >= 3


def clear_texts(value: str) -> tuple[str, ...]:
    """What an encoded value says in the clear, where anybody can read it."""
    bare = value.strip("\"';,")
    found = [decode_type_7(bare), decode_junos_9(bare)]
    return tuple(text for text in found if text)


def decode_type_7(value: str) -> str:
    """The clear text of a Cisco type 7 password; empty when it is none."""
    if not _TYPE_7.fullmatch(value):
        return ""
    salt, data = int(value[:2]), bytes.fromhex(value[2:])
    clear = bytes(byte ^ _SALT_7[(salt + n) % len(_SALT_7)] for n, byte in enumerate(data))
    text = clear.decode("latin-1")
    return text if text.isprintable() else ""


def decode_junos_9(value: str) -> str:
    """The clear text of a Juniper $9$ value; empty when it is none."""
    if not value.startswith("$9$") or any(char not in _EXTRA for char in value[3:]) or len(value) < 6:
        return ""
    chars = value[3:]
    previous, chars = chars[0], chars[1 + _EXTRA[chars[0]] :]
    clear: list[str] = []
    while chars:
        weights = _WEIGHTS[len(clear) % len(_WEIGHTS)]
        if len(chars) < len(weights):
            return ""
        part, chars = chars[: len(weights)], chars[len(weights) :]
        total = 0
        for char, weight in zip(part, weights, strict=True):
            total += ((_ORDER.index(char) - _ORDER.index(previous)) % len(_ORDER) - 1) * weight
            previous = char
        clear.append(chr(total % 256))
    text = "".join(clear)
    return text if text.isprintable() else ""
