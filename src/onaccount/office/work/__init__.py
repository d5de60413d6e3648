"""Progress of work in the background 后台进度: done of total, kept in the database so that a reload loses nothing.

In: a kind with facts, and steps done. Out: a bar and a result. Never: the work itself.
"""
