"""
The JSON that is kept of a check, and running it again 重新检查.

Decimals are written as plain strings and dates as ISO 8601, so that what is stored is what was seen, to the last digit.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from onaccount.ordercheck.rules.catalogue import CATALOGUE
from onaccount.ordercheck.rules.facts import Snapshot
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.standing import Standing
from onaccount.ordercheck.rules.verdict import Verdict, judge


def as_bytes(value: Any) -> bytes:
    """Write a snapshot, policy or verdict, or the plain values of one, as JSON text with sorted names."""
    return _SORTED.encode(value)


def digest_of(written: bytes) -> str:
    """Give the digest by which the journal knows a snapshot: of what `as_bytes` wrote."""
    return hashlib.sha256(written).hexdigest()


def as_json(value: Snapshot | Policy | Verdict | Standing | Mapping[str, Any]) -> dict[str, Any]:
    """Write a snapshot, policy, verdict or standing as the plain values that come back from the database."""
    written: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value, enc_hook=_plain))
    return written


def snapshot_from_json(stored: Mapping[str, Any]) -> Snapshot:
    """Read the snapshot that `as_json` wrote."""
    return msgspec.convert(stored, Snapshot)


def standing_from_json(stored: Mapping[str, Any]) -> Standing:
    """Read the standing that `as_json` wrote."""
    return msgspec.convert(stored, Standing)


def verdict_from_json(stored: Mapping[str, Any]) -> Verdict:
    """Read the verdict that `as_json` wrote."""
    return msgspec.convert(stored, Verdict)


def policy_from_json(stored: Mapping[str, Any]) -> Policy:
    """Read a policy; an unknown rule, strength or checkpoint in it is a ValueError that names the place."""
    policy = msgspec.convert(stored, Policy)
    unknown = {setting.code for setting in policy.rules} - set(CATALOGUE)
    if unknown:
        raise ValueError(f"no such rule: {', '.join(sorted(unknown))}")
    return policy


def replay(*, snapshot: Mapping[str, Any], policy: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a stored snapshot again under its stored policy and write the verdict as it is stored."""
    return as_json(judge(snapshot_from_json(snapshot), policy_from_json(policy)))


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TypeError(f"not stored with a decision: {value!r}")


_SORTED = msgspec.json.Encoder(enc_hook=_plain, order="sorted")
