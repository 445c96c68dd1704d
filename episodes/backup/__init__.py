"""A consistent copy of everything a site keeps, made while it runs, and the way back."""
