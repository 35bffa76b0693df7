"""Words as they are written and said: scripts, units, periods, sums of money; knows nothing of what they name."""
