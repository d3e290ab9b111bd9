"""Demos of the topic architecture."""
