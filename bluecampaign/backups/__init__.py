"""A backup is one file: the database and all uploaded files, with a digest of each."""
