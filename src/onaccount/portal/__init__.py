"""The customer's pages 客户门户: an application for credit without signing in, resumed by a code.

In: what a company states, papers, consents. Out: an application for staff to take up. Never: anything about another company.
"""
