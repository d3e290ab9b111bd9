"""Values become what a reader sees; each view is a pure function."""
