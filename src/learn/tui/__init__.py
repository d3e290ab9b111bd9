"""The full-screen faces, built with Textual: one core under both."""
