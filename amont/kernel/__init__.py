"""Small words everyone uses: money, quantities, lanes, findings, reasons, refusals. Standard library only."""
