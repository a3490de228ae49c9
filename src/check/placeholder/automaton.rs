//! The automaton: the patterns of all rules in one, entered only where one of them can begin.
//!
//! In come the patterns and a text; out comes the next match, the leftmost, and of several there
//! the one whose pattern stands first in the table. It is entered afresh at each place that can
//! begin a match: a search that may begin anywhere would have to keep the beginnings of all
//! patterns in each of its states, and the states of a page of prose would take longer to make than
//! the page to read. A match is a few bytes and so is what is read to miss one, so the time stays
//! in proportion to the text.

use std::ops::Range;
use std::sync::Arc;

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::util::pool::{Pool, PoolGuard};
use regex_automata::{Anchored, Input, MatchKind};

/// The bytes that a thread keeps of the automaton's states.
const STATES: usize = 8 << 20;

/// Makes the memory of one search.
type Maker = Box<dyn Fn() -> Cache + Send + Sync>;

/// The compiled patterns. A clone is cheap.
#[derive(Clone)]
pub struct Automaton(Arc<Parts>);

struct Parts {
    dfa: DFA,
    caches: Pool<Cache, Maker>,
    doors: PrefixFilter,
}

/// Where a match can begin, as far as the next three bytes tell: most of a text is passed by with a
/// look at them.
struct PrefixFilter {
    /// For each byte whether it belongs to a word, and behind what it can begin a match.
    bytes: [u8; 256],
    /// For each byte those that can be the second of a match.
    second: [Set; 256],
    /// For each byte and small letter behind it, those that can be the third.
    third: Vec<[Set; 26]>,
}

/// A set of letters, blanks, full stops and commas, as bits; all other bytes are taken to belong to
/// it.
type Set = u64;

/// The set of all.
const ALL: Set = Set::MAX;

/// The bit of a byte in a set.
const fn bit(byte: u8) -> Set {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'A'..=b'Z' => 1 << (byte - b'A' + 26),
        b' ' => 1 << 52,
        b'.' => 1 << 53,
        b',' => 1 << 54,
        _ => 1 << 63,
    }
}

/// The bits of all bytes.
const BITS: [Set; 256] = {
    let mut bits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let set = bit(byte as u8);
        bits[byte] = set;
        byte += 1;
    }
    bits
};

/// The byte belongs to a word.
const WORD: u8 = 1;
/// The byte can begin a match within a word.
const INSIDE: u8 = 2;
/// The byte can begin a match elsewhere.
const OUTSIDE: u8 = 4;

/// What one thread needs to search.
pub struct Searcher<'a> {
    parts: &'a Parts,
    cache: PoolGuard<'a, Cache, Maker>,
}

impl Automaton {
    /// Compiles the patterns.
    pub fn new(patterns: &[&str]) -> Result<Self, String> {
        let config = DFA::config()
            .match_kind(MatchKind::LeftmostFirst)
            .cache_capacity(STATES);
        let nfa = thompson::Config::new().nfa_size_limit(Some(16 << 20));
        let dfa = DFA::builder()
            .configure(config)
            .thompson(nfa)
            .build_many(patterns)
            .map_err(|error| error.to_string())?;
        let mut cache = dfa.create_cache();
        let doors = PrefixFilter::of(&dfa, &mut cache);
        let maker = dfa.clone();
        let caches = Pool::new(Box::new(move || maker.create_cache()) as Maker);
        Ok(Self(Arc::new(Parts { dfa, caches, doors })))
    }

    /// Borrows the memory for searches in one text.
    pub fn searcher(&self) -> Searcher<'_> {
        Searcher {
            parts: &self.0,
            cache: self.0.caches.get(),
        }
    }
}

