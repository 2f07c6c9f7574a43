//! C02: the date of a timeliness target is that of the texts.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::check::prose::Prose;
use crate::check::prose::date::{Date, date};
use crate::check::prose::token::{Kind, Token, between, sentences};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Indicator, Record, Target};

/// More times than any form has: each is looked for in every text.
const MOST: usize = 50;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C02",
    name: "deadline-agrees",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The date of a target named …时间 is the date that narrative and goals give for the same thing.",
        zh: "名称为“……时间”的指标，其日期与概况、目标中同一事项的日期一致。",
    },
    why: Phrase {
        en: "One of them was copied from another year or another project.", zh: "其中之一由其他年度或项目复制而来。"
    },
    tolerance: Phrase {
        en: "What one of the dates does not say (the year, the day) agrees with anything. A sentence is of the same thing where all words of the indicator's name stand in it in their order, beside one date.",
        zh: "一方未写明的年、日不比较。句中依次含有指标名称的全部字词且只有一个日期的，视为同一事项。",
    },
    example: Phrase {
        en: "补贴发放时间 =11月, but 于7月份完成补贴资金发放.",
        zh: "补贴发放时间=11月，而文字为“于7月份完成补贴资金发放”。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let texts = report.texts(n);
        report.subject(Path::project(n), |subject| {
            let times = project.indicators.iter().enumerate().filter_map(|(index, indicator)| Some((index, indicator, thing(indicator)?)));
            for (index, indicator, thing) in times.take(MOST) {
                let said: Vec<(&Prose, Date, &str)> = texts.iter().flat_map(|prose| dates(prose, thing)).collect();
                if said.is_empty() {
                    continue;
                }
                let at = Path::project(n).at("indicators", index).key("target").key("raw");
                let Some(due) = due(&indicator.target) else {
                    subject.lacks(at);
                    continue;
                };
                let differing: Vec<&(&Prose, Date, &str)> = said.iter().filter(|(_, date, _)| !date.agrees(&due)).collect();
                if differing.is_empty() {
                    subject.holds();
                    continue;
                }
                let (expected, actual) = (shown(&differing[0].1), shown(&due));
                let quoted = differing[0].2;
                let message = subject.say(
                    format_args!("{thing} is due {actual}, but the text says {quoted}"),
                    format_args!("“{thing}”的时间为{actual}，但文字为“{quoted}”"),
                );
                let quotes = differing.iter().enumerate().map(|(input, (_, _, quote))| (input + 1, (*quote).to_owned())).collect();
                let inputs = std::iter::once(at).chain(differing.iter().map(|(prose, _, _)| prose.at)).collect();
                subject.finds(Finding { inputs, expected: Some(expected), actual: Some(actual), message, quotes, ..Finding::default() });
            }
        });
    }
}

/// What an indicator is the time of: 补贴发放 of 补贴发放时间.
fn thing(indicator: &Indicator) -> Option<&str> {
    let name = indicator.name.as_str()?;
    let thing = ["时间", "日期", "时限"].iter().find_map(|word| name.strip_suffix(word))?;
    let thing = thing.strip_suffix("截止").unwrap_or(thing);
    (thing.chars().count() >= 4).then_some(thing)
}

/// The day or month of a target: 12月, 2024年8月1日, 2024年10月底.
fn due(target: &Target) -> Option<Date> {
    if let Some(iso) = target.date.as_str() {
        let mut parts = iso.split('-').map(|part| part.parse().ok());
        return Some(Date { year: parts.next()?, until: None, month: parts.next()?, day: parts.next()? });
    }
    if target.unit.as_str() == Some("月") {
        let whole = target.value.value?.0.normalize().to_string();
        let month = whole.parse().ok().filter(|month| (1..=12).contains(month) && target.value_max.is_none())?;
        return Some(Date { month: Some(month), ..Date::default() });
    }
    let text = target.text.as_str()?;
    let (rest, due) = date(text).ok()?;
    (due.month.is_some() && !rest.contains('月')).then_some(due)
}

