"""What happens to a PDF in the process of its own: judged, saved anew, read, drawn.

Nothing here imports Django, so that the process starts quickly and knows no secret.
"""
