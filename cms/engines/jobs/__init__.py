"""Jobs: the database holds what must be done; a worker claims it, does it, and tries again what failed."""
