"""The tariff as a table, CSV or XLSX, one code a line: a union's, or an administration's own."""
