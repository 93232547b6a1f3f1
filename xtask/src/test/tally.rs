//! Counting: how many passed, failed, were skipped, and why.

use super::steps::Outcome;

/// Tests of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that held.
    pub(crate) passed: usize,
    /// Tests that did not.
    pub(crate) failed: usize,
    /// Why tests were skipped, one entry a test.
    pub(crate) skipped: Vec<String>,
    /// How many of these the test harness took for passed.
    skipped_in_passing: usize,
    /// Is the reader inside the output of failed tests?
    in_failures: bool,
}

impl Counts {
    /// Counts a skipped test.
    pub(crate) fn skip(&mut self, why: &str) {
        self.skipped.push(why.to_owned());
    }
}

/// Reads a line of `cargo test -- --show-output`; true where it should be shown. A test that prints `skipped: why`
/// passed for the test harness and is skipped for us.
pub(crate) fn read_test_line(counts: &mut Counts, line: &str) -> bool {
    if let Some(why) = line.strip_prefix("skipped: ") {
        counts.skip(why);
        counts.skipped_in_passing += 1;
        return true;
    }
    if let Some(result) = line.strip_prefix("test result: ") {
        counts.in_failures = false;
        counts.passed += number_before(result, " passed");
        counts.failed += number_before(result, " failed");
        let ignored = number_before(result, " ignored");
        counts.skipped.extend(std::iter::repeat_n("marked #[ignore]".to_owned(), ignored));
        return number_before(result, " passed") + number_before(result, " failed") + ignored > 0;
    }
    match line {
        "failures:" => counts.in_failures = true,
        "successes:" => counts.in_failures = false,
        _ => {}
    }
    counts.in_failures || line.ends_with("... FAILED")
}

/// Reads a line of the acceptance script: `ok   what` or `FAIL what`.
pub(crate) fn read_acceptance_line(counts: &mut Counts, line: &str) -> bool {
    counts.passed += usize::from(line.starts_with("ok "));
    let failed = line.starts_with("FAIL");
    counts.failed += usize::from(failed);
    failed || !line.starts_with("ok ")
}

fn number_before(text: &str, word: &str) -> usize {
    let head = text.split(word).next().unwrap_or("");
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if text.contains(word) { head[head.len() - digits..].parse().unwrap_or(0) } else { 0 }
}

/// All steps together.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    steps: Vec<(String, Outcome)>,
}

impl Tally {
    /// Takes a step's outcome.
    pub(crate) fn add(&mut self, name: &str, outcome: Outcome) {
        self.steps.push((name.to_owned(), outcome));
    }

    fn skipped(&self) -> Vec<&str> {
        self.steps.iter().flat_map(|(_, it)| &it.counts.skipped).map(String::as_str).collect()
    }

    /// Tests that passed; a skipped test is none of them.
    fn passed(&self) -> usize {
        self.steps.iter().map(|(_, it)| it.counts.passed.saturating_sub(it.counts.skipped_in_passing)).sum()
    }

    /// Tests that failed, and one for each step that failed without a failing test (fmt, clippy, a build).
    pub(crate) fn failed(&self) -> usize {
        self.steps.iter().map(|(_, it)| if it.fine { it.counts.failed } else { it.counts.failed.max(1) }).sum()
    }

    /// For people: what failed, what was skipped and why.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let failed: Vec<&str> = self.steps.iter().filter(|(_, it)| !it.fine).map(|(name, _)| name.as_str()).collect();
        if !failed.is_empty() {
            lines.push(format!("failed: {}", failed.join(", ")));
        }
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for why in self.skipped() {
            match reasons.iter_mut().find(|it| it.0 == why) {
                Some(known) => known.1 += 1,
                None => reasons.push((why, 1)),
            }
        }
        lines.push(format!("{} tests ran, {} skipped", self.passed() + self.failed(), self.skipped().len()));
        lines.extend(reasons.iter().map(|(why, count)| format!("  skipped {count}: {why}")));
        lines
    }

    /// One plain line for machines.
    pub(crate) fn plain(&self) -> String {
        format!("{} passed, {} failed, {} skipped", self.passed(), self.failed(), self.skipped().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tests_of(lines: &str) -> Counts {
        let mut counts = Counts::default();
        for line in lines.lines() {
            read_test_line(&mut counts, line);
        }
        counts
    }

    #[test]
    fn results_of_several_test_programs_add_up() {
        let counts = tests_of(
            "test result: ok. 15 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.20s\ntest result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured",
        );
        assert_eq!((counts.passed, counts.failed, counts.skipped.len()), (17, 3, 1));
    }

    #[test]
    fn a_test_that_skips_itself_is_skipped_and_not_passed() {
        let counts = tests_of("successes:\n---- word_opens stdout ----\nskipped: office: soffice is missing\ntest result: ok. 4 passed; 0 failed; 0 ignored");
        let mut tally = Tally::default();
        tally.add("tests", Outcome { fine: true, counts });
        assert_eq!(tally.plain(), "3 passed, 0 failed, 1 skipped");
        assert!(tally.lines().iter().any(|it| it.contains("soffice is missing")));
    }

    #[test]
    fn a_step_that_fails_without_a_test_counts_as_one_failure() {
        let mut tally = Tally::default();
        tally.add("fmt", Outcome { fine: false, counts: Counts::default() });
        tally.add("tests", Outcome { fine: false, counts: Counts { failed: 2, ..Counts::default() } });
        assert_eq!(tally.failed(), 3);
        assert_eq!(tally.lines()[0], "failed: fmt, tests");
    }

    #[test]
    fn only_failures_and_results_are_shown() {
        let mut counts = Counts::default();
        let shown: Vec<bool> = ["running 2 tests", "test a ... ok", "test b ... FAILED", "successes:", "---- a stdout ----", "noise", "failures:", "---- b stdout ----", "why"]
            .iter()
            .map(|it| read_test_line(&mut counts, it))
            .collect();
        assert_eq!(shown, [false, false, true, false, false, false, true, true, true]);
    }

    #[test]
    fn lines_of_the_acceptance_script_are_counted() {
        let mut counts = Counts::default();
        let shown: Vec<bool> = ["ok   import", "FAIL clause II.1", "Traceback"].iter().map(|it| read_acceptance_line(&mut counts, it)).collect();
        assert_eq!((counts.passed, counts.failed, shown), (1, 1, vec![false, true, true]));
    }
}
