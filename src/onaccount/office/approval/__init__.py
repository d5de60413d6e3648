"""Maker and checker 经办与复核: a request bound to its exact content, opinions by others, one decision.

In: content and who asks. Out: approved, returned or rejected. Never: a credit word, nor an opinion by the maker.
"""
