"""Dated rates 汇率与利率: exchange rates, LPR and others, each with its source and day.

In: a rate as published or typed. Out: the rate in force on a day, or a refusal. Never: a guess.
"""
