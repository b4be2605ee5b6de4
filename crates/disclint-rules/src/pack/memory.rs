//! What patterns found in texts, remembered from rule to rule, from report to report and, in an editor, from edit
//! to edit: most clauses of a report stand in thousands of others, and an edit changes one.
//!
//! What is remembered depends on nothing but pattern and text, so that it changes how long judging takes and
//! nothing else. A run has a [`Memory`] to itself; between runs those of a pack wait in its [`Memories`].

use std::any::Any;
use std::cell::RefCell;
use std::hash::Hasher as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::{HashMap, HashSet, HashTable};
use rustc_hash::{FxBuildHasher, FxHasher};

/// Beyond so many bytes what was not used lately is forgotten after a run.
const MOST_BYTES: usize = 12 << 20;

/// Texts that are longer are looked at anew each time.
const LONGEST_TEXT: usize = 8192;

/// So many searches that find nothing are remembered, and so many that find something; beyond, what was not asked
/// for since there were last as many is forgotten after a run.
const MOST_SILENT: usize = 1 << 16;
const MOST_KEPT: usize = 1 << 13;

/// So many places with the searches that find nothing there are remembered, likewise.
const MOST_QUIET: usize = 1 << 15;

/// Of so many searches it is remembered by place where they find nothing: each has a bit.
pub(crate) const MOST_SEARCHES: u32 = u128::BITS - 1;

/// What a text and an answer take up besides their bytes, about.
const BYTES_OF_TEXT: usize = 160;
const BYTES_OF_ANSWER: usize = 64;

/// The answers that most questions have, by their numbers; others follow.
const NOTHING: u32 = 0;
const YES: u32 = 1;
const OTHERS: u32 = 2;

thread_local! {
    /// The memory of the run on this thread.
    static CURRENT: RefCell<Option<Memory>> = const { RefCell::new(None) };
}

/// Numbers for `count` questions that nobody else asks.
pub(super) fn questions(count: usize) -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(count as u32, Ordering::Relaxed)
}

/// What is known of texts.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: Vec<Known>,
    /// Where each of them is, by its text.
    places: HashTable<u32>,
    /// The text that was asked about last: often the next one asked about.
    last: usize,
    run: u32,
    bytes: usize,
    /// Searches that found nothing, asked for lately and before that.
    silent: [HashSet<u128, FxBuildHasher>; 2],
    /// What others found, likewise.
    kept: [HashMap<u128, Arc<dyn Any + Send + Sync>, FxBuildHasher>; 2],
    /// For places the searches that find nothing there, likewise, and the numbers of these searches.
    quiet: [HashMap<u128, u128, FxBuildHasher>; 2],
    searches: HashMap<u128, u32, FxBuildHasher>,
}

