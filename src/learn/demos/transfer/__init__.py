"""Demos of the topic transfer."""
