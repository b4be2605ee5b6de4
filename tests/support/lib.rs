//! Sample reports.
