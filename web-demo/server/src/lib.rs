//! Intake and desk of the demonstration portal.
