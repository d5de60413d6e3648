"""
Tables 表格: the one place where CSV and Excel bytes are read and written.

In: a file of unknown make. Out: rows with their place, typed values or precise faults; and exports that are safe to open.
It never guesses a value, never runs a formula, never touches the database. Start at `workbook.open_workbook`.
"""
