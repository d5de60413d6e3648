"""Signing in 登录: password, second factor, devices, invitations, over the sign-in library with our rules.

In: a name, a password, a code. Out: a session that ends in time. Never: a way to sign oneself up.
"""
