//! What is refused, word by word: `TRYBUILD=overwrite cargo test -p chainrule-tests --test ui` writes the messages anew.
//! They are those of the pinned toolchain.

#[test]
fn mistakes_are_reported() {
    let cases = trybuild::TestCases::new();
    for kind in ["attribute", "signature", "types", "calls", "control", "state", "several", "structs", "warnings"] {
        cases.compile_fail(format!("ui/{kind}/*.rs"));
    }
}
