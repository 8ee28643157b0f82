"""Words that announce a secret, words that are syntax and may stand behind them, and shapes that are harmless."""

from __future__ import annotations

import ipaddress
import re


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


# Behind one of these everything is masked that is not known syntax.
_HARD = re.compile(
    r"passw|passphrase|pass-phrase|passcode|passkey|pwd|secret|psk|communit|ciphertext|plaintext|plain-text|cipher|"
    r"credential|privkey|private-key|keystring|pre-?shared|sharedkey|failsafe|encrypted|trap-group|securityname|"
    r"apikey|wpa-?key|token",
)
_HARD_PART = re.compile(r"(?:^|[-_.])(?:pw|pass|pin|key|keys|psk|otp|priv|secret)(?:$|[-_.=:\d])")
# Behind these only what looks like a secret is masked: they also stand in lines that hold none.
_SOFT = re.compile(
    r"^(?:auth|authentication|authorization|md5|sha\d*|hash|privacy|des|3des|aes\d*|simple|crypt|hex|ascii|"
    r"ascii-text|localizedkey|value|chap|pap|wpa\d?|wep|user|username|string|code|login|account|supplicant|sha-?\d+)$"
)
# In these lines the soft words are hard: they always carry a key.
_CONTEXT = re.compile(
    r"\bsnmp|\busm\b|usm-user|\bsnmpv3|\bstandby\b|vrrp|\bglbp\b|\bhsrp\b|authentication-mode"
    r"|\b(?:create|configure) account\b|^\s*authentication (?:text|md5)\b",
    re.IGNORECASE,
)
_CONTEXT_HARD = re.compile(
    r"^(?:auth\S*|authentication\S*|priv|privacy\S*|md5|sha\S*|des\S*|3des|aes\S*|simple\S*|cipher|text|"
    r"simple-text-auth|account)$"
)
# Trap receivers carry a community without saying so.
_RECEIVER = re.compile(
    r"\bsnmp\S*\s+(?:host|target-host|target|trap-\w+)\b|\btrap-receiver\b|target-host", re.IGNORECASE
)
# In free text people write "pw", and a number behind "code".
_TOLD = re.compile(
    r"\b(?:pw|pwd|pass|passwd|password|passcode|passphrase|psk|pin|code|login|combo|combination|key|secret|alarm)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"(?i)^(?:pw|pwd|pass|passwd|password|psk|pin|key|secret)[-_=:]+\S+$")
FREE_TEXT = re.compile(
    r"(?:^|\s)(?:description|remark|comment|location|contact|display-string|alias|note|port-name)\s|^\s*name\s+(?=\")",
    re.IGNORECASE,
)
# Lines about keys that hold none.
PLAIN = re.compile(
    r"^\s*(?:no\s+|undo\s+|delete\s+)?(?:"
    r"key chain \S+|crypto key (?:generate|zeroize)\b.*|crypto pki .*|ssl .*|include-credentials|"
    r"service password-encryption|password-(?:policy|encryption|control|recovery)\b.*|security passwords? .*|"
    r"enable password-\w+.*|username \S+ nopassword|ip ssh .*key-?\w* (?:size|exchange).*|ntp trusted-key [\d ,-]+|"
    r"(?:set|match) community (?:(?:\d+(?:[:_]\d+)?|no-advertise|no-export|additive|internet|local-as|none|exact-match)"
    r"\s*)+|ip (?:ext)?community-list .*|neighbor \S+ send-community.*|"
    r"snmp(?:-server|-agent)? (?:group|view|vacm-\w+|mib-view|trap-source|source-interface) .*|snmp trap \S+|"
    r"snmp-server enable .*|snmp-agent trap enable.*|switchport port-security.*|"
    r"aaa (?:authentication|authorization|accounting)(?!.*(?:password|secret|key)) .*|"
    r"ip ospf authentication(?: message-digest)?|"
    r"authentication (?:order|priority|event|port-control|periodic|host-mode|timer|violation)\b.*|"
    r"radius-server (?:retransmit|timeout|deadtime|attribute|dead).*"
    r")\s*;?\s*$",
    re.IGNORECASE,
)

KNOWN = _words(
    """
    0 1 2 2c 3 3des 4 5 6 7 8 9 a accept access account accounting acct acct-port action add address
    admin-role administrators aes aes128 aes192 aes256 algorithm all allow and any api ascii ascii-text
    attribute auth auth-pass auth-port authenticated authentication authentication-md5 authentication-mode
    authentication-sha authenticator authorization authpriv auto-cert-rollover both bpdu caaa chap cipher
    ciphertext class clear cli client console context counter critical ctrl default delete deny des des56
    digest direction disable disabled dot1x edit enable enabled enc encrypted encryption end engineid envmon
    exec exit expiration expire false for ftp full gateway generate group groups hash hex hmac hmac-md5
    hmac-sha-256 host hostkey http https id idle if ike import in inbound include index informs input
    interface ip ipaddr ipaddress ipv4 ipv6 is isakmp key key-id key-string keychain keyid keys label length
    level line local local-engine local-user location login mac manager manual match max maximum md5 message
    message-digest method min min-length minimum mode model monitor mschap mschapv2 name netmask network
    network-admin network-operator never new no noauth none nopassword not of off on only operator
    operator-rw or ospf out outbound pap params password peer peers per periodic permission permit
    persistent plain plaintext policy port ports pre-shared-key primary priority priv priv-lvl priv-pass
    privacy privacy-mode private-key privilege profile prompt protocol public-key purpose query radius
    radius-server rate read read-only read-write readonly readwrite recovery remote required restricted
    retransmit retries retry ro role root rounds rsa rw scheme scope sec-name secondary secret security send
    server service session set sha sha-256 sha1 sha224 sha256 sha384 sha512 shared-secret simple snmp
    snmp-server snmpv3 source source-interface ssh string subordinate super sysadmin syslog system tacacs
    tacacs+ tacacs-server tag text the timeout to transform transport trap trap-level traps true trusted
    type udp-domain udp-port unencrypted unlimited unrestricted update use user user-key user-name username
    users v1 v2 v2c v3 value version view vlan vrf web wep with wpa wpa-psk wpa2 write write-only yes
    """
)
_PARTS = _words(
    """
    ascii communities community keystring md5 pass passphrase passwd pre psk pwd shared
    """
)
_MODIFIERS = _words(
    """
    3des 3c 4c add address aes aes128 aes192 aes256 and any ascii ascii-text auth authentication cipher ciphertext
    clear default des des56 digest enc encrypted encryption for group groups hash hex hmac hmac-md5 hmac-sha-256 host
    id in index informs input key key-id key-string keyid keys label level local location login manager md5 message
    min mode name network-admin network-operator operator password plain plaintext plain-text policy port priv
    privacy privilege prompt read read-only readonly read-write readwrite remote role rounds scheme sec-name secret
    set sha sha1 sha224 sha256 sha384 sha512 sha-256 simple string super text timeout to transport type unencrypted user
    user-name username v1 v2 v2c v3 value version view write write-only 2c
    """
)
_RECEIVER_WORDS = _words(
    """
    add address configure domain host informs param params receiver securityname set snmp snmp-agent
    snmp-server target target-addr target-host trap trap-receiver traps udp-domain version
    """
)
_PORTS = {
    "22",
    "25",
    "49",
    "80",
    "123",
    "161",
    "162",
    "389",
    "443",
    "500",
    "514",
    "636",
    "1645",
    "1646",
    "1812",
    "1813",
}
_INTERFACE = re.compile(
    r"(?i)(?:(?:fast|gigabit|tengigabit|twogigabit|fivegigabit|twentyfivegig\w*|fortygig\w*|hundredgig\w*)?ethernet|"
    r"vlan|loopback|port-channel|lag|trk|ge-|xe-|et-|ae|irb|mgmt|eth|gi|te|fa|po|lo|tw|fo|hu)[-\d/.:*]*|\d+(?:/\d+)+(?:\.\d+)?"
)
_PUNCTUATION = re.compile(r"[\W_]+")
_SMALL = re.compile(r"\d{1,3}")


def may_stand_before(token: str) -> bool:
    """Whether a word between an announcement and its value only says what comes: an encryption, a level, a scope."""
    bare = token.strip(";,()[]{}:").casefold()
    return not bare or bare.isdecimal() or bare in _MODIFIERS or is_address(bare)


def is_compound(word: str) -> bool:
    """Whether a word is put together of syntax alone: `pre-shared-key`, but not `vtp-dom-pw`."""
    parts = [part for part in re.split(r"[-_.]", word.casefold().strip("\"';,")) if part]
    return all(part in KNOWN or part in _PARTS for part in parts)


def is_hard(word: str) -> bool:
    """Whether a word announces a secret."""
    lower = word.casefold()
    return _HARD.search(lower) is not None or _HARD_PART.search(lower) is not None


def is_soft(word: str) -> bool:
    """Whether a word may announce one."""
    return _SOFT.match(word.casefold()) is not None


def is_hard_here(word: str, line: str) -> bool:
    """Whether a word announces a secret in this line."""
    return is_hard(word) or (_CONTEXT.search(line) is not None and _CONTEXT_HARD.match(word.casefold()) is not None)


def is_weak(bare: str) -> bool:
    """Words that people really take for passwords and that are syntax elsewhere."""
    return bare.casefold() in {"password", "secret", "key", "login", "manager", "operator", "user", "write", "read"}


def is_receiver_word(word: str) -> bool:
    """Syntax of a line about trap receivers."""
    return word.casefold() in _RECEIVER_WORDS


def is_receiver(line: str) -> bool:
    """Whether a line names somebody who is sent traps."""
    return _RECEIVER.search(line) is not None


def holds_itself(word: str) -> bool:
    """`pw-Closet9`: announcement and secret in one word."""
    return _SELF.match(word) is not None


def announces_in_text(text: str) -> re.Match[str] | None:
    """Where free text begins to speak of a login."""
    return _TOLD.search(text)


def is_harmless(token: str) -> bool:
    """Syntax, an address, a small number, an interface or mere punctuation."""
    bare = token.strip(";,()[]{}")
    if not bare or _PUNCTUATION.fullmatch(bare):
        return not re.search(r"[$^%#!@&*?~]", bare) or len(bare) < 2
    if bare.casefold() in KNOWN or _SMALL.fullmatch(bare) or bare in _PORTS:
        return True
    return _INTERFACE.fullmatch(bare) is not None or is_address(bare)


def is_address(text: str) -> bool:
    """An IP address or network."""
    try:
        ipaddress.ip_interface(text.strip("[]"))
    except ValueError:
        return False
    return any(mark in text for mark in ".:")
