"""The slice that every engine evaluates: two small policies, and fictional practices to evaluate them for."""
