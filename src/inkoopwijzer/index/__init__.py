"""Claims to a treatment index, intervals and percentiles; and claims held against entitlement. SQL steps on DuckDB."""
