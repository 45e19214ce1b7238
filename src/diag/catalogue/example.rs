//! `examples.txt` → [`Example`]: small sites that show a code, and how it is right.

/// How a code looks in a site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Example {
    /// By files.
    Files(Shown),
    /// No text of the site can show it: it is about the machine, the call, or the bytes of a file.
    Machine,
}

/// The files of an example.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// What lies beside them, wrong or right.
    pub beside: Vec<ExampleFile>,
    /// With the fault.
    pub wrong: Vec<ExampleFile>,
    /// Without it.
    pub right: Vec<ExampleFile>,
}

/// A file of an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExampleFile {
    /// From the site's folder.
    pub path: &'static str,
    /// What is in it; empty where only its being there matters.
    pub text: &'static str,
}

const EXAMPLES: &str = include_str!("examples.txt");

/// The example of a code. None for what is no code; the tests see to it that every code has one.
pub fn example(id: &str) -> Option<Example> {
    let part = EXAMPLES.split("\n@code ").skip(1).find(|part| part.lines().next() == Some(id))?;
    let part = part.trim_end();
    if part.lines().any(|line| line == "@machine") {
        return Some(Example::Machine);
    }
    let section = |name: &str| {
        let start = format!("\n@{name}\n");
        let from = part.find(&start).map(|at| at + start.len() - 1);
        from.map_or(Vec::new(), |from| files(&part[from..]))
    };
    Some(Example::Files(Shown {
        beside: section("beside"),
        wrong: section("wrong"),
        right: section("right"),
    }))
}

/// The files of a section, up to the next.
fn files(section: &'static str) -> Vec<ExampleFile> {
    let ends = ["\n@beside\n", "\n@wrong\n", "\n@right\n"];
    let end = ends.iter().filter_map(|end| section.find(end)).min().unwrap_or(section.len());
    let files = section[..end].split("\n@file ").skip(1);
    files
        .map(|file| {
            let (path, text) = file.split_once('\n').unwrap_or((file, ""));
            ExampleFile { path: path.trim(), text: text.trim_end() }
        })
        .collect()
}
