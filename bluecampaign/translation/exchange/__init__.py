"""Texts to translators and back: one unit per translated field, as PO or XLIFF 1.2."""
