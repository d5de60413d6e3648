"""Today 工作台: what waits for the person who signed in, and the search that finds anything by any number.

In: a person. Out: tiles that open their lists. Never: a figure of its own.
"""
