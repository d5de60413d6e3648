#!/usr/bin/env python3
"""
A second verifier of the audit journal, written from its description alone: standard library, no code of the product.

    psql -AtX -c "SELECT row_to_json(e) FROM journal_entry e ORDER BY id" > entries.jsonl
    psql -AtX -c "SELECT json_build_object('first', first_entry, 'last', last_entry, 'entries', entries,
        'marks', encode(marks, 'hex'), 'previous', previous_digest, 'digest', digest)
        FROM journal_seal ORDER BY last_entry" > seals.jsonl
    python3 verify_journal.py entries.jsonl seals.jsonl [journal.end]

It ends with 0 when everything is as it was written, and with 1 after naming the first entry or block that is not.

What it checks. The mark of an entry is the SHA-256 of all its columns as JSON: names sorted, no blanks, UTF-8, the moment in UTC
with six places. A block lists its entries as 8 bytes of id and 32 bytes of mark each; its digest is the SHA-256 of
"PREVIOUS FIRST LAST COUNT" followed by that list; PREVIOUS is the digest of the block before, 64 zeros for the first.
`journal.end` holds the last id and digest as noted outside the database.
"""

import hashlib
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

NOTHING_BEFORE = "0" * 64


def mark(row):
    """The digest of one entry."""
    moment = datetime.fromisoformat(row["at"]).astimezone(timezone.utc)
    told = {**row, "at": moment.isoformat(timespec="microseconds")}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def listed(block):
    """The entries a block names, with their marks."""
    data = block["marks"]
    return {int(data[at : at + 16], 16): data[at + 16 : at + 80] for at in range(0, len(data) - 79, 80)}


def faults(entries, blocks, end):
    """Everything that is not as it was written, in order."""
    previous, last = NOTHING_BEFORE, 0
    for block in blocks:
        told = listed(block)
        found = {row["id"]: mark(row) for row in entries if last < row["id"] <= block["last"]}
        for number in sorted(told.keys() | found.keys()):
            if told.get(number) != found.get(number):
                yield f"entry {number} is not as it was written"
        head = f"{previous} {block['first']} {block['last']} {len(told)}".encode("ascii")
        digest = hashlib.sha256(head + bytes.fromhex(block["marks"])).hexdigest()
        sound = block["previous"] == previous and block["digest"] == digest and block["entries"] == len(told)
        if not sound or block["first"] != min(told, default=None):
            yield f"the seal over the entries {block['first']} to {block['last']} was altered"
        previous, last = block["digest"], block["last"]
    if end and tuple(end) not in {(str(block["last"]), block["digest"]) for block in blocks}:
        yield f"the journal ends with entry {last}, but was sealed through entry {end[0]} before"


def lines(name):
    """The rows of an export."""
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines() if line.strip()]


def main(names):
    """Compare, tell, and say by the exit code whether all is well."""
    entries, blocks = lines(names[0]), lines(names[1])
    end = Path(names[2]).read_text("ascii").split() if len(names) > 2 else []
    first = next(faults(entries, blocks, end), None)
    unsealed = sum(row["id"] > (blocks[-1]["last"] if blocks else 0) for row in entries)
    print(first or f"{len(entries) - unsealed} entries in {len(blocks)} blocks agree; {unsealed} are not sealed yet")
    return 1 if first else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
