"""The Today page: both people as they are, and what can be said from here, in every state that there is."""
