"""Records on their way: done, said and published here; taken in and folded from the folder."""
