//! Tests of the optional features of the runtime crate; see `tests`.
