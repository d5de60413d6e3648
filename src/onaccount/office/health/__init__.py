"""The machine room 运行状况: whether the program can work, and what an operator should look at.

In: the database's own tables, the backup folder, the disk. Out: checks 检查项, each good, to be watched, or bad, with numbers.
Never: a change; a secret.
"""
