"""The seal on the log: what is written there can't be changed, taken out or reordered unseen."""
