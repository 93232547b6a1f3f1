//! Intake of a programme of 98,000 characters: goal under 10 ms in process. The control folds the same text once,
//! which is the least that any understanding of Vietnamese words has to do.
//!
//! `cargo bench -p hanhdong-paper --bench intake`; with `HANHDONG_SHARED` set a real programme of that size is read too.

#![allow(clippy::disallowed_methods, reason = "a bench may read a real paper from disk")]

use hanhdong_domain::text::fold;
use hanhdong_paper::intake::understand::{Purpose, understand};
use hanhdong_paper::intake::{import, read};

fn main() {
    divan::main();
}

/// Characters of the drawn programme: that of a large real one.
const CHARS: usize = 98_000;

/// A programme of invented words: prose, a table of targets and one of tasks, filled up to the size.
fn programme() -> String {
    let mut out = String::from(
        "ĐẢNG UỶ XÃ MẪU A\n\nSố 05-CTr/ĐU\n\nXã Mẫu A, ngày 05 tháng 02 năm 2026\n\n# CHƯƠNG TRÌNH HÀNH ĐỘNG\n\n**thực hiện Nghị quyết Đại hội, nhiệm kỳ 2025 - 2030**\n\n**I. MỤC TIÊU**\n\n| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Mục tiêu 2030 |\n|---|---|---|---|---|\n",
    );
    for n in 1..=57 {
        out.push_str(&format!("| {n} | Tỷ lệ hộ gia đình sử dụng dịch vụ công trực tuyến nhóm {n} | % | {},5 | ≥ {} |\n", n, n + 20));
    }
    out.push_str("\n**II. NHIỆM VỤ, GIẢI PHÁP**\n\n");
    let mut n = 0;
    while out.chars().count() < CHARS / 2 {
        n += 1;
        out.push_str(&format!("{n}. Đẩy mạnh chuyển đổi số trong các cơ quan của xã; nâng cao chất lượng phục vụ người dân, doanh nghiệp; phát huy vai trò của tổ công nghệ số cộng đồng ở từng thôn trong năm 2027.\n\n"));
    }
    out.push_str("| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời hạn | Kinh phí |\n|---|---|---|---|---|---|---|\n");
    let mut n = 0;
    while out.chars().count() < CHARS - 500 {
        n += 1;
        out.push_str(&format!(
            "| {n} | Xây dựng Đề án số {n} về phát triển kinh tế nông nghiệp hàng hoá gắn với du lịch cộng đồng, bảo vệ môi trường và giữ gìn bản sắc văn hoá của địa phương | Phòng Kinh tế; Phòng Văn hoá - Xã hội | Công an xã, UBMTTQ Việt Nam xã, các đơn vị liên quan | Đề án được phê duyệt, báo cáo kết quả thực hiện hằng năm | Quý IV/202{} | {n},5 tỷ đồng ngân sách xã |\n",
            6 + n % 4
        ));
    }
    out.push_str("\n**III. TỔ CHỨC THỰC HIỆN**\n\n1. Văn phòng Đảng uỷ theo dõi, đôn đốc việc thực hiện.\n\n2. UBND xã tổ chức thực hiện, báo cáo hằng quý.\n");
    out
}

fn real() -> Option<String> {
    let room = std::env::var("HANHDONG_SHARED").ok()?;
    std::fs::read_to_string(std::path::Path::new(&room).join("data/action-programme-03-NQ-CP-2025.md")).ok()
}

#[divan::bench]
fn control_fold_the_text_once(bencher: divan::Bencher<'_, '_>) {
    let text = programme();
    bencher.bench(|| fold(divan::black_box(&text)));
}

#[divan::bench]
fn read_only(bencher: divan::Bencher<'_, '_>) {
    let text = programme();
    bencher.bench(|| read(divan::black_box(text.as_bytes())));
}

#[divan::bench]
fn understand_only(bencher: divan::Bencher<'_, '_>) {
    let (_, raw) = read(programme().as_bytes()).expect("a paper");
    bencher.bench(|| understand(divan::black_box(&raw), Purpose::Programme));
}

#[divan::bench]
fn import_98_000_characters(bencher: divan::Bencher<'_, '_>) {
    let text = programme();
    bencher.bench(|| import(divan::black_box(text.as_bytes()), Purpose::Programme));
}

#[divan::bench]
fn import_a_real_programme(bencher: divan::Bencher<'_, '_>) {
    if let Some(text) = real() {
        bencher.bench(|| import(divan::black_box(text.as_bytes()), Purpose::Programme));
    }
}
