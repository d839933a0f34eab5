"""How staff come in: password, second factor, limits of a session, and the audit log."""
