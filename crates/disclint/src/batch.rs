//! Many inputs on many threads, delivered in order.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::failure::Fatal;

/// How many inputs a thread gets before the results are delivered. What is in memory at a time is this
/// many rendered results per thread, however many inputs there are.
const PER_THREAD: usize = 32;

/// Calls `work` for each of `inputs` on `jobs` threads and hands the results to `deliver` in the order
/// of the inputs. An input whose work panics becomes what `broken` makes of it.
///
/// # Errors
/// The first error of `deliver`, after which no further work is begun.
pub(crate) fn run<I: Sync, P: Send>(
    inputs: &[I],
    jobs: Option<u16>,
    work: impl Fn(&I) -> P + Sync,
    broken: impl Fn(&I) -> P + Sync,
    mut deliver: impl FnMut(P) -> io::Result<()>,
) -> Result<(), Fatal> {
    // One bad file never stops the others.
    let work = |input: &I| catch_unwind(AssertUnwindSafe(|| work(input))).unwrap_or_else(|_| broken(input));
    if inputs.len() == 1 || jobs == Some(1) {
        return inputs.iter().try_for_each(|input| deliver(work(input))).map_err(Fatal::Write);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .build()
        .map_err(|error| Fatal::Threads(error.to_string()))?;
    for chunk in inputs.chunks(PER_THREAD * pool.current_num_threads()) {
        let pieces: Vec<P> = pool.install(|| chunk.par_iter().map(work).collect());
        pieces.into_iter().try_for_each(&mut deliver).map_err(Fatal::Write)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        let inputs: Vec<usize> = (0..1000).collect();
        for jobs in [None, Some(1), Some(3)] {
            let mut seen = Vec::new();
            let deliver = |piece| {
                seen.push(piece);
                Ok(())
            };
            run(&inputs, jobs, |&input| input * 2, |_| 0, deliver).expect("runs");
            assert_eq!(seen, inputs.iter().map(|input| input * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_input_that_panics_does_not_stop_the_others() {
        let mut seen = Vec::new();
        let work = |&input: &u8| {
            assert!(input != 1, "expected by the test");
            input
        };
        let deliver = |piece| {
            seen.push(piece);
            Ok(())
        };
        run(&[0, 1, 2], Some(2), work, |_| 99, deliver).expect("runs");
        assert_eq!(seen, [0, 99, 2]);
    }

    #[test]
    fn the_first_failed_delivery_ends_the_run() {
        let mut count = 0;
        let deliver = |()| {
            count += 1;
            Err(io::ErrorKind::BrokenPipe.into())
        };
        assert!(run(&[1, 2, 3], Some(1), |_| (), |_| (), deliver).is_err());
        assert_eq!(count, 1);
    }
}
