//! D01: the check digits of an organization's code.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::grammar::fold_into;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "D01",
    name: "organization-code-valid",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The check digit of a unified social credit code (18 characters, GB 32100) or of an organization code (9 characters, GB 11714) is right.",
        zh: "统一社会信用代码（18位，GB 32100）或组织机构代码（9位，GB 11714）的校验码正确。",
    },
    why: Phrase {
        en: "A code with one wrong character, or with two neighbours exchanged, does not pass its own check.",
        zh: "代码中任何一位有误或相邻两位颠倒，均无法通过校验。",
    },
    tolerance: Phrase { en: "None. Texts of other lengths are not judged.", zh: "无。其他长度的文本不作判断。" },
    example: Phrase { en: "12345678012345678X: its check character would be another.", zh: "12345678012345678X：校验码有误。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// The characters of a unified social credit code; their positions are their values.
const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let Some(printed) = project.organization_code.as_str() else { continue };
        let at = Path::project(n).key("organization_code");
        report.subject(at, |subject| {
            let code: String = fold_into(printed).to_ascii_uppercase().chars().filter(|c| *c != '-').collect();
            let wrong = match (code.len(), code.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
                (18, true) => credit_code(code.as_bytes()),
                (9, true) => organization_code(code.as_bytes()),
                _ => return subject.lacks(at),
            };
            let Some(expected) = wrong else { return subject.holds() };
            let found = code.chars().last().unwrap_or(' ');
            let message = match expected {
                Some(expected) => subject.say(
                    format_args!("{printed}: expected the check character {expected}, found {found}"),
                    format_args!("{printed}：校验码应为{expected}，实为{found}"),
                ),
                None => subject.say(
                    format_args!("{printed}: has a character that such codes do not have"),
                    format_args!("{printed}：含有代码中不使用的字符"),
                ),
            };
            let expected = expected.map(String::from);
            subject.finds(Finding { inputs: vec![at], expected, actual: Some(found.to_string()), message, ..Finding::default() });
        });
    }
}

/// `None` where the code is right, else the character that should stand last; none where another character is at fault.
fn credit_code(code: &[u8]) -> Option<Option<char>> {
    let mut sum = 0;
    let mut weight = 1;
    for byte in &code[..17] {
        let Some(value) = CHARACTERS.iter().position(|character| character == byte) else { return Some(None) };
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let expected = CHARACTERS[(31 - sum % 31) % 31];
    if expected != code[17] { Some(Some(char::from(expected))) } else { None }
}

/// The same of an organization code.
fn organization_code(code: &[u8]) -> Option<Option<char>> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |byte: &u8| char::from(*byte).to_digit(36).unwrap_or(0);
    let sum: u32 = code.iter().zip(WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    };
    if expected != code[8] { Some(Some(char::from(expected))) } else { None }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |code: &str| {
        let code = crate::check::sample::text(code);
        Sample::project().in_project(|project| project.organization_code = code)
    };
    vec![
        // The example of GB 32100-2015, and the example of GB 11714-1997.
        holds("a unified social credit code", form("91350100M000100Y43")),
        holds("an organization code", form("D2143569-X")),
        finds("a wrong check character", form("91350100M000100Y44")).expected("3", "4").inputs(&["/projects/0/organization_code"]),
        finds("two characters exchanged", form("91530100M000100Y43")),
        finds("a letter that is none of them", form("91350100I000100Y43")),
        finds("a wrong check digit", form("D21435691")).expected("X", "1"),
        lacks("a number of another kind", form("530121")),
        silent("no code", Sample::project()),
    ]
}
