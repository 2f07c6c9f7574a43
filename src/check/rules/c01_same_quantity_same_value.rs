//! C01: a quantity that is named in several places has one value.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent, text};

use rust_decimal::Decimal;

use crate::check::path::Path;
use crate::check::prose::named::{Named, agree, alike, named};
use crate::check::prose::quantity::Quantity;
use crate::check::prose::year_of;
#[cfg(test)]
use crate::model::check::Status;
#[cfg(test)]
use crate::model::leaf::Leaf;
use crate::model::record::{Indicator, Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "C01",
    name: "same-quantity-same-value",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A quantity that narrative, goals and indicators name has one value for one year, and so has one that the cells of a row repeat in the same words.",
        zh: "概况、目标与指标中同一名称、同一年度的数量只有一个数值；同一行各格以相同文字重复的数量亦同。",
    },
    why: Phrase {
        en: "The numbers of one part were brought up to date, and another part still has those of the draft.",
        zh: "一处数据已更新，另一处仍为初稿。",
    },
    tolerance: Phrase {
        en: "What 28万人 rounds. Names may differ in one character of a place. Rough numbers, limits, names of fewer than five characters and years that nobody knows are not compared.",
        zh: "以“万”为单位的舍入；名称中的地名允许一字之差。约数、上下限、不足五字的名称以及年度不明的不比较。",
    },
    example: Phrase {
        en: "预计参训学员人数为24500人 in the overview, 预计参训学员人数为22500人 in the year's goal.",
        zh: "概况中“预计参训学员人数为24500人”，年度目标中“预计参训学员人数为22500人”。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// More named quantities than any form has: each is compared with each.
const MOST: usize = 300;

struct Place<'a> {
    at: Path<'a>,
    named: Named<'a>,
}

impl Place<'_> {
    /// Whether both are of different texts; two targets are two indicators, whatever they are called.
    fn differs(&self, other: &Place) -> bool {
        self.at != other.at && !(self.named.text.is_empty() && other.named.text.is_empty())
    }
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let year = year_of(record, project);
        let texts = report.texts(n);
        let in_texts = texts.iter().flat_map(|prose| named(prose).into_iter().map(move |named| Place { at: prose.at, named }));
        let places: Vec<Place> = in_texts.chain(targets(n, project, year)).take(MOST).collect();
        report.subject(Path::project(n), |subject| {
            compare(&places, subject);
            beside(n, project, subject);
        });
    }
}

/// The shortest words that two cells of a row do not share by chance.
const SHORTEST: usize = 8;

/// Indicators whose name and description or basis are the same words around another number.
fn beside<'a>(n: usize, project: &'a Project, subject: &mut Subject<'_, 'a>) {
    for (index, indicator) in project.indicators.iter().enumerate() {
        let Some(name) = indicator.name.as_str().filter(|name| name.contains(|c: char| c.is_ascii_digit())) else { continue };
        let at = Path::project(n).at("indicators", index);
        for (key, leaf) in [("description", &indicator.description), ("basis", &indicator.basis)] {
            let Some((one, other)) = leaf.as_str().and_then(|text| one_number(name, text)) else { continue };
            let message = subject.say(
                format_args!("{one} in the name, {other} in the cell beside it: {name}"),
                format_args!("名称中为{one}，同行另一格为{other}：{name}"),
            );
            subject.finds(Finding {
                inputs: vec![at.key("name"), at.key(key)],
                expected: Some(one.to_owned()),
                actual: Some(other.to_owned()),
                message,
                quotes: vec![(0, one.to_owned()), (1, other.to_owned())],
                ..Finding::default()
            });
        }
    }
}

/// The numbers of two texts that are the same but for one number, which is no year.
fn one_number<'t>(one: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at)?;
    // Back to where the number begins.
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let start = one[..same].trim_end_matches(digit).len();
    let number = |text: &str| text[start..].len() - text[start..].trim_start_matches(digit).len();
    let (first, second) = (number(one), number(other));
    let (rest, alike) = (&one[start + first..], one[start + first..] == other[start + second..]);
    let date = rest.starts_with(['年', '月', '日', '-']);
    // 37万: the scale is part of the number.
    let scale = rest.chars().next().filter(|c| matches!(c, '万' | '亿')).map_or(0, char::len_utf8);
    let words = one.chars().count().saturating_sub(first);
    (alike && !date && first > 0 && second > 0 && words >= SHORTEST)
        .then(|| (&one[start..start + first + scale], &other[start..start + second + scale]))
}

