"""Credit file 客户信用档案: facts, papers, statements side by side, completeness, and the record table.

In: a person who may see customers. Out: pages, templates, workbooks. Never: a judgement of its own.
"""
