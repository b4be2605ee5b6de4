//! A thread for each open document.
//!
//! The threads that tokio keeps for what takes a while take turns. What an analysis allocates is let go of when the
//! next one is done; if that is on another thread each time, every edit begins with cold caches and new memory. So a
//! document has one thread for all that is done with it, one thing after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// A thread that does what it is given, in order, and ends when nobody is left who could give it anything.
#[derive(Clone)]
pub(crate) struct OwnThread {
    jobs: mpsc::Sender<Job>,
}

impl OwnThread {
    /// Starts it. If the system has no more threads, nothing that it is given will be done.
    pub(crate) fn start() -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let work = move || {
            for job in waiting {
                // Whoever waits for the result sees that there is none; those behind it still get theirs.
                let _ = catch_unwind(AssertUnwindSafe(job));
            }
        };
        let _ = thread::Builder::new().name("document".into()).spawn(work);
        Self { jobs }
    }

    /// What `job` returns first, as soon as it returns; the second part of it is let go of on this thread, behind the
    /// answer. `None` if the job panicked, or could not be done.
    pub(crate) async fn run<T, R>(&self, job: impl FnOnce() -> (T, R) + Send + 'static) -> Option<T>
    where
        T: Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = move || {
            let (result, rest) = job();
            // Nobody may wait for it any more.
            let _ = answer.send(result);
            drop(rest);
        };
        self.jobs.send(Box::new(job)).ok()?;
        answered.await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_the_other_and_on_after_a_panic() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let own = OwnThread::start();
            let here = || (thread::current().id(), ());
            let first = own.run(here).await;
            assert!(first.is_some_and(|id| id != thread::current().id()));
            let none: Option<()> = own.run(|| -> ((), ()) { std::panic::resume_unwind(Box::new("broken")) }).await;
            assert_eq!(none, None);
            assert_eq!(own.run(here).await, first);
        });
    }
}
