"""The Settings page: what its person chose for this device. Nothing on it is told to anybody but a name."""
