"""Files taken in 导入: each run with its file, what was chosen for it, its faults, its counts, its undo.

In: bytes and choices. Out: a run whose rows add up: rows in = created + updated + unchanged + rejected + left out.
Never: what a row means; that is told in `lifecycle`.
"""
