"""The key of the store: in the system's keyring, or under a passphrase."""
