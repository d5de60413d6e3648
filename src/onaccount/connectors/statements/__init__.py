"""Financial statements 财务报表 as workbooks: the templates we hand out, and whatever form a customer sends back.

In: Excel or CSV of any layout, one or many companies. Out: sets ready to be judged, each fault with sheet, row and line.
"""
