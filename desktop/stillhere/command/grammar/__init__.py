"""What can be asked for: the verbs, their options, and the help and completions made from them."""
