//! Names of rows: opaque, never guessed, never an item's identity (items have anchors).

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(String);
            impl $name {
                /// Reads an id: 36 characters, hexadecimal digits in lower case and hyphens where a UUID has them.
                pub fn parse(text: &str) -> Option<Self> {
                    is_uuid(text).then(|| Self(text.to_owned()))
                }
                /// The id as text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }
            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )+
    };
}

ids! {
    /// A unit of the tree of organisations.
    UnitId,
    /// A person.
    PersonId,
    /// A programme, draft or issued.
    ProgrammeId,
    /// A political report, resolution or other paper that a programme carries out.
    SourceId,
    /// A file kept as it came.
    FileId,
    /// A role given to a person.
    GrantId,
    /// A role lent during absence.
    DelegationId,
    /// A document that others rest on, in the register of basis documents.
    BasisId,
    /// One thing that a basis document requires.
    RequirementId,
    /// A unit's word, with proof, that it has done one thing that was required.
    TickId,
    /// That a body which is to lead was asked about an item.
    AskId,
    /// A draft submitted to the superior committee.
    ApprovalId,
    /// An appraisal of a draft by its office.
    AppraisalId,
    /// A remark in an appraisal.
    RemarkId,
    /// An answer to a finding.
    AnswerId,
    /// A section of a draft that somebody works on.
    SectionId,
    /// What is said about an item of a draft, with its answers.
    ThreadId,
    /// A line of the register of who may sign what.
    AuthorityId,
    /// A correction notice.
    CorrectionId,
    /// A line of the book of numbers.
    BookLineId,
    /// A form or a draft that came back from outside.
    ReturnedId,
    /// A meeting of a committee.
    MeetingId,
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_in_lower_case_and_nothing_else() {
        let good = "01935f4e-6f3a-7c21-8b7a-0123456789ab";
        assert_eq!(UnitId::parse(good).map(|it| it.to_string()), Some(good.to_owned()));
        for bad in [
            "",
            "1",
            "01935F4E-6F3A-7C21-8B7A-0123456789AB",
            "01935f4e-6f3a-7c21-8b7a-0123456789a",
            "../../../../../../../../etc/passwd...",
            "01935f4e6f3a-7c21-8b7a-0123456789ab-",
        ] {
            assert_eq!(UnitId::parse(bad), None, "{bad}");
        }
    }
}
