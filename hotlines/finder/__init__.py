"""The finder: a few plain questions, one on a page, lead to the right ways to get help.

Nothing is stored: the answers are letters in the address. `questions` knows what is asked
and in which order, `deciding` which ways fit which answers, `finding` which of those ways
are live in the directory, `steps` what happens when one uses them.
"""
