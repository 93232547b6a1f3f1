//! Pages: who sees what.

use axum::http::StatusCode;

use crate::world::{World, on_both_engines};

on_both_engines!(each_person_sees_the_own_programmes);

async fn each_person_sees_the_own_programmes(world: World) {
    for (login, district, commune) in
        [("vp-tinh", true, false), ("vp-xa", false, true), ("soan-thao", false, true), ("doc-xa", false, true), ("vp-phuong", false, false), ("quan-tri", false, false)]
    {
        let page = world.get("/programmes", &world.log_in(login).await).await;
        assert_eq!(page.status, StatusCode::OK, "{login}: {}", page.body);
        let count = page.body.matches("href=\"/programmes/0").count();
        assert_eq!(count, usize::from(district) + usize::from(commune), "{login}: {}", page.body);
        assert_eq!(page.body.contains("Huyện Mẫu"), district, "{login}");
        assert_eq!(page.body.contains("Xã Mẫu A"), commune, "{login}");
    }
    let page = world.get("/programmes", "").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/log-in?back=%2Fprogrammes"));
}
