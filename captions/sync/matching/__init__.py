"""Words and sound brought together: when each word is said, and how well that is known."""
