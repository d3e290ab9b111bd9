"""Whether terms, links, questions and demos agree: all faults at once, each at its line."""