/// Targets whose indicators say in full what they are of.
fn targets<'a>(n: usize, project: &'a Project, year: Option<u16>) -> Vec<Place<'a>> {
    let read = |(index, indicator): (usize, &'a Indicator)| {
        let at = Path::project(n).at("indicators", index).key("target").key("value");
        let (name, target) = (indicator.name.as_str()?, &indicator.target);
        let exact = matches!(target.operator.as_str(), None | Some("=")) && target.value_max.is_none();
        let year = if name.contains('年') { None } else { year };
        let quantity = Quantity {
            number: target.value.value?.0,
            scale: Decimal::from(target.scale.value?),
            unit: target.unit.as_str().filter(|_| exact)?,
        };
        (name.chars().count() >= 5).then_some(Place { at, named: Named { name, quantity, year, text: "" } })
    };
    project.indicators.iter().enumerate().filter_map(read).collect()
}

fn compare<'a>(places: &[Place<'a>], subject: &mut Subject<'_, 'a>) {
    let mut seen = vec![false; places.len()];
    for first in 0..places.len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let own = &places[first];
        let others: Vec<usize> =
            (first + 1..places.len()).filter(|other| own.differs(&places[*other]) && alike(&own.named, &places[*other].named)).collect();
        if others.is_empty() {
            continue;
        }
        others.iter().for_each(|other| seen[*other] = true);
        if own.named.year.is_none() {
            subject.lacks(own.at);
            continue;
        }
        let differing = others.iter().any(|other| !agree(&own.named.quantity, &places[*other].named.quantity));
        if !differing {
            subject.holds();
            continue;
        }
        let all: Vec<&Place> = std::iter::once(own).chain(others.iter().map(|other| &places[*other])).collect();
        subject.finds(finding(&all, subject));
    }
}

fn finding<'a>(all: &[&Place<'a>], subject: &Subject<'_, 'a>) -> Finding<'a> {
    let mut values: Vec<String> = Vec::new();
    for place in all {
        let shown = place.named.quantity.shown();
        if !values.contains(&shown) {
            values.push(shown);
        }
    }
    let name = all[0].named.name;
    let listed = values.join(", ");
    let message = subject.say(format_args!("{name} is {listed} in one form"), format_args!("同一张表中“{name}”有不同数值：{listed}"));
    let quoted = all.iter().enumerate().filter(|(_, place)| !place.named.text.is_empty());
    Finding {
        inputs: all.iter().map(|place| place.at).collect(),
        expected: values.first().cloned(),
        actual: Some(values[1..].join(", ")),
        message,
        quotes: quoted.map(|(input, place)| (input, place.named.text.to_owned())).collect(),
        ..Finding::default()
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |overview: &str, goal: &str, year: Option<u16>| {
        Sample::project().goal(goal).in_project(|project| {
            project.narrative.overview = text(overview);
            project.fiscal_year = year.map(Leaf::derived).unwrap_or_default();
            project.goals[0].start_year = year.map(Leaf::derived).unwrap_or_default();
        })
    };
    vec![
        holds("one value", form("2024年，预计参训学员人数为3万人。", "预计参训学员人数为3万人", Some(2024))),
        holds("rounded", form("预计参训学员人数为30120人。", "预计参训学员人数为3万人", Some(2024))),
        finds("two values", form("2024年，预计参训学员人数为24500人。", "2024年，参训学员人数为22500人", Some(2024)))
            .expected("24500人", "22500人")
            .inputs(&["/projects/0/narrative/overview", "/projects/0/goals/0/text"])
            .status(Status::Fail),
        finds("a target", form("预计参训学员人数为24500人。", "", Some(2024)).indicators("产出指标|数量指标|参训学员人数|22500人|"))
            .inputs(&["/projects/0/narrative/overview", "/projects/0/indicators/0/target/value"]),
        finds(
            "another number in the row",
            form("", "", Some(2024))
                .indicators("产出指标|数量指标|为36万居民提供门诊报销服务|100|")
                .in_indicator(|indicator| indicator.basis = text("为37万居民提供门诊报销服务")),
        )
        .expected("36万", "37万")
        .inputs(&["/projects/0/indicators/0/name", "/projects/0/indicators/0/basis"]),
        lacks("nobody knows the year", form("预计参训学员人数为24500人。", "", None).indicators("产出指标|数量指标|参训学员人数|22500人|")),
        silent(
            "two indicators",
            form("", "", Some(2024)).indicators("成本指标|经济成本指标|日常养护标准|1元|\n 成本指标|经济成本指标|日常养护标准|2元|"),
        ),
        silent(
            "another year in the row",
            form("", "", Some(2024))
                .indicators("产出指标|数量指标|2024年居民提供门诊报销|100|")
                .in_indicator(|indicator| indicator.basis = text("2023年居民提供门诊报销")),
        ),
        silent("two things one character apart", form("县道养护补助标准为10000元。", "乡道养护补助标准为5000元。", Some(2024))),
        silent("another year", form("2023年，参训学员人数为24500人。", "2024年，参训学员人数为22500人", Some(2024))),
        silent("limits", form("参训学员人数不少于24500人。", "参训学员人数为22500人", Some(2024))),
    ]
}
