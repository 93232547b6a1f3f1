//! Passwords and tokens. What is kept is a fingerprint; what is shown is shown once.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};

/// A secret of 128 bits and more that a person holds: a session, a link that works once.
pub struct Token(String);

/// Bytes of chance in a token.
const TOKEN_BYTES: usize = 24;

impl Token {
    /// A new one.
    pub fn new() -> Result<Token, getrandom::Error> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Token(bytes.iter().map(|it| format!("{it:02x}")).collect()))
    }
    /// One that a person brings; `None` where it cannot be one.
    pub fn brought(text: &str) -> Option<Token> {
        let sound = text.len() == 2 * TOKEN_BYTES && text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'a'..=b'f'));
        sound.then(|| Token(text.to_owned()))
    }
    /// What is kept of it.
    pub fn fingerprint(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex().to_string()
    }
    /// The secret itself: for the person who is to hold it, nobody else.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// The shortest password, in characters.
pub(crate) const PASSWORD_CHARS_MIN: usize = 10;
/// The longest: longer ones only cost time.
pub(crate) const PASSWORD_CHARS_MAX: usize = 200;

/// Is it long enough to be a password, and no more than one?
pub(crate) fn is_password(password: &str) -> bool {
    (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&password.chars().count())
}

/// The hash to keep of a password; takes some hundredths of a second on purpose.
pub(crate) fn hash_password(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|it| it.to_string()).map_err(|error| error.to_string())
}

/// Is it the password? Without an account the same work is done, so that the time says nothing.
pub(crate) fn is_right(password: &str, kept: Option<&str>) -> bool {
    let kept = kept.unwrap_or(NOBODYS);
    let right = PasswordHash::new(kept).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && kept != NOBODYS
}

/// A hash of the same cost that no password is let in by.
pub(crate) const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGxldCBpbg$Y4KzzIgUErd7/K7tAmABwA2eMCXmbCD25+kvB5hRRio";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_only_for_its_own_hash() {
        let kept = hash_password("mật khẩu đủ dài").expect("a hash");
        assert!(is_right("mật khẩu đủ dài", Some(&kept)));
        assert!(!is_right("mật khẩu đủ dàI", Some(&kept)));
        assert!(!is_right("mật khẩu đủ dài", None));
        assert!(!is_right("", Some(NOBODYS)));
        assert!(!is_right("mật khẩu đủ dài", Some("no hash at all")));
        assert_ne!(hash_password("mật khẩu đủ dài").expect("a hash"), kept, "each with salt of its own");
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let real = hash_password("mật khẩu đủ dài").expect("a hash");
        let cost = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(NOBODYS), cost(&real));
        assert!(PasswordHash::new(NOBODYS).is_ok(), "or the work would not be done");
    }

    #[test]
    fn a_token_is_never_the_same_and_reads_back() {
        let (one, other) = (Token::new().expect("chance"), Token::new().expect("chance"));
        assert_ne!(one.secret(), other.secret());
        assert_eq!(Token::brought(one.secret()).map(|it| it.fingerprint()), Some(one.fingerprint()));
        for bad in ["", "abc", "x".repeat(48).as_str(), &"A".repeat(48)] {
            assert!(Token::brought(bad).is_none(), "{bad}");
        }
    }
}
