//! What is refused where there is no heap, word by word: `TRYBUILD=overwrite cargo test -p chainrule-no-std --test ui`.

#[test]
fn what_needs_a_heap_says_so() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
