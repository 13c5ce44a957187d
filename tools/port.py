"""Says in one sentence that an address cannot be served, before any work is done for it."""

from __future__ import annotations

import errno
import socket

from tools.steps import Stop, report

NOT_HERE = "HOST={host} is not an address of this machine: leave it out to serve 127.0.0.1."


def main(host: str, port: str) -> int:
    """Return 0 where the desk can listen on this host and port and 2, with a sentence, where it cannot."""
    return report(lambda: _check(host, port))


def _check(host: str, port: str) -> int:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"PORT={port} is not a port: give a number from 1 to 65535, as in make run PORT=8001.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Stop(
            f"HOST={host} is not an address of this machine: leave it out to serve 127.0.0.1."
        ) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Stop(_sentence(host, port, error)) from error
    return 0


def _sentence(host: str, port: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is in use by another program: "
            f"stop that one, or serve elsewhere with make run PORT={int(port) % 65535 + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for administrators: serve on one above 1023, as in PORT=8000."
    return NOT_HERE.format(host=host)
