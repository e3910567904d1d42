"""What visitors may read: every public query in one place, bounded however many rows there are."""
