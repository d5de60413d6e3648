"""Views of lists that a reader keeps 保存的视图: a title for an address. Private; the address itself can be shared with anybody.

In: a list's code, a title, the query string that is the view. Out: the reader's own views of a list. Never: another reader's.
"""
