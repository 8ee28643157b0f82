"""Started by every Python of the tests: a connection to anything but this machine is an error, not an accident."""

import socket

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def is_local(address):
    """Unix sockets, 127.0.0.0/8, ::1 and names that mean this machine."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host.startswith("127.") or host in {"::1", "localhost", ""}


def guarded(original):
    """The same method, for local addresses only."""

    def connect(self, address):
        if not is_local(address):
            raise PermissionError(f"the tests may not contact {address!r}")
        return original(self, address)

    return connect


socket.socket.connect = guarded(_connect)
socket.socket.connect_ex = guarded(_connect_ex)
