"""Where a server listens, and what must be so before it may."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from simulator.errors import TabletopError, why

PORT = 8642
"""Where seats are served where nothing else is said: the same after a crash, so that phones find it again."""


@dataclass(frozen=True)
class Place:
    """Where others reach the exercise."""

    host: str = "127.0.0.1"
    port: int = PORT
    cert: Path | None = None
    key: Path | None = None
    plain: bool = False
    """Beyond this machine without TLS, as somebody has said who knows the network."""
    public: str = ""
    """The address people use, where something stands before it, such as a company's proxy; empty for none."""

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.cert is not None or self.public.startswith("https://")

    @property
    def address(self) -> str:
        """What people open."""
        if self.public:
            return self.public.rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.cert else 'http'}://{host}:{self.port}"

    def knows(self, netloc: str) -> bool:
        """Whether a browser that names this host means us: another name that leads here may be somebody's trick."""
        if netloc == urlsplit(self.address).netloc:
            return True
        host = urlsplit(f"//{netloc}").hostname or ""
        return host in ("localhost", "127.0.0.1", "::1", self.host) or self.host in ("0.0.0.0", "::")

    def allows(self, origin: str, netloc: str) -> bool:
        """Whether a page of this origin may send something to the host it names."""
        return self.knows(netloc) and (origin == self.address or urlsplit(origin).netloc == netloc)


def checked(place: Place) -> Place:
    """The same. TabletopError where it would let strangers read along, or a file is missing."""
    if (place.cert is None) != (place.key is None):
        raise TabletopError("--cert and --key belong together: give both")
    for path in filter(None, (place.cert, place.key)):
        if not path.is_file():
            raise TabletopError("{path} is no file", path=path)
    parts = urlsplit(place.public)
    if place.public and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/")):
        raise TabletopError("--address is where people reach the seats, such as https://exercise.example.com")
    if not (place.is_loopback or place.cert or place.plain):
        raise TabletopError(
            "{host} is reached from other machines: give --cert and --key, or --plain if everybody on that network"
            " may read along",
            host=place.host,
        )
    return place


def listening(place: Place) -> socket.socket:
    """A socket that listens there. TabletopError where it cannot."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port), family=family)
    except OSError as error:
        raise TabletopError(
            "no server can listen at {host}, port {port}: {reason}", host=place.host, port=place.port, reason=why(error)
        ) from None
