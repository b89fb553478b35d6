"""The shared folder as this device sees it: an untrusted mailbox, read within bounds, written whole."""