/// The dates that a text gives for a thing, with the words that give them.
fn dates<'p, 'a>(prose: &'p Prose<'a>, thing: &str) -> Vec<(&'p Prose<'a>, Date, &'a str)> {
    let mut found = Vec::new();
    for sentence in sentences(&prose.tokens) {
        let months: Vec<usize> = (0..sentence.len()).filter(|at| month(&sentence[*at]).is_some()).collect();
        for (n, &at) in months.iter().enumerate() {
            // What the date is of stands in its clause or behind it, up to the clause of the next date.
            let start = clause(sentence, at);
            let end = months.get(n + 1).map_or(sentence.len(), |next| clause(sentence, *next));
            // 1月至3月, 4月、10月: no single date.
            let single = at < end && start <= at && months.get(n + 1).is_none_or(|next| *next >= end);
            let joins = |token: &Token| matches!(token.kind, Kind::Sign | Kind::Pause) || ranges(token);
            let open = !sentence.get(at + 1).is_some_and(joins) && !at.checked_sub(1).is_some_and(|before| joins(&sentence[before]));
            let (Some(date), true) = (month(&sentence[at]), single && open && start < end) else { continue };
            let scope = between(prose.text, &sentence[start], &sentence[end - 1]);
            if stands_in(thing, scope) {
                found.push((prose, date, sentence[at].text));
            }
        }
    }
    found
}

/// 1月至3月, 4月起
fn ranges(token: &Token) -> bool {
    let word = token.text.trim();
    word.starts_with(['至', '到', '—', '–', '~', '～', '起']) || word.ends_with(['至', '到', '—', '–', '~', '～'])
}

fn month(token: &Token) -> Option<Date> {
    match token.kind {
        Kind::Date(date) if date.month.is_some() => Some(date),
        _ => None,
    }
}

/// Where the clause begins that a part stands in.
fn clause(sentence: &[Token], at: usize) -> usize {
    sentence[..at].iter().rposition(|token| token.kind == Kind::Comma).map_or(0, |comma| comma + 1)
}

/// Whether a name stands in a text: whole, or in pieces of two characters at least, one behind the other.
fn stands_in(name: &str, text: &str) -> bool {
    const LONGEST: usize = 40;
    let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(400).collect();
    name.len() <= LONGEST && pieces(&name, &text)
}

fn pieces(name: &[char], text: &[char]) -> bool {
    if name.is_empty() {
        return true;
    }
    // The longest first piece wins: what a shorter one could reach, the rest of it reaches too.
    (2..=name.len()).rev().filter(|length| name.len() - length != 1).any(|length| {
        let at = text.windows(length).position(|window| window == &name[..length]);
        at.is_some_and(|at| pieces(&name[length..], &text[at + length..]))
    })
}

fn shown(date: &Date) -> String {
    let part = |value: Option<u16>, mark: &str| value.map(|value| format!("{value}{mark}")).unwrap_or_default();
    format!("{}{}{}", part(date.year, "年"), part(date.month, "月"), part(date.day, "日"))
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |goal: &str, target: &str| Sample::project().goal(goal).indicators(&format!("产出指标|时效指标|补贴发放时间|{target}|"));
    vec![
        holds("the same month", form("于7月份完成补贴资金发放。", "7月")),
        holds("a day in that month", form("补贴资金在2024年7月底前发放。", "2024年7月30日")),
        finds("another month", form("于2024年7月份由财政补贴到位，并发放到户。", "11月"))
            .expected("2024年7月", "11月")
            .inputs(&["/projects/0/indicators/0/target/raw", "/projects/0/goals/0/text"])
            .status(Status::Fail),
        finds("another day", form("补贴于10月20日前发放。", "2024年10月31日")),
        lacks("a target without a date", form("补贴于10月20日前发放。", "及时")),
        silent("the date of something else", form("7月底前完成验收，补贴及时到位。", "11月")),
        silent("a span", form("补贴于3月至9月发放。", "12月")),
    ]
}
