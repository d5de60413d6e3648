"""The settings 设置: our company, how much of the product it uses, the policy of the order check, the way to going live.

In: settings and drafts. Out: versions that say who and when. Never: a policy in force without a second person.
"""
