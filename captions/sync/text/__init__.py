"""What is said: from a transcript to the words to listen for, and the phones that they are made of.

Nothing here hears anything."""
