"""A night: select, probe, dream, seed, evaluate, judge, promote, report."""
