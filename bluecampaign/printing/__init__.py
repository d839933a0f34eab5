"""Printed matter: data set by Typst to PDF/UA-1 and PNG, in every script of the site.

It knows papers, fonts and layouts, and nothing of hotlines or resources: what stands on a
piece is handed in as data, and what does not fit or cannot be written is refused.
"""
