//! Support code shared by the tests.
