"""The approvers' workplace 审批: what waits, what was decided, what one asked; old and new side by side.

In: requests and opinions. Out: one opinion at a time, in two clicks. Never: an opinion on content one did not see.
"""
