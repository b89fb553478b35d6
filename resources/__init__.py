"""Data of Still Here: prompts, agreements, help, icons. Law: no code lives here."""
