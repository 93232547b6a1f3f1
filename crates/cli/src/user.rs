//! `hanhdong user reset LOGIN`: a way in for whoever lost the password, for the one who sits at the machine.

use std::process::ExitCode;

use hanhdong_actions::Refusal;

use crate::args::Reset;
use crate::{Stop, files, place};

pub(crate) fn reset(args: &Reset) -> Result<ExitCode, Stop> {
    let token = place::run(async {
        let (app, running) = args.place.open_existing().await?;
        let token = app.password_link(&args.login).await.map_err(|refusal| match refusal {
            Refusal::NotFound => format!("{}: không có tài khoản này; hãy kiểm tra tên đăng nhập", args.login),
            Refusal::Field { field: "account", .. } => format!("{}: tài khoản đã đóng; người quản trị cần mở lại trước", args.login),
            other => other.to_string(),
        });
        place::close(app, running).await?;
        token
    })?;
    let site = args.url.trim_end_matches('/');
    files::say(&format!("Liên kết đặt lại mật khẩu của {} (dùng một lần, trong 24 giờ):\n{site}/password/{}\n", args.login, token.secret()))?;
    Ok(ExitCode::SUCCESS)
}
