"""Calculators 计算器: every public rule behind one door, for the command line, the interface and a page.

In: figures under their names, as JSON. Out: the result with units and the formula's source. Never: a record read or written.
"""
