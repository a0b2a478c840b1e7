"""What operations of the API share: the act of each, bodies read strictly, problems told in sentences."""
