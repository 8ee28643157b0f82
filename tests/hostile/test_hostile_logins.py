"""Host keys, passwords and time limits: what a hostile switch must never get, and how soon it is given up."""

import time
from dataclasses import replace

import pytest
from hostile_switches import ALLOWED, PASSWORD, PLATFORMS, SECRET, answer_of, healthy
from pulls import LIMITS, pull, target_of

from switchrefresh.devices.targets import Credentials
from switchrefresh.lab.behaviour import Behaviour, FirstScreen, Hangup, Login
from switchrefresh.lab.keys import new_host_key, public_line
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts, fingerprint


@pytest.fixture
def book(tmp_path):
    return KnownHosts(tmp_path / "known_hosts")


def one(lab, book, **more):
    """Pull the only switch of a lab."""
    (name,) = lab.names
    return pull([target_of(lab, name)], book, **more)[name]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("how", [Hangup.CHANNEL, pytest.param(Hangup.RESET, marks=pytest.mark.fault)])
def test_a_closed_device_is_reported_within_two_seconds(book, platform, how):
    switch = healthy("sw1", platform, behaviour=Behaviour(drop_after=3000, hangup=how))
    with LabNetwork([switch]) as lab:
        start = time.monotonic()
        result = one(lab, book)
        assert time.monotonic() - start < 2
    assert (result.outcome, result.reason, result.raw) == ("failed", "closed", None)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_changed_host_key_gets_no_password_and_is_never_called_a_timeout(book, platform):
    with LabNetwork([healthy("sw1", platform)]) as lab:
        assert one(lab, book).learned_key
        old = lab.host_keys("sw1")[0]
        lab.swap("sw1", healthy("sw1", platform))
        result = one(lab, book)
        assert (result.outcome, result.reason) == ("failed", "host-key-changed")
        assert lab.record("sw1").passwords == 0
        assert lab.record("sw1").logins == []
        assert lab.record("sw1").connections == 1  # never tried again
        for key in (old, lab.host_keys("sw1")[0]):
            assert fingerprint(key.split()[1]) in result.detail
        assert book.known_keys(*lab.address("sw1")) == (tuple(old.split()),)


def test_a_new_key_type_from_a_known_host_is_a_changed_key(book):
    with LabNetwork([healthy("sw1", "cisco_ios")]) as lab:
        assert one(lab, book).outcome == "proven"
        lab.swap("sw1", healthy("sw1", "cisco_ios", host_key_types=("ed25519",)))
        result = one(lab, book)
        assert (result.outcome, result.reason) == ("failed", "host-key-changed")
        assert lab.record("sw1").passwords == 0


def test_a_second_key_type_beside_the_known_one_does_no_harm(book):
    with LabNetwork([healthy("sw1", "cisco_ios", host_key_types=("ecdsa", "ed25519"))]) as lab:
        ecdsa = lab.host_keys("sw1")[0]
        book.learn(*lab.address("sw1"), *ecdsa.split())
        assert one(lab, book).outcome == "proven"


def test_strict_mode_sends_no_password_to_a_stranger(book):
    with LabNetwork([healthy("sw1", "cisco_ios")]) as lab:
        result = one(lab, book, mode="strict")
        assert (result.outcome, result.reason) == ("failed", "host-key-unknown")
        assert lab.record("sw1").passwords == 0
        assert book.known_keys(*lab.address("sw1")) == ()


def test_a_revoked_key_gets_no_password(book):
    with LabNetwork([healthy("sw1", "cisco_ios")]) as lab:
        host, port = lab.address("sw1")
        book.path.write_text(f"@revoked [{host}]:{port} {lab.host_keys('sw1')[0]}\nthis line is garbage\n")
        assert one(lab, book).reason == "host-key-changed"
        assert lab.record("sw1").passwords == 0


def test_forty_first_contacts_are_all_remembered(book):
    with LabNetwork(healthy(f"sw{n}", PLATFORMS[n % 3]) for n in range(40)) as lab:
        results = pull([target_of(lab, name) for name in lab.names], book, concurrency=40)
        assert {r.outcome for r in results.values()} == {"proven"}
        for name in lab.names:
            assert book.known_keys(*lab.address(name)) == (tuple(lab.host_keys(name)[0].split()),)


def test_a_wrong_password_reaches_two_switches_once_at_the_most(book):
    wrong = Credentials(password="not-the-one", secret=SECRET)
    with LabNetwork(healthy(f"sw{n}", PLATFORMS[n % 3]) for n in range(40)) as lab:
        start = time.monotonic()
        results = pull([target_of(lab, name) for name in lab.names], book, credentials=wrong, concurrency=40)
        assert time.monotonic() - start < 15
        assert {(r.outcome, r.reason) for r in results.values()} == {("failed", "auth")}
        arrived = [lab.record(name).passwords for name in lab.names]
        assert max(arrived) == 1
        assert 1 <= sum(arrived) <= 2


