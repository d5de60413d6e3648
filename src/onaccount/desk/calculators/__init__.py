"""Calculators 计算器 at the desk: every public rule as a form whose address keeps the figures, to be bookmarked and sent on."""
