"""What the law and the administration say, dated: offices, charges, code lists, from the country packs."""
