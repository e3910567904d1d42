"""Inviting: sent, sent again, taken back, accepted; also to claim an account that waits for its person."""
