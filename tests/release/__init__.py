"""Tests of releases, of the gate and of what left."""
