"""What people do, room by room, over one home: acts, the way to each other, letters, devices, leaving."""
