"""Questions on manifests, bills, containers, messages and alerts."""
