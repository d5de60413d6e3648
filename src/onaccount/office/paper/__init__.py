"""Paper 文书: PDF from typst templates that live inside each stage, with Chinese and Latin type.

In: a template and plain data. Out: bytes of a PDF. Never: the network, or a template written by a user.
"""
