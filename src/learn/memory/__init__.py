"""What is computed from a log of reviews alone: when to ask again, how well that was foretold."""
