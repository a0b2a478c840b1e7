"""What may not move, who said so, on which ground: placed by any room downstream, lifted by who placed it."""
