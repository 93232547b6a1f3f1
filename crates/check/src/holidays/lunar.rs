//! The Vietnamese lunar calendar by the sky (new moons and the sun's longitude at UTC+7), by the method that Hồ Ngọc Đức
//! published after Meeus: the control by which the file of holidays is verified, no part of the program.

use std::f64::consts::PI;

use hanhdong_domain::Date;
use jiff::ToSpan;

/// Hours of Vietnam ahead of UTC.
const ZONE: f64 = 7.0;

/// The solar day of a lunar one, in no leap month.
pub(super) fn solar(year: i16, month: i64, day: i64) -> Date {
    let (a11, b11) = if month < 11 { (month_11(year - 1), month_11(year)) } else { (month_11(year), month_11(year + 1)) };
    let k = (0.5 + (a11 as f64 - 2_415_021.076_998_695) / 29.530_588_853).floor() as i64;
    let mut off = if month < 11 { month + 1 } else { month - 11 };
    if b11 - a11 > 365 {
        let leap = leap_month(a11);
        if off >= leap {
            off += 1;
        }
    }
    of_julian(new_moon(k + off) + day - 1)
}

fn of_julian(number: i64) -> Date {
    // Julian day 2451545 is 1 January 2000.
    Date::new(2000, 1, 1).expect("a date").checked_add((number - 2_451_545).days()).expect("a date")
}

fn julian(year: i16, month: i8, day: i8) -> i64 {
    let first = Date::new(2000, 1, 1).expect("a date");
    let it = Date::new(year, month, day).expect("a date");
    2_451_545 + i64::from(first.until(it).expect("days").get_days())
}

/// The local day of the k-th new moon since 1 January 1900.
fn new_moon(k: i64) -> i64 {
    let k = k as f64;
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let dr = PI / 180.0;
    let mut jd = 2_415_020.759_33 + 29.530_588_68 * k + 0.000_117_8 * t2 - 0.000_000_155 * t3;
    jd += 0.000_33 * ((166.56 + 132.87 * t - 0.009_173 * t2) * dr).sin();
    let m = 359.2242 + 29.105_356_08 * k - 0.000_033_3 * t2 - 0.000_003_47 * t3;
    let mpr = 306.0253 + 385.816_918_06 * k + 0.010_730_6 * t2 + 0.000_012_36 * t3;
    let f = 21.2964 + 390.670_506_46 * k - 0.001_652_8 * t2 - 0.000_002_39 * t3;
    let sin = |it: f64| (it * dr).sin();
    let mut c1 = (0.1734 - 0.000_393 * t) * sin(m) + 0.0021 * sin(2.0 * m);
    c1 += -0.4068 * sin(mpr) + 0.0161 * sin(2.0 * mpr);
    c1 += -0.0004 * sin(3.0 * mpr) + 0.0104 * sin(2.0 * f);
    c1 += -0.0051 * sin(m + mpr) - 0.0074 * sin(m - mpr);
    c1 += 0.0004 * sin(2.0 * f + m) - 0.0004 * sin(2.0 * f - m);
    c1 += -0.0006 * sin(2.0 * f + mpr) + 0.0010 * sin(2.0 * f - mpr) + 0.0005 * sin(2.0 * mpr + m);
    let delta = -0.000_278 + 0.000_265 * t + 0.000_262 * t2;
    (jd + c1 - delta + 0.5 + ZONE / 24.0).floor() as i64
}

/// Which twelfth of its way the sun is in at the beginning of a local day.
fn sun_twelfth(day: i64) -> i64 {
    let t = (day as f64 - 0.5 - ZONE / 24.0 - 2_451_545.0) / 36_525.0;
    let t2 = t * t;
    let dr = PI / 180.0;
    let m = 357.529_10 + 35_999.050_30 * t - 0.000_155_9 * t2 - 0.000_000_48 * t * t2;
    let l0 = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
    let mut dl = (1.914_600 - 0.004_817 * t - 0.000_014 * t2) * (m * dr).sin();
    dl += (0.019_993 - 0.000_101 * t) * (2.0 * m * dr).sin() + 0.000_290 * (3.0 * m * dr).sin();
    ((l0 + dl).rem_euclid(360.0) / 30.0).floor() as i64
}

/// The first day of the month that holds the winter solstice.
fn month_11(year: i16) -> i64 {
    let off = julian(year, 12, 31) - 2_415_021;
    let k = (off as f64 / 29.530_588_853).floor() as i64;
    let moon = new_moon(k);
    if sun_twelfth(moon) >= 9 { new_moon(k - 1) } else { moon }
}

/// Which month after the eleventh is the leap month: the first in which the sun does not change its twelfth.
fn leap_month(a11: i64) -> i64 {
    let k = ((a11 as f64 - 2_415_021.076_998_695) / 29.530_588_853 + 0.5).floor() as i64;
    let mut i = 1;
    let mut arc = sun_twelfth(new_moon(k + i));
    loop {
        let last = arc;
        i += 1;
        arc = sun_twelfth(new_moon(k + i));
        if arc == last || i >= 14 {
            return i - 1;
        }
    }
}

#[test]
fn tet_is_on_the_days_that_everybody_knows() {
    for day in ["2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2030-02-02", "2033-01-31"] {
        let known: Date = day.parse().expect("a date");
        assert_eq!(solar(known.year(), 1, 1), known);
    }
    // 1985 and 2007: Vietnam's New Year was another day than China's.
    assert_eq!(solar(1985, 1, 1).to_string(), "1985-01-21");
    assert_eq!(solar(2007, 1, 1).to_string(), "2007-02-17");
    assert_eq!(solar(2025, 3, 10).to_string(), "2025-04-07");
}
