"""Records on their way: said and published here, taken in and folded from there."""
