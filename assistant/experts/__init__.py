"""Experts: adapters that the product manages, with identity, lineage, scores and state."""
