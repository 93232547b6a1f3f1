//! The policy on a page: what is printed is what is asked.

use hanhdong_domain::organisation::{POLICY, Right, Role};

use crate::world::{World, on_one_engine};

on_one_engine!(the_page_prints_every_line_of_the_policy_and_no_other);

async fn the_page_prints_every_line_of_the_policy_and_no_other(world: World) {
    let page = world.get("/rights", &world.log_in("quan-tri").await).await;
    let main = page.main();
    assert!(main.contains("Quản lý đơn vị, người, vai trò, tài khoản"), "{}", page.body);
    let rows: Vec<&str> = main.split("<tr").skip(2).collect();
    assert_eq!(rows.len(), Right::ALL.len());
    for (right, row) in Right::ALL.into_iter().zip(rows) {
        let cells: Vec<&str> = row.split("<td").skip(1).collect();
        assert_eq!(cells.len(), Role::ALL.len(), "{row}");
        for (role, cell) in Role::ALL.into_iter().zip(cells) {
            let said = cell.matches("<p>").count();
            let rules = POLICY.iter().filter(|it| it.right == right && it.role == role).count();
            assert_eq!(said, rules, "{right:?} {role:?}: {cell}");
            assert_eq!(cell.contains('–'), rules == 0, "{right:?} {role:?}");
        }
    }
}
