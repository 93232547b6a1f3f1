//! The life of an account: invited, open, closed, opened again. Two facts make the state; steps lead from one to the next.

/// How an account stands. Only an open one lets anybody in.
#[doc(alias = "tài khoản")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountState {
    /// The person was given a link and has not yet set a password by it.
    #[doc(alias = "đã mời")]
    Invited,
    /// The invitation was taken back before anybody came in.
    #[doc(alias = "đã rút lời mời")]
    Withdrawn,
    /// The person set a password and comes in by it.
    #[doc(alias = "đang dùng")]
    Open,
    /// It lets nobody in any more.
    #[doc(alias = "đã đóng")]
    Closed,
}

/// What is done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountStep {
    /// A link is given by which a password is set; an older one dies.
    GiveLink,
    /// The person sets a password.
    SetPassword,
    /// It is closed, or the invitation withdrawn.
    Close,
    /// It is opened again: by a new invitation, for the old password may have been the reason.
    OpenAgain,
}

impl AccountState {
    /// Every state.
    pub const ALL: [AccountState; 4] = [AccountState::Invited, AccountState::Withdrawn, AccountState::Open, AccountState::Closed];
    /// The state that the facts make: did the person ever set a password since the last invitation, was it closed?
    pub const fn of(is_opened: bool, is_closed: bool) -> AccountState {
        match (is_opened, is_closed) {
            (false, false) => AccountState::Invited,
            (false, true) => AccountState::Withdrawn,
            (true, false) => AccountState::Open,
            (true, true) => AccountState::Closed,
        }
    }
    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            AccountState::Invited => "invited",
            AccountState::Withdrawn => "withdrawn",
            AccountState::Open => "open",
            AccountState::Closed => "closed",
        }
    }
    /// The state after a step; `None` where the step cannot be taken from here.
    pub const fn after(self, step: AccountStep) -> Option<AccountState> {
        match (self, step) {
            (AccountState::Invited, AccountStep::GiveLink) => Some(AccountState::Invited),
            (AccountState::Invited | AccountState::Open, AccountStep::SetPassword) => Some(AccountState::Open),
            (AccountState::Invited, AccountStep::Close) => Some(AccountState::Withdrawn),
            (AccountState::Open, AccountStep::GiveLink) => Some(AccountState::Open),
            (AccountState::Open, AccountStep::Close) => Some(AccountState::Closed),
            (AccountState::Withdrawn | AccountState::Closed, AccountStep::OpenAgain) => Some(AccountState::Invited),
            (AccountState::Invited | AccountState::Open, AccountStep::OpenAgain)
            | (AccountState::Withdrawn | AccountState::Closed, AccountStep::GiveLink | AccountStep::SetPassword | AccountStep::Close) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [AccountStep; 4] = [AccountStep::GiveLink, AccountStep::SetPassword, AccountStep::Close, AccountStep::OpenAgain];

    #[test]
    fn only_a_password_of_the_persons_own_opens_an_account() {
        for state in AccountState::ALL {
            for step in STEPS {
                let opens = state != AccountState::Open && state.after(step) == Some(AccountState::Open);
                assert_eq!(opens, state == AccountState::Invited && step == AccountStep::SetPassword, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_closed_account_takes_no_link_and_no_password_until_it_is_opened_again() {
        for state in [AccountState::Closed, AccountState::Withdrawn] {
            let steps: Vec<AccountStep> = STEPS.into_iter().filter(|it| state.after(*it).is_some()).collect();
            assert_eq!(steps, [AccountStep::OpenAgain], "{state:?}");
            assert_eq!(state.after(AccountStep::OpenAgain), Some(AccountState::Invited), "nobody comes in by an old password");
        }
    }

    #[test]
    fn every_state_can_be_left_and_is_named_by_its_facts() {
        for state in AccountState::ALL {
            assert!(STEPS.into_iter().any(|it| state.after(it).is_some_and(|after| after != state)), "{state:?}");
        }
        let states = [(false, false), (false, true), (true, false), (true, true)].map(|(opened, closed)| AccountState::of(opened, closed));
        assert_eq!(states, AccountState::ALL);
    }
}
