//! How fast it feels on an old machine with a weak network: Chromium slowed down six times, 400 kB a second. A measurement, not a
//! test: `HANHDONG_BIN=target/release/hanhdong cargo test -p hanhdong-cli --test browser felt -- --ignored --nocapture`.

use std::fmt::Write;

use chromiumoxide::cdp::browser_protocol::emulation::SetCpuThrottlingRateParams;
use chromiumoxide::cdp::browser_protocol::network::{self, EnableParams};

use crate::harness::{Eyes, Person, Server};

const SLOWER: f64 = 6.0;
const BYTES_A_SECOND: f64 = 400_000.0;
const ROUNDS: usize = 7;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn felt_speed() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server, false).await;
    clerk.page.evaluate_on_new_document(OBSERVE).await.expect("the page is observed");
    slow_down(&clerk).await;
    clerk.log_in("vp-xa").await;
    clerk.go("/programmes").await;
    let programme = clerk.attribute("ul.things a", "href").await;

    let mut told = format!("Chromium {SLOWER} times slower, {BYTES_A_SECOND} bytes a second, medians of {ROUNDS}\n");
    for path in ["/programmes", programme.as_str(), &format!("{programme}/findings"), &format!("{programme}/coverage"), "/look"] {
        let mut shown = Vec::new();
        for _ in 0..ROUNDS {
            clerk.go(path).await;
            shown.push(clerk.ask::<f64>("new Promise(done => setTimeout(() => done(window.felt.shown), 300))").await);
        }
        let bytes: f64 = clerk.ask("performance.getEntriesByType('navigation')[0].encodedBodySize").await;
        writeln!(told, "largest paint {:6.0} ms, {:6.1} kB compressed: {}", median(&mut shown), bytes / 1000.0, path.replace(&programme, "/programmes/*")).expect("a line");
    }

    clerk.go(&programme).await;
    let id = clerk.attribute(".outline .item[id^='i-t_']", "id").await;
    clerk.press(&format!("#{id} a[href$='/edit']")).await;
    let field = format!("#{id} [name=deadline]");
    for text in ["Quý IV/2024", "Quý IV/2027", "Quý I/2028"] {
        clerk.fill(&field, text).await;
    }
    clerk.reads_in(&format!("#{id} [data-autosave-state]"), "Đã lưu").await;
    let mut answered: Vec<f64> = clerk.ask("window.felt.answered").await;
    let mut acted: Vec<f64> = clerk.ask("window.felt.acted").await;
    let slowest = acted.iter().copied().fold(0.0, f64::max);
    writeln!(told, "key to findings {:6.1} ms at the median of {} answers", median(&mut answered), answered.len()).expect("a line");
    writeln!(told, "act to next paint {:6.1} ms at the median of {}, slowest {slowest}", median(&mut acted), acted.len()).expect("a line");
    println!("{told}");
    eyes.close().await;
}

#[expect(deprecated, reason = "what comes after it is not yet in every Chromium")]
async fn slow_down(person: &Person) {
    person.page.execute(EnableParams::default()).await.expect("the network is seen");
    let network = network::EmulateNetworkConditionsParams::builder().offline(false).latency(0.0).download_throughput(BYTES_A_SECOND).upload_throughput(BYTES_A_SECOND).build();
    person.page.execute(network.expect("conditions")).await.expect("a weak network");
    person.page.execute(SetCpuThrottlingRateParams::new(SLOWER)).await.expect("an old machine");
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Notes the largest paint, the time from a key to the findings it brought, and how long the page takes to paint after an act.
const OBSERVE: &str = r#"
window.felt = { shown: 0, typed: 0, answered: [], acted: [] };
new PerformanceObserver(list => { for (const it of list.getEntries()) window.felt.shown = it.startTime }).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => { for (const it of list.getEntries()) if (it.interactionId) window.felt.acted.push(it.duration) }).observe({ type: 'event', durationThreshold: 16, buffered: true });
document.addEventListener('input', () => { window.felt.typed = performance.now() }, true);
document.addEventListener('htmx:oobAfterSwap', it => {
  if (window.felt.typed && it.target.matches?.('.findings')) { window.felt.answered.push(performance.now() - window.felt.typed); window.felt.typed = 0 }
});
"#;
