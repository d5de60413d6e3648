"""What every workplace is drawn with 界面组件: lists, figures, bars, forms, the base page and its assets.

In: rows, figures and words. Out: HTML and workbooks that look and count alike. Never: a fact of its own or a question to the database beyond the rows it was given.
"""
