//! The shape of the code in figures: printed, not judged.

use crate::repo::Repo;

const FILE_LINES_AIM: usize = 400;
const FUNCTION_LINES_AIM: usize = 60;

/// How many files and how long; which functions are longer than the aim.
pub(crate) fn figures(repo: &Repo) -> String {
    let mut files: Vec<(usize, &str)> = repo.under("", ".rs").map(|it| (it.text.lines().count(), it.path.as_str())).collect();
    files.sort_unstable();
    let mut functions: Vec<(usize, String)> = repo.under("", ".rs").flat_map(|it| functions(&it.path, &it.text)).collect();
    functions.sort_unstable();
    let median = |of: &[usize]| of.get(of.len() / 2).copied().unwrap_or(0);
    let file_lines: Vec<usize> = files.iter().map(|it| it.0).collect();
    let function_lines: Vec<usize> = functions.iter().map(|it| it.0).collect();
    let mut out = format!(
        "files: {} Rust files, {} lines, median {}, {} over {FILE_LINES_AIM}\nfunctions: {}, median {}, {} over {FUNCTION_LINES_AIM}",
        files.len(),
        file_lines.iter().sum::<usize>(),
        median(&file_lines),
        file_lines.iter().filter(|it| **it > FILE_LINES_AIM).count(),
        functions.len(),
        median(&function_lines),
        function_lines.iter().filter(|it| **it > FUNCTION_LINES_AIM).count(),
    );
    for (lines, name) in files.iter().rev().take(5).filter(|it| it.0 > FILE_LINES_AIM) {
        out.push_str(&format!("\n  {lines:>5} {name}"));
    }
    for (lines, name) in functions.iter().rev().take(5).filter(|it| it.0 > FUNCTION_LINES_AIM) {
        out.push_str(&format!("\n  {lines:>5} {name}"));
    }
    out
}

/// Every function with its lines: from its `fn` line to the closing brace of the same indent, which rustfmt ensures.
fn functions(path: &str, text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let Some(name) = function_name(body) else { continue };
        let indent = line.len() - body.len();
        let close = format!("{}}}", &line[..indent]);
        let end = lines[i..].iter().position(|it| *it == close).unwrap_or(0);
        found.push((end + 1, format!("{path}:{} {name}", i + 1)));
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line;
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_ends_at_the_brace_of_its_own_indent() {
        let text = "impl A {\n    pub const fn first() {\n        if x {\n        }\n    }\n}\nfn second() -> u8 { 1 }\n";
        let found = functions("a.rs", text);
        assert_eq!(found, [(4, "a.rs:2 first".to_owned()), (1, "a.rs:7 second".to_owned())]);
    }
}
