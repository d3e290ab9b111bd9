"""YAML files become terms here: read, validated, indexed, looked up, searched, suggested."""