impl PrefixFilter {
    /// Asks the automaton itself.
    fn of(dfa: &DFA, cache: &mut Cache) -> Self {
        let mut doors = Self {
            bytes: [0; 256],
            second: [ALL; 256],
            third: vec![[ALL; 26]; 256],
        };
        for byte in 0..=u8::MAX {
            let at = usize::from(byte);
            let word = if byte.is_ascii_alphanumeric() || byte == b'_' {
                WORD
            } else {
                0
            };
            let inside = if begin(dfa, cache, b'a', byte).is_some() {
                INSIDE
            } else {
                0
            };
            let first = begin(dfa, cache, b' ', byte);
            doors.bytes[at] = word | inside | if first.is_some() { OUTSIDE } else { 0 };
            let Some(first) = first.filter(|_| byte.is_ascii()) else {
                continue;
            };
            doors.second[at] = leading_on(dfa, cache, first);
            if byte.is_ascii_alphabetic() {
                for (letter, third) in (b'a'..=b'z').zip(&mut doors.third[at]) {
                    let second = step(dfa, cache, first, letter);
                    *third = second.map_or(0, |second| leading_on(dfa, cache, second));
                }
            }
        }
        doors
    }

    /// Whether a match can begin at a place, behind a word's letter or not.
    fn open(&self, bytes: &[u8], at: usize, inside: bool) -> bool {
        let first = usize::from(bytes[at]);
        if self.bytes[first] & if inside { INSIDE } else { OUTSIDE } == 0 {
            return false;
        }
        let Some(&second) = bytes.get(at + 1).filter(|_| !inside) else {
            return true;
        };
        if self.second[first] & BITS[usize::from(second)] == 0 {
            return false;
        }
        let Some(&third) = bytes.get(at + 2).filter(|_| second.is_ascii_lowercase()) else {
            return true;
        };
        self.third[first][usize::from(second - b'a')] & BITS[usize::from(third)] != 0
    }
}

/// The state behind a first byte, if a match can begin with it.
fn begin(dfa: &DFA, cache: &mut Cache, before: u8, byte: u8) -> Option<LazyStateID> {
    let text = [before, byte];
    let input = Input::new(&text).range(1..).anchored(Anchored::Yes);
    let start = dfa.start_state_forward(cache, &input).ok()?;
    step(dfa, cache, start, byte)
}

/// The next state, if it leads anywhere.
fn step(dfa: &DFA, cache: &mut Cache, state: LazyStateID, byte: u8) -> Option<LazyStateID> {
    dfa.next_state(cache, state, byte)
        .ok()
        .filter(|next| !next.is_dead())
}

/// The bytes that lead anywhere.
fn leading_on(dfa: &DFA, cache: &mut Cache, state: LazyStateID) -> Set {
    let asked = (b'a'..=b'z').chain(b'A'..=b'Z').chain(*b" .,");
    asked
        .filter(|&byte| step(dfa, cache, state, byte).is_none())
        .fold(ALL, |set, byte| set & !bit(byte))
}

impl Searcher<'_> {
    /// The first match at or behind `from`: the place of its pattern in the table, and its range.
    pub fn find(&mut self, text: &str, from: usize) -> Option<(usize, Range<usize>)> {
        let bytes = text.as_bytes();
        let doors = &self.parts.doors;
        let mut inside = from > 0 && doors.bytes[usize::from(bytes[from - 1])] & WORD != 0;
        for at in from..bytes.len() {
            if doors.open(bytes, at, inside)
                && let Some(found) = self.at(text, at)
            {
                return Some(found);
            }
            inside = doors.bytes[usize::from(bytes[at])] & WORD != 0;
        }
        None
    }

    fn at(&mut self, text: &str, at: usize) -> Option<(usize, Range<usize>)> {
        let input = Input::new(text).range(at..).anchored(Anchored::Yes);
        // The search gives up only where a setting tells it to, and none does.
        let end = self
            .parts
            .dfa
            .try_search_fwd(&mut self.cache, &input)
            .ok()??;
        (end.offset() > at).then(|| (end.pattern().as_usize(), at..end.offset()))
    }
}
