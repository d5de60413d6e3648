"""What waits 收发件箱: letters to be sent, groups that changed, files taken in.

In: a row in the same transaction as its cause. Out: work for connectors and jobs. Never: a socket.
"""
