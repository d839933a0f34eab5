"""Keeping the numbers: on one sheet of paper, in a phone book, without a connection.

Somebody else may look at the phone later. Nothing here is stored unless the reader asks
for it, what is stored is said before, and nothing that is stored names the subject.
"""
