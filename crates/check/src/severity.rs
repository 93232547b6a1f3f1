//! How much each finding weighs where the guideline is silent, and what each code means.

use hanhdong_domain::{Code, Language, Severity};

/// The severity of a code where the guideline sets none.
pub const fn default_severity(code: Code) -> Severity {
    match code {
        Code::FigureDiffers | Code::Contradiction | Code::NoTask | Code::NoLead | Code::Past | Code::OutsideTerm => Severity::Error,
        Code::GoalWithoutDate | Code::TaskAfterGoal | Code::KeyWorkIncomplete | Code::MissingPart => Severity::Error,
        Code::NoDuty | Code::NoSupervision | Code::UnknownBody => Severity::Error,
        Code::NotTakenUp | Code::Slogan | Code::Duplicate | Code::JointLead | Code::CollectiveLead => Severity::Warning,
        Code::NoCoordinator | Code::Overload | Code::NoDate | Code::Undatable | Code::NoResource => Severity::Warning,
        Code::NotMeasurable | Code::NoBaseline | Code::MannerUnlinked | Code::NoOwnPlan | Code::NotARecipient => Severity::Warning,
        Code::Orphan | Code::NoFactor | Code::ExtraPart | Code::OriginUnknown | Code::Form => Severity::Note,
    }
}

/// What a code means, in one line for people.
pub const fn explain(code: Code, language: Language) -> &'static str {
    let (vi, en) = match code {
        Code::NotTakenUp => ("Nội dung của văn bản cấp trên chưa được cụ thể hoá trong chương trình", "A statement of the source that the programme does not take up"),
        Code::Orphan => ("Nội dung chưa thấy nguồn trong văn bản được cụ thể hoá", "An item without a counterpart in the source"),
        Code::FigureDiffers => ("Số liệu, đơn vị tính hoặc mốc năm khác văn bản nguồn", "A figure, unit or year that differs from the source"),
        Code::NoTask => ("Mục tiêu, chỉ tiêu chưa có nhiệm vụ để thực hiện", "A goal or target without a task"),
        Code::Slogan => ("Nhiệm vụ còn chung chung", "A task without object, product, number or date"),
        Code::Duplicate => ("Nội dung lặp lại", "The same item twice"),
        Code::Contradiction => ("Hai chỗ trong văn bản chưa thống nhất", "Two places of the text that cannot both hold"),
        Code::NoLead => ("Nhiệm vụ chưa có đơn vị hoặc cá nhân chủ trì", "A task without a lead"),
        Code::JointLead => ("Nhiều đơn vị cùng chủ trì, chưa rõ đơn vị chịu trách nhiệm chính", "Several leads and nobody said to lead among them"),
        Code::CollectiveLead => ("Chủ trì chung chung, chưa rõ đơn vị cụ thể", "A lead that is nobody in particular"),
        Code::NoCoordinator => ("Nhiệm vụ chưa nêu đơn vị phối hợp", "A task without coordinators"),
        Code::Overload => ("Một đơn vị, một nguồn vốn hoặc một quý phải gánh quá mức lưu ý", "One lead, one source of money or one quarter with more than it can carry"),
        Code::NoDate => ("Chưa nêu thời gian", "No time is given"),
        Code::Undatable => ("Thời gian chưa xác định được trên lịch", "A time that cannot be put on a calendar"),
        Code::Past => ("Thời hạn đã qua", "A date already past"),
        Code::OutsideTerm => ("Thời hạn nằm ngoài thời gian của chương trình", "A date outside the programme's period"),
        Code::GoalWithoutDate => ("Mục tiêu, chỉ tiêu chưa có tiến độ", "A goal or target without a time"),
        Code::TaskAfterGoal => ("Nhiệm vụ kết thúc sau mốc của mục tiêu", "A task that ends after the goal it serves"),
        Code::NoResource => ("Nhiệm vụ chưa xác định nguồn lực", "A task without a named resource"),
        Code::NoFactor => ("Nhiệm vụ chưa nêu điều kiện cần thiết", "A task that names no necessary condition"),
        Code::KeyWorkIncomplete => ("Công trình trọng điểm còn thiếu nguồn lực, chủ trì hoặc tiến độ", "A key work without resources, lead or schedule"),
        Code::MissingPart => ("Thiếu một trong ba phần của chương trình", "One of the three parts is missing or empty"),
        Code::ExtraPart => ("Phần ngoài bố cục ba phần hoặc chưa đúng thứ tự", "A section beside the three, or out of order"),
        Code::NotMeasurable => ("Chỉ tiêu chưa đo đếm được", "A target without a level that can be measured"),
        Code::NoBaseline => ("Chỉ tiêu chưa có số liệu năm gốc hoặc chưa phù hợp với số liệu năm gốc", "A target without a baseline, or at odds with it"),
        Code::OriginUnknown => ("Chưa rõ xây dựng mới hay tiếp tục thực hiện", "Neither new nor continued"),
        Code::MannerUnlinked => ("Yêu cầu về cách thức tổ chức chưa giao ai thực hiện", "A requirement on the manner that nobody is given"),
        Code::NoDuty => ("Chưa phân công nhiệm vụ cho cơ quan, đơn vị", "No duties for agencies"),
        Code::NoOwnPlan => ("Chưa giao cơ quan, đơn vị xây dựng kế hoạch thực hiện", "Nobody is told to make a plan of its own"),
        Code::NoSupervision => ("Chưa giao đôn đốc, kiểm tra, giám sát", "Urging, inspection or supervision given to nobody"),
        Code::NotARecipient => ("Đơn vị được giao nhiệm vụ chưa có trong Nơi nhận", "Somebody with a duty who is not a recipient"),
        Code::UnknownBody => ("Cơ quan đã kết thúc hoạt động hoặc đổi tên tại ngày văn bản", "A body that does not exist on the document's date"),
        Code::Form => ("Thể thức văn bản", "Form and layout"),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages_and_advises_without_accusing() {
        for code in Code::ALL {
            let (vi, en) = (explain(*code, Language::Vi), explain(*code, Language::En));
            assert!(!vi.is_empty() && !en.is_empty() && vi != en, "{code:?}");
            for word in ["lỗi", "vi phạm", "sai phạm"] {
                assert!(!vi.to_lowercase().contains(word), "{vi}");
            }
        }
    }
}
