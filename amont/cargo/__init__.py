"""Step 1, announced: manifests, their bills and containers, take-over, and what is left of each bill.

Legal source: SAFE framework of the WCO, pillar 1 (advance cargo information); WTO TFA art. 7.1; codes of the
countries (SN art. 63-70; CI 2022 art. 94). States: `states.State`.
"""
