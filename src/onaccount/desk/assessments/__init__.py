"""Assessment 资信评估: what models say of a customer and why, the questionnaire, scorecards, benchmarks, the whole portfolio.

In: what people type. Out: pages. Never: a judgement of its own.
"""
