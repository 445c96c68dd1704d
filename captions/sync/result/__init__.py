"""What people get of it: words with times, what is left over, captions, kept corrections."""
