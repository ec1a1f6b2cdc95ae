"""Where seats may be served, and who a browser may say that it speaks to."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import TabletopError
from simulator.hub.place import Place, checked


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_is_served_without_further_ado(host: str) -> None:
    assert checked(Place(host)).is_loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "exercise.example.com"])
def test_beyond_this_machine_it_takes_tls_or_somebody_who_knows(host: str, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="give --cert and --key, or --plain"):
        checked(Place(host))
    assert not checked(Place(host, plain=True)).encrypted
    cert = key = tmp_path / "file"
    cert.touch()
    assert checked(Place(host, cert=cert, key=key)).encrypted


def test_a_certificate_goes_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "cert").touch()
    with pytest.raises(TabletopError, match="belong together"):
        checked(Place(cert=tmp_path / "cert"))
    with pytest.raises(TabletopError, match="is no file"):
        checked(Place(cert=tmp_path / "cert", key=tmp_path / "key"))


@pytest.mark.parametrize("public", ["exercise.example.com", "ftp://exercise.example.com", "https://example.com/path"])
def test_the_address_before_it_is_a_whole_one(public: str) -> None:
    with pytest.raises(TabletopError, match="--address"):
        checked(Place(public=public))


def test_a_tunnel_may_end_at_another_port_and_a_proxy_has_another_name() -> None:
    assert Place().allows("http://localhost:9999", "localhost:9999")
    assert not Place().allows("http://localhost:9999", "localhost:8642")
    assert not Place().allows("http://trick.example", "trick.example")
    proxy = Place(public="https://exercise.example.com")
    assert proxy.allows("https://exercise.example.com", "127.0.0.1:8642")
    assert proxy.address == "https://exercise.example.com"
    assert Place("::1").address == "http://[::1]:8642"
