"""Tables of the invented country `demo`: goods, their families, origins, offices. Every figure is made up."""
