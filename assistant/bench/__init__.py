"""How good is it, against what: suites, arms, metrics and the report."""
