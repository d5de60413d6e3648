"""Cover 担保与保险: what secures us, how much of it counts, until when.

In: guarantees, deposits, letters of credit, insurance, collateral as papers say. Out: what counts on a day. Never: a limit.
"""
