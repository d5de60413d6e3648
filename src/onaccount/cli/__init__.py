"""The `onaccount` command 命令行: run, import, generate, backup, verify."""
