//! The first programme, from the dropped Word file to the paper that goes out.

use crate::axe;
use crate::harness::{Eyes, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clerk_logs_in_and_sees_the_own_programmes() {
    let Some(eyes) = Eyes::open().await else { return };
    let server = Server::demo();
    let clerk = eyes.person(&server).await;
    clerk.log_in("vp-xa").await;
    clerk.go("/programmes").await;
    clerk.reads("Xã Mẫu A").await;
    axe::finds_nothing(&clerk).await;
    eyes.close().await;
}
