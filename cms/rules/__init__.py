"""Rules: who may do what, which state follows which, what can be chosen."""
