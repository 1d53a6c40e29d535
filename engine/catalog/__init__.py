"""What kinds exist, each declared once: layers, losses, optimizers, schedules, initialisers, metrics."""
