"""Words of limits too many for one file; `limits.labels` joins them and is what everybody reads."""
