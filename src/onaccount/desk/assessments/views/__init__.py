"""Views of assessment, by what they are about."""
