"""What to ask, in which order, and what an answer is worth."""
