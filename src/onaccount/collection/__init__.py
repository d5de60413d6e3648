"""Collection 催收: what is said to a customer who is late. For now one letter; strategies come later.

In: overdue items. Out: a dunning letter 催款函 on paper and in the mail. Never: a claim of interest nobody decided.
"""
