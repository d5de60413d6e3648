"""The staff's pages 工作台, one folder per workplace.

In: requests of signed-in people. Out: pages, each from one facts query or one lifecycle call. Never: a stage's models or actions, or a business `if`.
"""
