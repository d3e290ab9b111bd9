"""Demos of the topic data."""
