"""The machine one stands on: terminal, streams, paths, config file, settings."""
