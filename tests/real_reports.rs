//! Real reports.
