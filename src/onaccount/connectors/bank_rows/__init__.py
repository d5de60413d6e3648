"""A customer's own bank statement 银行流水 as rows of CSV or Excel, or as the table of a PDF.

In: a file of any bank. Out: lines with day, amount, balance, counterparty. Never: a guess where a cell cannot be read.
"""
