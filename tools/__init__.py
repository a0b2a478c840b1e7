"""What keeps the house: generated pages, collected codes, the switch that refuses skipped tests."""
