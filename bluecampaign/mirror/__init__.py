"""The whole public site as files, for the day on which the site itself is down."""
