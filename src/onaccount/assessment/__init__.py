"""Assessment 资信评估: what we think of a customer's ability and will to pay, as a grade on one scale.

In: statements, the ledger, answers with evidence, scorecards. Out: the grade of a day and why. Never: a limit, nor a grade without a person.
"""
