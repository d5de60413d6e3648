"""Words of an invented stage, for the test of sentences."""

REASONS = {"sample.over": "超过 {over}，逾期 {days} 天，{missing}"}
