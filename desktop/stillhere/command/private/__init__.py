"""What is private, by the command: pages, prompts, letters and their lock."""
