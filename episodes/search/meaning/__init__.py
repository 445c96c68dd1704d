"""The only room that does arithmetic on vectors."""
