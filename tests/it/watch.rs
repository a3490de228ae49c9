//! `planwright watch`, from outside: it is started, files are saved, and what it says is read as it
//! comes.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::program::{files_below, pdf_text, planwright, write};

const MANIFEST: &str = "title: T\nversions:\n  - version: \"1.0\"\n    date: 2024-05-01\n    authors: [A]\n    summary: S\n";
const PLAIN: &str = "{{ card.frame }}\n{{ card.body }}\n";

/// Far more than a turn takes: only a program that does not answer at all lets it pass.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running watch, ended when it is dropped.
struct Watch {
    root: PathBuf,
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(root: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planwright"));
        let command = command
            .arg("watch")
            .args(args)
            .current_dir(root)
            .env("NO_COLOR", "1");
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = lines(child.stderr.take().expect("standard error is ours"));
        Self {
            root: root.to_owned(),
            child,
            lines,
        }
    }

    /// What it says until it waits again.
    fn turn(&self) -> String {
        let mut said = String::new();
        while !said.contains("waiting for changes") {
            let line = self.lines.recv_timeout(PATIENCE);
            said.push_str(&line.unwrap_or_else(|_| panic!("it says no more; so far:\n{said}")));
            said.push('\n');
        }
        said
    }

    /// Saves a file, and gives what is said of it.
    fn save(&self, path: &str, text: &str) -> String {
        write(&self.root, path, text);
        let mut said = self.turn();
        // A file may be saved in two steps of the system's, far enough from each other for two
        // turns.
        while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(300)) {
            said = line + "\n" + &self.turn();
        }
        said
    }

    fn page(&self) -> String {
        pdf_text(&self.root.join("output/t-v1.0-draft.pdf"))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(out: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .try_for_each(|line| send.send(line))
    });
    receive
}

fn card(text: &str) -> String {
    format!("---\ntitle: One\n---\n\n{text}\n")
}

#[test]
fn each_save_makes_a_draft_and_a_broken_one_ends_nothing() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "plan/01-one.md", &card("The first words."));
    let watch = Watch::start(root.path(), &[]);
    assert!(watch.turn().contains("wrote output/t-v1.0-draft.pdf"));
    let said = watch.save("plan/01-one.md", &card("Other words, and TBC."));
    assert!(
        said.contains("changed: plan/01-one.md") && said.contains("warning[placeholder/tbc]"),
        "{said}"
    );
    assert!(watch.page().contains("Other words"), "{}", watch.page());

    let broken = watch.save("plan/01-one.md", "---\ntitle: [\n---\nLost words.\n");
    assert!(
        broken.contains("error[source/yaml]") && !broken.contains("wrote"),
        "{broken}"
    );
    assert!(
        watch.page().contains("Other words"),
        "the last good draft is still there"
    );
    let unreadable = watch.save("planwright.yaml", "documents: [plan\n");
    assert!(unreadable.contains("planwright.yaml:1"), "{unreadable}");
    watch.save("planwright.yaml", "documents: [plan]\n");

    // What is hidden or an output is no change: the next turn is that of the card.
    write(root.path(), "output/notes.txt", "No source.");
    write(root.path(), "plan/.01-one.md.swp", "No source.");
    let mended = watch.save("plan/01-one.md", &card("Words at last."));
    assert!(
        mended.contains("changed: plan/01-one.md\n") && mended.contains("wrote"),
        "{mended}"
    );
    assert!(watch.page().contains("Words at last"));

    let added = watch.save("plan/new part/02-two.md", &card("A card in a new folder."));
    assert!(
        added.contains("plan/new part") && watch.page().contains("in a new folder"),
        "{added}"
    );
    std::fs::remove_file(root.path().join("plan/new part/02-two.md")).expect("it can be removed");
    assert!(watch.turn().contains("wrote") && !watch.page().contains("in a new folder"));
    drop(watch);
    assert_eq!(
        files_below(&root.path().join("output")),
        ["notes.txt", "t-v1.0-draft.pdf"]
    );
}

#[test]
fn a_template_that_never_ends_is_ended_and_watched_on() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "plan/01-one.md", &card("Text."));
    write(root.path(), "templates/kinds/section/card.typ", PLAIN);
    let watch = Watch::start(root.path(), &["--time-limit", "8"]);
    assert!(watch.turn().contains("wrote"));
    let said = watch.save(
        "templates/kinds/section/card.typ",
        &format!("{PLAIN}#while true {{}}\n"),
    );
    assert!(said.contains("error[template/"), "{said}");
    assert!(
        watch
            .save("templates/kinds/section/card.typ", PLAIN)
            .contains("wrote")
    );
}

/// The processes that a watch has begun and that are still there.
#[cfg(target_os = "linux")]
fn workers(watch: &Watch) -> Vec<String> {
    let children = format!("/proc/{0}/task/{0}/children", watch.child.id());
    std::fs::read_to_string(children)
        .expect("it runs")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_stays_from_turn_to_turn_until_it_has_to_be_ended() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "plan/01-one.md", &card("Text."));
    let watch = Watch::start(root.path(), &["--time-limit", "8"]);
    watch.turn();
    let first = workers(&watch);
    assert_eq!(first.len(), 1, "{first:?}");
    watch.save("plan/01-one.md", &card("Other words."));
    assert_eq!(workers(&watch), first);
    // Far more than eight seconds' work, and no template to blame.
    let said = watch.save(
        "plan/01-one.md",
        &card(&"- One of very many items.\n".repeat(60_000)),
    );
    assert!(
        said.contains("after 8 seconds") && !said.contains("wrote"),
        "{said}"
    );
    let said = watch.save("plan/01-one.md", &card("Words at last."));
    assert!(
        said.contains("wrote") && watch.page().contains("Words at last"),
        "{said}"
    );
    let second = workers(&watch);
    assert!(
        second.len() == 1 && second != first,
        "{first:?}, then {second:?}"
    );
}

#[test]
fn what_is_called_wrongly_is_not_watched() {
    let root = tempfile::tempdir().expect("a temporary folder");
    write(root.path(), "plan/document.yaml", MANIFEST);
    write(root.path(), "plan/01-one.md", &card("Text."));
    for args in [
        ["watch", "nowhere"],
        ["watch", "--root=nowhere"],
        ["watch", "--deny=nothing/at-all"],
    ] {
        let run = planwright(root.path(), &args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
    }
}

#[test]
fn a_folder_that_is_gone_is_watched_no_more() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let project = root.path().join("project");
    write(&project, "plan/document.yaml", MANIFEST);
    write(&project, "plan/01-one.md", &card("Text."));
    let mut watch = Watch::start(&project, &[]);
    watch.turn();
    std::fs::remove_dir_all(&project).expect("it can be removed");
    let mut said = String::new();
    while let Ok(line) = watch.lines.recv_timeout(PATIENCE) {
        said.push_str(&line);
    }
    assert!(
        said.ends_with("is no longer there, so there is nothing to watch"),
        "{said}"
    );
    assert_eq!(watch.child.wait().expect("it ends").code(), Some(2));
}
