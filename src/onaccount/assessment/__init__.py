"""Assessment 资信评估: what we think of a customer's ability and will to pay, as a grade on one scale.

In: a grade a person gives. Out: the grade of a day. Never: a limit, nor a grade without its giver and reason.
"""
