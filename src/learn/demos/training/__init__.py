"""Demos of the topic training."""
