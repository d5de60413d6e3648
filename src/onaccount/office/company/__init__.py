"""Our own company 本公司: its name, language, currency and how much of the product it uses; a kind of policy version.

In: settings as data. Out: a `Company`. Never: a table of its own, nor a customer.
"""
