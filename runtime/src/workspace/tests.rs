use alloc::format;

use super::Workspace;

#[test]
fn what_is_given_back_is_taken_again() {
    let workspace = Workspace::new();
    let first = workspace.filled(1.0, 100).as_ptr();
    assert_eq!(workspace.bytes(), 800);
    let again = workspace.filled(2.0, 50);
    assert_eq!((again.as_ptr(), &again[..]), (first, &[2.0; 50][..]));
    assert_eq!(workspace.bytes(), 0);
}

#[test]
fn buffers_in_use_at_once_find_their_own_again() {
    let workspace = Workspace::new();
    let run = || {
        let a = workspace.filled(0.0, 10);
        let mut pointers = vec![a.as_ptr()];
        for _ in 0..3 {
            let b = workspace.copied(&[1.0; 40]);
            pointers.push(b.as_ptr());
        }
        let mut c = workspace.empty();
        c.extend([0.5; 70]);
        pointers.push(c.as_ptr());
        pointers
    };
    // What grows in the first run may move.
    run();
    let (once, bytes) = (run(), workspace.bytes());
    assert_eq!(run(), once);
    assert_eq!(workspace.bytes(), bytes);
}

#[test]
fn each_type_has_buffers_of_its_own() {
    let workspace = Workspace::new();
    {
        let numbers = workspace.filled(0.5_f32, 3);
        let flags = workspace.filled(true, 2);
        let rows = workspace.zeros_like(&[[1.0; 3]; 2]);
        let counts = workspace.room::<usize>(4);
        assert_eq!(
            (&numbers[..], &flags[..], &rows[..], counts.len()),
            (&[0.5; 3][..], &[true; 2][..], &[[0.0; 3]; 2][..], 0)
        );
    }
    assert_eq!(format!("{workspace:?}"), format!("Workspace {{ buffers: 4, bytes: {} }}", 12 + 2 + 48 + 32));
}

#[test]
fn tapes_of_states_find_their_memory_again() {
    let workspace = Workspace::new();
    let run = |scale: f64, counts: &[u64; 3]| {
        let mut tape = workspace.states(10);
        for (k, count) in counts.iter().enumerate() {
            tape.push(move |x: f64| scale * x + k as f64 + *count as f64);
        }
        let mut rows = workspace.states::<(f64, &u64, Vec<f64>)>(3);
        rows.push((scale, &counts[0], vec![scale]));
        let sum: f64 = tape.iter().map(|state| state(2.0)).sum();
        (tape.as_ptr() as usize, rows.as_ptr() as usize, sum + rows[0].0)
    };
    let once = run(0.5, &[1, 2, 3]);
    assert!(workspace.bytes() > 0);
    assert_eq!(run(0.5, &[1, 2, 3]), once);
}

#[test]
fn scratch_is_as_long_as_it_was_asked_for() {
    let workspace = Workspace::new();
    drop(workspace.filled(3.0, 5));
    assert_eq!(workspace.scratch(0.0, 7).len(), 7);
    assert_eq!(workspace.scratch(0.0, 2).len(), 2);
}

#[test]
fn a_panic_loses_nothing() {
    let workspace = Workspace::new();
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _buffer = workspace.filled(1.0, 8);
        panic!("in the middle");
    }));
    assert!(failed.is_err());
    assert_eq!(workspace.bytes(), 64);
}

#[test]
fn it_forgets() {
    let mut workspace = Workspace::default();
    drop(workspace.filled(1.0, 8));
    workspace.clear();
    assert_eq!(workspace.bytes(), 0);
    let once = Workspace::once();
    drop(once.filled(1.0, 8));
    assert_eq!(once.bytes(), 0);
}

#[test]
fn it_can_go_to_another_thread() {
    fn goes<T: Send>(_: &T) {}
    goes(&Workspace::new());
}