#[derive(Debug)]
struct Known {
    text: Box<str>,
    /// The run that last asked about it.
    used: u32,
    /// In how many runs it was asked about since there was last too much.
    runs: u32,
    /// Questions in their order, each with the number of its answer.
    answers: Vec<(u32, u32)>,
    others: Vec<Box<dyn Any + Send>>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Memory {
    /// The place of a text.
    fn place(&mut self, text: &str) -> usize {
        if self.known.get(self.last).is_none_or(|last| *last.text != *text) {
            let hash = hash(text);
            let found = self.places.find(hash, |&place| *self.known[place as usize].text == *text);
            self.last = if let Some(&place) = found {
                place as usize
            } else {
                let place = self.known.len();
                self.known.push(Known { text: text.into(), used: 0, runs: 0, answers: Vec::new(), others: Vec::new() });
                self.bytes += text.len() + BYTES_OF_TEXT;
                let known = &self.known;
                self.places.insert_unique(hash, place as u32, |&place| self::hash(&known[place as usize].text));
                place
            };
            let known = &mut self.known[self.last];
            if known.used != self.run {
                known.used = self.run;
                known.runs += 1;
            }
        }
        self.last
    }

    /// Forgets texts that neither this run nor several before it asked about, if there is too much.
    fn tidy(&mut self) {
        if self.silent[0].len() >= MOST_SILENT {
            self.silent.swap(0, 1);
            self.silent[0].clear();
        }
        if self.kept[0].len() >= MOST_KEPT {
            self.kept.swap(0, 1);
            self.kept[0].clear();
        }
        if self.quiet[0].len() >= MOST_QUIET {
            self.quiet.swap(0, 1);
            self.quiet[0].clear();
        }
        // Some depend on what stands in the tables, so that there are ever more of them.
        if self.searches.len() as u32 > MOST_SEARCHES / 2 {
            self.searches.clear();
            self.quiet.iter_mut().for_each(HashMap::clear);
        }
        let used: usize = self.known.iter().filter(|known| known.used == self.run).map(Known::bytes).sum();
        if self.bytes <= MOST_BYTES.max(2 * used) {
            return;
        }
        let run = self.run;
        self.known.retain_mut(|known| {
            let stays = known.used == run || known.runs > 1;
            known.runs = 0;
            stays
        });
        self.bytes = self.known.iter().map(Known::bytes).sum();
        self.last = usize::MAX;
        self.places.clear();
        let known = &self.known;
        for (place, text) in known.iter().enumerate() {
            let hasher = |&place: &u32| hash(&known[place as usize].text);
            self.places.insert_unique(hash(&text.text), place as u32, hasher);
        }
    }
}

impl Known {
    fn bytes(&self) -> usize {
        self.text.len() + BYTES_OF_TEXT + self.answers.len() * 8 + self.others.len() * BYTES_OF_ANSWER
    }
}

/// Whether it is known of a search that it finds nothing.
pub(crate) fn is_silent(search: u128) -> bool {
    CURRENT.with_borrow_mut(|memory| {
        let Some(memory) = memory else { return false };
        let [now, before] = &mut memory.silent;
        now.contains(&search) || before.remove(&search) && now.insert(search)
    })
}

/// Remembers that a search finds nothing.
pub(crate) fn keep_silent(search: u128) {
    CURRENT.with_borrow_mut(|memory| {
        let Some(memory) = memory else { return };
        memory.silent[0].insert(search);
    });
}

/// The number of a search, less than [`MOST_SEARCHES`]: it holds for this run. `None` if there are too many.
pub(crate) fn number_of(search: u128) -> Option<u32> {
    CURRENT.with_borrow_mut(|memory| {
        let searches = &mut memory.as_mut()?.searches;
        let next = searches.len() as u32;
        let number = *searches.entry(search).or_insert(next);
        (number < MOST_SEARCHES).then_some(number)
    })
}

/// The searches that find nothing at a place, a bit for the number of each.
pub(crate) fn quiet_at(place: u128) -> u128 {
    CURRENT.with_borrow_mut(|memory| {
        let Some(memory) = memory else { return 0 };
        let [now, before] = &mut memory.quiet;
        if let Some(searches) = now.get(&place) {
            return *searches;
        }
        let Some(searches) = before.remove(&place) else { return 0 };
        now.insert(place, searches);
        searches
    })
}

/// Remembers which searches find nothing at a place.
pub(crate) fn keep_quiet_at(place: u128, searches: u128) {
    CURRENT.with_borrow_mut(|memory| {
        let Some(memory) = memory else { return };
        memory.quiet[0].insert(place, searches);
    });
}

/// What is remembered that a search found.
pub(crate) fn recall<T: Send + Sync + 'static>(search: u128) -> Option<Arc<T>> {
    let known = CURRENT.with_borrow_mut(|memory| {
        let [now, before] = &mut memory.as_mut()?.kept;
        if let Some(known) = now.get(&search) {
            return Some(Arc::clone(known));
        }
        let known = before.remove(&search)?;
        now.insert(search, Arc::clone(&known));
        Some(known)
    });
    known?.downcast().ok()
}

/// Remembers what a search found.
pub(crate) fn keep(search: u128, found: Arc<dyn Any + Send + Sync>) {
    CURRENT.with_borrow_mut(|memory| {
        let Some(memory) = memory else { return };
        memory.kept[0].insert(search, found);
    });
}

/// Whether `find` says so of `text`, asked once for each question and text.
pub(super) fn is(question: u32, text: &str, find: impl FnOnce() -> bool) -> bool {
    answer(question, text, find, |_, number| number == YES, |_, yes| if *yes { YES } else { NOTHING })
}

/// What `find` finds in `text`, looked for once for each question and text. A question has answers of one type.
pub(super) fn found<T: Clone + Send + 'static>(question: u32, text: &str, find: impl FnOnce() -> Vec<T>) -> Vec<T> {
    let told = |known: &Known, number: u32| match number.checked_sub(OTHERS) {
        Some(other) => known.others[other as usize].downcast_ref::<Vec<T>>().cloned().unwrap_or_default(),
        None => Vec::new(),
    };
    let kept = |known: &mut Known, found: &Vec<T>| {
        if found.is_empty() {
            return NOTHING;
        }
        known.others.push(Box::new(found.clone()));
        known.others.len() as u32 - 1 + OTHERS
    };
    answer(question, text, find, told, kept)
}

