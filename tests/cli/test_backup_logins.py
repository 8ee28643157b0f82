"""Where a login comes from, in which order, and that a missing or broken keyring is no error."""

import sys
import types

import pytest

from switchrefresh.commands.credentials import find_credentials
from switchrefresh.devices.logins import names_key_files
from switchrefresh.errors import UsageError


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "keyring", None)  # not installed
    return tmp_path


def keyring(monkeypatch, answer):
    module = types.ModuleType("keyring")
    module.get_password = answer
    monkeypatch.setitem(sys.modules, "keyring", module)


def test_the_order_is_file_environment_keyring_prompt(tmp_path, monkeypatch):
    path = tmp_path / "pw"
    path.write_text("from-file\n")
    path.chmod(0o600)
    keyring(monkeypatch, lambda service, user: f"{service}/{user}/from-ring")
    given = {"SWITCHREFRESH_PASSWORD": "from-env", "SWITCHREFRESH_SECRET": "s"}
    assert find_credentials(str(path), None, "ann", given).password == "from-file"
    assert find_credentials(None, None, "ann", given).password == "from-env"
    assert find_credentials(None, None, "ann", {}).password == "switchrefresh/ann/from-ring"
    keyring(monkeypatch, lambda _service, _user: None)
    typed = find_credentials(None, lambda _text: "typed", "ann", {})
    assert (typed.password, typed.typed) == ("typed", True)
    assert not find_credentials(None, lambda _text: "typed", "ann", given).typed


def test_a_locked_or_absent_keyring_is_passed_over(monkeypatch):
    with pytest.raises(UsageError):
        find_credentials(None, None, "ann", {})

    def locked(_service, _user):
        raise RuntimeError("no backend, and the words of a secret")

    keyring(monkeypatch, locked)
    with pytest.raises(UsageError) as caught:
        find_credentials(None, None, "ann", {})
    assert "secret" not in str(caught.value)


def test_a_key_file_in_the_ssh_config_is_enough(home):
    (home / ".ssh").mkdir()
    (home / ".ssh" / "config").write_text("Host hs-*\n  identityfile ~/.ssh/id_switches\n")
    found = find_credentials(None, None, "ann", {})
    assert names_key_files() and found.host_keyed and not found.empty and found.password is None
