"""Measurements beside a reference, each a script that prints one JSON object.

`python -m bench` runs them all and draws a table; `python -m bench.aging` runs one. `--full` measures at the size that the
goals are stated for, otherwise a small ledger is used. Ours and the reference are taken in turn, in one run.
"""
