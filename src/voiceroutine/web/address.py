"""Where phones on the same network find this machine. Nothing is sent to find out."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress

from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import reason

PORT = 8470
"""Where phones look for us, unless it is taken: the same each time, so that a bookmark stays good."""
TRIED_PORTS = 20
LOOPBACK = "127.0.0.1"

_ELSEWHERE = ("192.0.2.1", "192.168.0.1", "192.168.1.1", "192.168.178.1", "10.0.0.1", "172.16.0.1", "169.254.1.1")
"""Addresses beyond this machine: one for documentation (RFC 5737), where the default route leads, and some of private
networks, which have a route of their own where a VPN has taken that."""


def lan_addresses() -> tuple[str, ...]:
    """Return this machine's addresses on private networks, the one of the default route first.

    A socket for datagrams that is connected tells from where it would send; it sends nothing until it is asked to.
    """
    found: dict[str, None] = {}
    for address in _ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:  # there is no way there
            probe.connect((address, 9))
            found[probe.getsockname()[0]] = None
    return tuple(address for address in found if _is_private(address))


def _is_private(address: str) -> bool:
    """Return whether an address is of a network at home or at work, and not open to the whole world."""
    known = ipaddress.ip_address(address)
    return not (known.is_global or known.is_loopback or known.is_unspecified or known.is_multicast)


def own_names() -> tuple[str, ...]:
    """Return the names by which phones may know this machine: its own, and that with `.local`."""
    name = socket.gethostname().lower().removesuffix(".").removesuffix(".local")
    return (name, f"{name}.local") if name and name != "localhost" else ()


def listen(host: str, port: int | None, first: int = PORT) -> socket.socket:
    """Return a socket that listens at an address.

    Args:
        host: An address of this machine, or one of its names.
        port: If None, `first`, or the next one that is free.
        first: Where others look for us.

    Raises:
        VoiceroutineError: Nothing can listen there.
    """
    ports = [port] if port is not None else list(range(first, first + TRIED_PORTS))
    for number in ports[:-1]:
        with suppress(OSError):
            return _listening(host, number)
    try:
        return _listening(host, ports[-1])
    except OSError as error:
        where = f"{host}, port {port}" if port is not None else f"{host}, ports {ports[0]} to {ports[-1]}"
        hint = "try another --port, or leave out --host: the address on your network is found"
        if error.errno == errno.EADDRINUSE:
            hint = "name another --port, or leave it out: one that is free is found"
        raise VoiceroutineError(f"cannot listen at {where}: {reason(error)}", hint) from error


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except UnicodeError as error:  # no name can be written so
        raise OSError(f"`{host}` is no address") from error
    # asyncio sends small responses at once (TCP_NODELAY) only where it is told that this is TCP: 40 ms each
    listener = socket.socket(family, kind, protocol)
    try:
        # on Windows, the usual option would let two servers share a port
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        listener.setsockopt(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
