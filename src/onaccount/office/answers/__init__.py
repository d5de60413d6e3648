"""Stored answers 已存回复: what a machine was told for its idempotency key, so that a repeated call changes nothing.

In: client, key, digest of the request. Out: the first answer, again. Never: an answer that was an error.
"""
