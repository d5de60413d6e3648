"""The vault 保险库: sealed copies of the whole database, kept in a folder, and what it takes to trust them.

In: the database, a key. Out: one encrypted file per backup 备份, or a database restored and compared row by row.
Never: a file that is half written under its final name, or a restore over records that are there.
"""
