//! Derivatives by the table against high-precision arithmetic, and the rows of the catalogue of hard places.

mod catalogue;
mod machine;
mod reference;
