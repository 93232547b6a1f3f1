//! Rounds of asking for one page, by several connections at once.

use std::time::{Duration, Instant};

use super::http::Line;
use super::server::Server;

/// How long a round lasts.
const ROUND: Duration = Duration::from_millis(700);

/// What a round, or the middle of several, brought.
pub(super) struct Heard {
    /// Pages a second.
    pub(super) rate: f64,
    pub(super) p50: Duration,
    pub(super) p99: Duration,
    /// Time of a core for one page.
    pub(super) cpu: Duration,
}

impl Heard {
    /// The middle of each figure.
    pub(super) fn middle(rounds: &[Heard]) -> Heard {
        let time = |of: fn(&Heard) -> Duration| middle(&mut rounds.iter().map(of).collect::<Vec<_>>());
        let mut rates: Vec<f64> = rounds.iter().map(|it| it.rate).collect();
        rates.sort_by(f64::total_cmp);
        Heard { rate: rates.get(rates.len() / 2).copied().unwrap_or(0.0), p50: time(|it| it.p50), p99: time(|it| it.p99), cpu: time(|it| it.cpu) }
    }
}

/// The middle of several times.
pub(super) fn middle(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Keeps so many connections busy with one page for a while.
pub(super) fn round(server: &Server, path: &str, head: &str, lines: usize) -> Result<Heard, String> {
    let (begun, cpu) = (Instant::now(), server.cpu());
    let hands: Vec<_> = (0..lines)
        .map(|_| {
            let (address, path, head) = (server.address.clone(), path.to_owned(), head.to_owned());
            std::thread::spawn(move || -> std::io::Result<Vec<Duration>> {
                let mut line = Line::to(&address)?;
                let mut times = Vec::new();
                while begun.elapsed() < ROUND {
                    let asked = Instant::now();
                    let answer = line.ask("GET", &path, &head, b"")?;
                    if answer.status != 200 {
                        return Err(std::io::Error::other(format!("{path} answers {}", answer.status)));
                    }
                    times.push(asked.elapsed());
                }
                Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for hand in hands {
        times.extend(hand.join().map_err(|_| "a hand failed")?.map_err(|error| error.to_string())?);
    }
    let (lasted, cpu) = (begun.elapsed(), server.cpu().saturating_sub(cpu));
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    Ok(Heard { rate: times.len() as f64 / lasted.as_secs_f64(), p50: at(0.5), p99: at(0.99), cpu: cpu / u32::try_from(times.len()).unwrap_or(u32::MAX) })
}
