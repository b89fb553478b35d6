"""What one record says, and the chain that it stands in: words, shapes, order, and who may sign."""