fn answer<T>(
    question: u32,
    text: &str,
    find: impl FnOnce() -> T,
    told: impl FnOnce(&Known, u32) -> T,
    kept: impl FnOnce(&mut Known, &T) -> u32,
) -> T {
    if text.len() > LONGEST_TEXT {
        return find();
    }
    let asked = CURRENT.with_borrow_mut(|memory| {
        let memory = memory.as_mut()?;
        let place = memory.place(text);
        let known = &memory.known[place];
        Some(match known.answers.binary_search_by_key(&question, |(question, _)| *question) {
            Ok(at) => Ok(told(known, known.answers[at].1)),
            Err(_) => Err(place),
        })
    });
    match asked {
        Some(Ok(answer)) => answer,
        None => find(),
        Some(Err(place)) => {
            let answer = find();
            CURRENT.with_borrow_mut(|memory| {
                let Some(memory) = memory else { return };
                let known = &mut memory.known[place];
                let before = known.others.len();
                let number = kept(known, &answer);
                let at = known.answers.partition_point(|(other, _)| *other < question);
                known.answers.insert(at, (question, number));
                memory.bytes += 8 + (known.others.len() - before) * BYTES_OF_ANSWER;
            });
            answer
        }
    }
}

/// The memories of a pack that no run has at the moment: as many as there were runs at a time.
#[derive(Debug, Default)]
pub(crate) struct Memories(Mutex<Vec<Memory>>);

/// While it lives, this thread remembers.
pub(crate) struct Remembering<'a> {
    memories: &'a Memories,
    /// What another run on this thread remembers, which goes on afterwards.
    outer: Option<Memory>,
}

impl Memories {
    /// Lets this thread remember until the result is dropped.
    pub(crate) fn remember(&self) -> Remembering<'_> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        memory.run = memory.run.wrapping_add(1);
        memory.last = usize::MAX;
        Remembering { memories: self, outer: CURRENT.replace(Some(memory)) }
    }
}

impl Drop for Remembering<'_> {
    fn drop(&mut self) {
        if let Some(mut memory) = CURRENT.replace(self.outer.take()) {
            memory.tidy();
            self.memories.0.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{MOST_BYTES, Memories, found, is, questions};

    /// How often a question is really asked of these texts, one run for each list.
    fn asked(memories: &Memories, runs: &[&[&str]]) -> Vec<usize> {
        let question = questions(2);
        let count = |texts: &&[&str]| {
            let _remembering = memories.remember();
            let asked = Cell::new(0);
            for text in *texts {
                let has = is(question, text, || {
                    asked.set(asked.get() + 1);
                    // Looking at another text on the way changes nothing.
                    is(question + 1, "乙", || false) || text.contains('甲')
                });
                assert_eq!(has, text.contains('甲'));
                assert_eq!(found(question + 1, text, || text.chars().collect()), text.chars().collect::<Vec<_>>());
            }
            asked.get()
        };
        runs.iter().map(count).collect()
    }

    #[test]
    fn a_text_is_looked_at_once() {
        assert_eq!(asked(&Memories::default(), &[&["甲", "丙", "甲", ""], &["丙", "甲乙", ""]]), [3, 1]);
    }

    #[test]
    fn what_is_used_again_stays() {
        let memories = Memories::default();
        let question = questions(1);
        let long = "丁".repeat(2000);
        let number = MOST_BYTES / long.len() + 10;
        let run = |texts: &mut dyn Iterator<Item = String>| {
            let _remembering = memories.remember();
            let asked = Cell::new(0);
            for text in texts {
                is(question, &text, || {
                    asked.set(asked.get() + 1);
                    true
                });
            }
            asked.get()
        };
        let often = || run(&mut std::iter::once("常用".to_owned()));
        assert_eq!((often(), often()), (1, 0));
        let many = |from: usize, to: usize| run(&mut (from..to).map(|at| format!("{long}{at}")));
        assert_eq!(many(0, number), number);
        assert_eq!(many(0, number), 0, "nothing that the run itself used was forgotten");
        assert_eq!(often(), 0);
        // Too much now, and all but the last run's and what several runs asked about goes.
        assert_eq!(many(number, 2 * number + 10), number + 10);
        assert_eq!(often(), 0);
        let bytes = || memories.0.lock().expect("sound").iter().map(|memory| memory.bytes).sum::<usize>();
        for at in 3..8 {
            many(at * number, (at + 1) * number);
            assert!(bytes() <= 3 * MOST_BYTES, "{}", bytes());
        }
    }

    #[test]
    fn without_a_memory_nothing_is_kept() {
        let question = questions(1);
        assert!(is(question, "甲", || true));
        assert!(!is(question, "甲", || false));
    }
}
