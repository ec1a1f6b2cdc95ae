"""``tabletop clocks``: which clocks can run for an organisation, as somebody checks it by hand, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.model.profile import Applies, Ground, Organisation, Verdict, standing
from simulator.wording.width import cells
from tests.conftest import ROOT

APPI = {"jp-appi-preliminary", "jp-appi-final", "jp-appi-final-wrongful", "jp-appi-individuals"}
PROCESSOR = {"jp-appi-processor", "eu-gdpr-33-processor"}
GDPR = {"eu-gdpr-33", "eu-gdpr-34"}
NIS2 = {"eu-nis2-early", "eu-nis2-notification", "eu-nis2-final"}
DORA = {"eu-dora-initial", "eu-dora-intermediate", "eu-dora-final"}
HIGH_RISK = {"eu-aia-73-general", "eu-aia-73-death", "eu-aia-73-critical"}
CRA = {"eu-cra-early", "eu-cra-notification", "eu-cra-final"}
CRA |= {f"eu-cra-incident-{what}" for what in ("early", "notification", "final")}
PUBLIC = {f"jp-appi-68-{what}" for what in ("preliminary", "final", "final-wrongful", "individuals")}
OSHA = {"us-osha-8h", "us-osha-24h"}
GPAI = {f"eu-gpai-cop-{what}" for what in ("cyber", "critical", "death", "harm", "intermediate", "final")}


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    assert main(["clocks", *words, "--json"]) == 0
    return {item["id"]: item for item in json.loads(capsys.readouterr().out)["items"]}


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for printer in ("printed", "changed"):
        monkeypatch.setattr(f"simulator.verbs.{printer}.room", lambda: 80)
    for words in (["clocks", "--team", "tokyo-platform"], ["list", "expectations", "--changed-since", "2026-10"]):
        assert main([*words, "--lang", "ja"]) == 0
        assert max(map(cells, capsys.readouterr().out.splitlines())) <= 80


def runs(items: dict[str, dict[str, object]], *kinds: str) -> set[str]:
    can = [item for item in items.values() if item["verdict"] == "can" and not item["off"]]
    return {str(item["id"]) for item in can if item["kind"] in kinds}


LAWS: dict[str, dict[str, set[str]]] = {
    "two-founders": {
        "a private business in Japan that holds personal data": APPI,
        "schools have entrusted it with data of families": {"jp-appi-processor"},
        "an employer in Japan that makes generative AI": {"jp-work-injury", "jp-principle-code-inquiry"},
    },
    "ministry-with-vendor": {
        "a public body, not a business: Art. 68, and not Art. 26": PUBLIC,
        "an employer in Japan": {"jp-work-injury"},
    },
    "ministry-as-user": {
        "a public body, not a business: Art. 68, and not Art. 26": PUBLIC,
        "an employer in Japan": {"jp-work-injury"},
    },
    "global-bank": {
        "a private business in Japan that holds personal data": APPI,
        "supervised in Tokyo": {"jp-fsa-incident"},
        "its shares are traded in New York; Tokyo's rules are no law": {"us-sec-8k-105"},
        "payroll holds Individual Numbers": {"jp-mynumber-preliminary"},
        "an employer in Japan that makes generative AI": {"jp-work-injury", "jp-principle-code-inquiry"},
        "customers in the Union, controller of their data": GDPR,
        "a bank of the Union": DORA,
        "its service company there offers a cloud service to others": NIS2,
        "credit scoring is of high risk: it makes such a system and uses it": {*HIGH_RISK, "eu-aia-26-5-deployer"},
        "the cloud stores what others write": {"eu-dsa-18"},
        "customers in London": {"uk-gdpr-33", "uk-dpa-complaint-30d"},
        "an employer there, and a cloud": {"uk-riddor-10d", "uk-nis-72h"},
        "a bank in New York": {"us-bank-36h", "us-nydfs-72h", "us-nydfs-ransom-24h", "us-nydfs-ransom-30d"},
        "a broker there": {"us-sec-regsp-30d", "us-sec-regsp-provider-72h"},
        "an employer there": OSHA,
        "customers of its desk in Singapore": {"sg-mas-1h", "sg-pdpa-3d", "sg-pdpa-assess-30d"},
        "customers of its desk in Seoul, and a cloud": {"kr-pipa-72h", "kr-pipa-individuals-72h", "kr-network-24h"},
    },
    "tokyo-platform": {
        "a private business in Japan that holds personal data": APPI,
        "a large platform in Japan": {"jp-platform-takedown"},
        "customers in the Union, controller of their data": GDPR,
        "and processor of others'": PROCESSOR,
        "a cloud and its software there": NIS2 | CRA,
        "hosting there": {"eu-tco-1h", "eu-dsa-18"},
        "an employer in Japan that makes generative AI": {"jp-work-injury", "jp-principle-code-inquiry"},
        "makes a system of high risk": HIGH_RISK,
        "has signed the code for models with systemic risk": GPAI,
        "hosting in the United States": {"us-takeitdown-48h"},
        "users in India": {"in-certin-6h", "in-itrules-2h", "in-itrules-3h"},
    },
    "vendor-abroad": {
        "a private business in Japan that holds personal data": APPI,
        "customers in the Union, controller of their data": GDPR,
        "and processor of others'": PROCESSOR,
        "a cloud there": NIS2 | {"eu-dsa-18"},
        "an employer in Japan that makes generative AI": {"jp-work-injury", "jp-principle-code-inquiry"},
        "at work in the United States": OSHA,
        "has signed the code for models with systemic risk": GPAI,
        "trains frontier models in California": {"us-ca-sb53-15d", "us-ca-sb53-24h"},
        "an online service in the United States": {"us-takeitdown-48h"},
    },
}
"""Team → why → the laws and guidelines that can run for it."""


@pytest.mark.parametrize("team", LAWS)
def test_the_laws_of_each_bundled_organisation(team: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand = set().union(*LAWS[team].values())
    assert runs(answered(capsys, "--team", team), "law", "guideline") == by_hand


def test_reasons_are_told_for_and_against(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clocks", "--team", "two-founders"]) == 0
    told = capsys.readouterr().out
    assert "why        place: JP; public body: it is not; data: personal data\n" in told
    assert "only with activity: telecommunications carrier; yours is activity: online service\n" in told
    assert "is legal advice." in told


def test_what_was_not_said_decides_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = tmp_path / "ours.yaml"
    profile.write_text("jurisdictions: [DE, US]\n")
    items = answered(capsys, "--profile", str(profile))
    assert items["eu-gdpr-33"]["verdict"] == "not-said", (
        "a member state is in the Union; nobody said which data it holds"
    )
    assert items["us-ca-breach-30d"]["verdict"] == "not-said", "of which state is not said"
    assert items["jp-appi-preliminary"]["verdict"] == "cannot"


def test_a_profile_that_cannot_be_read_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = tmp_path / "ours.yaml"
    profile.write_text("jurisdictions: JP\nsectors: banking\n")
    assert main(["clocks", "--profile", str(profile)]) == 2
    assert f"{profile}:2:10" in capsys.readouterr().err


def test_nobody_there_to_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clocks"]) == 2
    assert "give --profile FILE or --team ID" in capsys.readouterr().err


PLACES = st.lists(st.sampled_from(["JP", "EU", "DE", "US", "US-CA", "US-NY", "KR"]), unique=True)
SECTORS = st.lists(st.sampled_from(["bank", "telecom", "hosting", "other"]), unique=True)
FLAGS = st.none() | st.booleans()
ASKED = st.builds(lambda j, s, p: Applies(jurisdictions=j, sectors=s, public_body=p), PLACES, SECTORS, FLAGS)
ORGANISATIONS = st.builds(
    lambda j, s, p: Organisation(jurisdictions=j, sectors=s, public_body=p),
    st.none() | PLACES, st.none() | SECTORS, FLAGS,
)  # fmt: skip


@given(ASKED, ORGANISATIONS)
def test_saying_more_only_settles_what_was_open(asked: Applies, organisation: Organisation) -> None:
    """An answer to a question nobody had asked turns neither a clock that can run nor one that cannot."""
    before = standing(organisation, asked.wants()).verdict
    added = {} if organisation.data is not None else {"data": ("personal",)}
    for key, value in {"sectors": ("bank",), "public_body": False, "jurisdictions": ("JP",), **added}.items():
        if getattr(organisation, key) is None:
            after = standing(organisation.model_copy(update={key: value}), asked.wants()).verdict
            assert before is Verdict.NOT_SAID or after is before


@given(ASKED, ORGANISATIONS)
def test_a_clock_can_run_exactly_where_every_key_is_met(asked: Applies, organisation: Organisation) -> None:
    grounds = [Ground(key, wanted, organisation.said(key)) for key, wanted in asked.wants()]
    can = all(ground.verdict is Verdict.CAN for ground in grounds)
    assert (standing(organisation, asked.wants()).verdict is Verdict.CAN) == can


def test_every_law_of_the_library_says_for_whom() -> None:
    from simulator.content.library import Library

    values = [entry.value for entry in Library.open([ROOT]).expectations() if entry.value]
    assert [value.id for value in values if value.kind == "law" and value.applies is None] == []
