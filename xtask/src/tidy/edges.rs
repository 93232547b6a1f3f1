//! Which crate may know which: domain <- check, paper <- typeset; domain <- store; all of these <- actions <- web; cli. Read from every `Cargo.toml`.

use super::Complaint;
use crate::repo::Repo;

/// A layer: its folder, which of ours it may use, and which outside crates it must never use.
struct Layer {
    folder: &'static str,
    ours: &'static [&'static str],
    never: &'static [&'static str],
}

/// Whatever knows a network, a database, a run-time, chance or an operating system's randomness.
const IMPURE: &[&str] = &["tokio", "sqlx", "axum", "reqwest", "hyper", "tower-http", "rand", "getrandom", "uuid", "tracing", "clap", "rusqlite", "lettre"];
/// Only `typeset` sees these.
const TYPESETTING: &[&str] = &["typst", "typst-pdf", "typst-layout", "typst-as-lib", "comemo", "oxml-layout"];
/// Only `paper` reads and writes formats.
const FORMATS: &[&str] = &["quick-xml", "zip", "calamine", "rust_xlsxwriter", "pdf-extract", "pulldown-cmark", "maud", "csv", "encoding_rs"];

const LAYERS: &[Layer] = &[
    Layer { folder: "domain", ours: &[], never: FORMATS },
    Layer { folder: "check", ours: &["hanhdong-domain"], never: FORMATS },
    Layer { folder: "paper", ours: &["hanhdong-domain"], never: &[] },
    Layer { folder: "typeset", ours: &["hanhdong-domain", "hanhdong-paper"], never: &[] },
    Layer { folder: "store", ours: &["hanhdong-domain"], never: &["axum", "tower-http", "maud", "clap"] },
    Layer { folder: "actions", ours: &["hanhdong-domain", "hanhdong-check", "hanhdong-paper", "hanhdong-store"], never: &["axum", "tower-http", "maud", "sqlx", "clap"] },
    Layer { folder: "web", ours: &["hanhdong-domain", "hanhdong-actions"], never: &["sqlx", "clap"] },
    Layer {
        folder: "cli",
        ours: &["hanhdong-domain", "hanhdong-check", "hanhdong-paper", "hanhdong-typeset", "hanhdong-store", "hanhdong-actions", "hanhdong-web"],
        // Its browser tests change Word files as an office program does.
        never: &["quick-xml", "typst", "sqlx", "axum"],
    },
];
const PURE: &[&str] = &["domain", "check", "paper"];

/// Complaints about edges that the picture in ARCHITECTURE.md does not have.
pub(crate) fn complaints(repo: &Repo) -> Vec<Complaint> {
    let mut found = Vec::new();
    for manifest in repo.under("crates/", "/Cargo.toml") {
        let folder = manifest.path.trim_start_matches("crates/").trim_end_matches("/Cargo.toml");
        let Some(layer) = LAYERS.iter().find(|it| it.folder == folder) else {
            found.push(Complaint::new(&manifest.path, "a crate that the layers do not know: decide its edges in xtask/src/tidy/edges.rs"));
            continue;
        };
        match manifest.text.parse::<toml::Table>() {
            Ok(table) => found.extend(dependencies(&table).iter().filter_map(|it| judge(layer, it)).map(|why| Complaint::new(&manifest.path, why))),
            Err(why) => found.push(Complaint::new(&manifest.path, format!("does not read as TOML: {}", why.message()))),
        }
    }
    if let Some(xtask) = repo.file("xtask/Cargo.toml")
        && xtask.text.contains("hanhdong-")
    {
        found.push(Complaint::new(&xtask.path, "the chores stay outside: no edge from xtask to a crate of ours"));
    }
    found
}

fn judge(layer: &Layer, dependency: &str) -> Option<String> {
    let ours = dependency.starts_with("hanhdong-");
    if ours && !layer.ours.contains(&dependency) {
        return Some(format!("{} must not know {dependency}", layer.folder));
    }
    let impure = PURE.contains(&layer.folder) && IMPURE.contains(&dependency);
    let typesetting = layer.folder != "typeset" && TYPESETTING.contains(&dependency);
    (impure || typesetting || layer.never.contains(&dependency)).then(|| format!("{} must not use {dependency}", layer.folder))
}

/// Names of all dependencies, of builds and tests too, and of single targets.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in manifest {
        let Some(table) = value.as_table() else { continue };
        match key.as_str() {
            "dependencies" | "dev-dependencies" | "build-dependencies" => {
                names.extend(table.iter().map(|(name, it)| it.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()));
            }
            "target" => names.extend(table.values().filter_map(toml::Value::as_table).flat_map(dependencies)),
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(folder: &str, manifest: &str) -> Vec<String> {
        let path = format!("crates/{folder}/Cargo.toml");
        complaints(&Repo::of(&[(&path, manifest)])).into_iter().map(|it| it.what).collect()
    }

    #[test]
    fn the_edges_of_the_picture_are_allowed() {
        assert!(said("check", "[dependencies]\nhanhdong-domain.workspace = true\ntoml = \"0.9\"\n").is_empty());
        assert!(said("cli", "[dependencies]\nhanhdong-typeset = { path = \"../typeset\" }\n").is_empty());
    }

    #[test]
    fn an_edge_against_the_arrows_is_complained_about() {
        assert_eq!(said("domain", "[dependencies]\nhanhdong-check.workspace = true\n"), ["domain must not know hanhdong-check"]);
        assert_eq!(said("check", "[dev-dependencies]\nhanhdong-paper.workspace = true\n"), ["check must not know hanhdong-paper"]);
        assert_eq!(said("paper", "[target.'cfg(unix)'.dependencies]\ntokio = \"1\"\n"), ["paper must not use tokio"]);
    }

    #[test]
    fn a_renamed_crate_is_known_by_its_package() {
        assert_eq!(said("paper", "[dependencies]\nsetter = { package = \"typst\", version = \"0.15\" }\n"), ["paper must not use typst"]);
    }

    #[test]
    fn a_crate_without_a_layer_has_to_be_decided() {
        assert_eq!(said("attic", "").len(), 1);
    }

    #[test]
    fn the_chores_know_none_of_our_crates() {
        let repo = Repo::of(&[("xtask/Cargo.toml", "[dependencies]\nhanhdong-domain.workspace = true\n")]);
        assert_eq!(complaints(&repo).len(), 1);
    }
}
