"""IATA Cargo-XML: house waybills."""
