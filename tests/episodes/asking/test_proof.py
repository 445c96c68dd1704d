"""The work that holds off machines."""

import base64
import json

import altcha
import pytest

from episodes.asking.proof import (
    ProofRefusedError,
    hardness_of,
    new_challenge,
    nonce_of,
)

SECRET = "s" * 40


def proof_for(challenge_json: str) -> str:
    challenge = altcha.Challenge.from_dict(json.loads(challenge_json))
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def test_work_that_was_done_is_known_by_its_nonce():
    challenge = new_challenge(SECRET)
    nonce = json.loads(challenge)["parameters"]["nonce"]
    assert nonce_of(proof_for(challenge), SECRET) == nonce


def test_work_for_another_site_is_refused():
    with pytest.raises(ProofRefusedError):
        nonce_of(proof_for(new_challenge("x" * 40)), SECRET)


def test_a_challenge_that_was_made_easier_is_refused():
    challenge = json.loads(new_challenge(SECRET))
    challenge["parameters"]["keyPrefix"] = "00"
    with pytest.raises(ProofRefusedError):
        nonce_of(proof_for(json.dumps(challenge)), SECRET)


def test_a_challenge_that_ran_out_is_refused(monkeypatch):
    from datetime import timedelta

    monkeypatch.setattr("episodes.asking.proof.VALID_FOR", timedelta(seconds=-1))
    with pytest.raises(ProofRefusedError):
        nonce_of(proof_for(new_challenge(SECRET)), SECRET)


EMPTY_PARTS = b'{"challenge":{"parameters":{}},"solution":{}}'
FORGED = [
    "x", "e30=", "é", "\0", "W10=", "A" * 5000,
    base64.b64encode(b'{"challenge":1,"solution":2}').decode(),
    base64.b64encode(EMPTY_PARTS).decode(),
    base64.b64encode(b"[" * 2900).decode(),
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_proof_is_refused_and_never_errs(forged):
    with pytest.raises(ProofRefusedError):
        nonce_of(forged, SECRET)


def test_the_work_grows_with_the_pace_of_the_hour():
    assert [hardness_of(full) for full in (0, 0.2, 0.3, 0.5, 0.8, 1.0)] == [1, 1, 2, 4, 8, 8]