def test_a_mistyped_password_reaches_one_switch_once(book):
    slip = Credentials(password="not-the-one", typed=True)
    with LabNetwork(healthy(f"sw{n}", "cisco_ios") for n in range(60)) as lab:
        results = pull([target_of(lab, name) for name in lab.names], book, credentials=slip, concurrency=50)
        assert {(r.outcome, r.reason) for r in results.values()} == {("failed", "auth")}
        assert sum(lab.record(name).passwords for name in lab.names) == 1
        [told] = {name for name in lab.names if lab.record(name).passwords}
        assert f"not tried: {told} has rejected this login" in results["sw0" if told != "sw0" else "sw1"].detail


def test_one_switch_with_another_password_does_not_stop_the_others(book):
    odd = healthy("sw0", "cisco_ios", behaviour=Behaviour(login=Login.REFUSES))
    with LabNetwork([odd, *(healthy(f"sw{n}", "cisco_ios") for n in range(1, 12))]) as lab:
        results = pull([target_of(lab, name) for name in lab.names], book)
        assert results.pop("sw0").reason == "auth"
        assert {r.outcome for r in results.values()} == {"proven"}
        assert lab.record("sw0").passwords == 1


def test_a_key_logs_in_and_no_password_is_sent(book, tmp_path):
    key = new_host_key("ecdsa")
    key.write_private_key_file(str(tmp_path / "id"))
    with LabNetwork([healthy("sw1", "cisco_ios", keys=(public_line(key),))]) as lab:
        credentials = Credentials(key_files=(str(tmp_path / "id"),))
        assert one(lab, book, credentials=credentials).outcome == "proven"
        assert lab.record("sw1").passwords == 0


def test_nothing_is_typed_at_a_password_prompt_that_comes_late(book):
    """The question comes a moment after the connection; a client that pushes newlines would answer it."""
    late = Behaviour(first_screen=FirstScreen.PASSWORD_EXPIRED, login_delay=0.3)
    with LabNetwork(healthy(platform, platform, behaviour=late) for platform in PLATFORMS) as lab:
        results = pull([target_of(lab, name) for name in lab.names], book)
        for name in lab.names:
            assert results[name].reason == "auth"
            assert lab.record(name).keystrokes == b""


def test_the_enable_secret_is_not_typed_at_another_switch(book):
    stranger = healthy("sw1", "cisco_ios", hostname="cafeteria-sw9", enable_secret=SECRET)
    with LabNetwork([stranger]) as lab:
        assert one(lab, book).reason == "wrong-device"
        assert lab.record("sw1").secrets == 0


@pytest.mark.parametrize("platform", ["cisco_ios", "hp_procurve"])
def test_without_an_enable_secret_none_is_typed(book, platform):
    with LabNetwork([healthy("sw1", platform, enable_secret=SECRET)]) as lab:
        result = one(lab, book, credentials=Credentials(password=PASSWORD))
        assert (result.outcome, result.reason) == ("failed", "enable")
        assert lab.record("sw1").secrets == 0


@pytest.mark.parametrize(
    ("behaviour", "limits"),
    [
        (Behaviour(chunk=1, pause=0.03), {"total": 3.0}),
        (Behaviour(endless=True), {"bytes": 2_000_000}),
        (Behaviour(endless=True, pager_always=True), {"bytes": 500_000}),
    ],
    ids=["one byte at a time", "endless", "endless through a pager"],
)
def test_output_without_end_is_ended(book, behaviour, limits):
    with LabNetwork(healthy(platform, platform, behaviour=behaviour) for platform in PLATFORMS) as lab:
        start = time.monotonic()
        results = pull([target_of(lab, name) for name in lab.names], book, limits=replace(LIMITS, **limits))
        assert time.monotonic() - start < 15
    for result in results.values():
        assert (result.outcome, result.reason, result.raw) == ("failed", "limit", None)


def test_nothing_listens_and_no_such_name(book):
    with LabNetwork([healthy("sw1", "cisco_ios")]) as lab:
        gone = target_of(lab, "sw1")
    nameless = replace(gone, switch="sw2", host="switch.invalid")
    results = pull([gone, nameless], book)
    assert (results["sw1"].outcome, results["sw1"].reason) == ("failed", "refused")
    assert (results["sw2"].outcome, results["sw2"].reason) == ("failed", "dns")


def test_the_new_switch_at_the_old_address_is_proven_once_its_key_is_accepted(book):
    """The night itself: before, swap, the key accepted explicitly and once, after."""
    with LabNetwork([healthy("sw1", "hp_procurve")]) as lab:
        assert one(lab, book).outcome == "proven"
        lab.swap("sw1", healthy("sw1", "aruba_aoscx"))
        assert one(lab, book).reason == "host-key-changed"
        assert book.replace(*lab.address("sw1"), *lab.host_keys("sw1")[0].split())
        after = one(lab, book)
        assert after.outcome == "proven"
        assert after.raw == answer_of(lab.switch("sw1"))
        assert set(lab.record("sw1").commands) <= ALLOWED
