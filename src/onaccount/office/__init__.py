"""What every desk shares 公共办公: access, journal, approval, policy, trays, work, paper, search, clock.

In: acts of people and machines. Out: who may, who did, what waits. Never: a word about credit.
"""
