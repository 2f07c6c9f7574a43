//! C05: a place is spelled in one way.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use crate::check::path::Path;
use crate::check::prose::Prose;
use crate::check::prose::spelling::{one_name, places, short};
use crate::model::record::{Project, Record};

/// Names of places in one form that are compared: no form has more.
const MOST: usize = 300;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C05",
    name: "names-spelled-alike",
    severity: Severity::Warn,
    holds: Phrase { en: "The name of a place is spelled in one way within a form.", zh: "同一张表中同一地名的写法一致。" },
    why: Phrase {
        en: "Two spellings one character apart are most often one place and a slip of the input method.",
        zh: "仅一字之差的地名多为同音字误写。",
    },
    tolerance: Phrase {
        en: "Only names before 街道, 镇, 社区, 片区 and 水库 with the same words before them; characters that tell places apart on purpose (东 and 西, 上 and 下, numerals) and names that stand in one text beside each other are let pass.",
        zh: "仅比较街道、镇、社区、片区、水库之前且前文相同的名称；东西、上下、数字等有意区别的字以及同一段文字中并列的名称除外。",
    },
    example: Phrase {
        en: "白杨坪街道 in the overview, 白杨平街道 in the goals.", zh: "概况为“白杨坪街道”，目标为“白杨平街道”。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// The places that each name stands at.
type Names<'a> = BTreeMap<&'a str, Vec<Path<'a>>>;

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let names = names(n, project, &report.texts(n));
        if names.is_empty() {
            continue;
        }
        report.subject(Path::project(n), |subject| {
            // A name that was lost may be the other spelling: without it nothing is known to hold.
            compare(&names, project.name.is_none().then(|| Path::project(n).key("name")), subject);
        });
    }
}

fn names<'a>(n: usize, project: &'a Project, texts: &[Prose<'a>]) -> Names<'a> {
    let at = Path::project(n);
    let own = [("name", &project.name), ("profile", &project.profile), ("implementing_unit", &project.implementing_unit)];
    let own = own.into_iter().filter_map(|(key, text)| Some((at.key(key), text.as_str()?)));
    let said = texts.iter().map(|prose| (prose.at, prose.text));
    let cells = project.indicators.iter().enumerate().flat_map(|(index, indicator)| {
        let at = at.at("indicators", index);
        let texts = [("name", &indicator.name), ("description", &indicator.description), ("basis", &indicator.basis)];
        texts.into_iter().filter_map(move |(key, text)| Some((at.key(key), text.as_str()?)))
    });
    let mut names = Names::new();
    for (at, text) in own.chain(said).chain(cells) {
        for name in places(text) {
            if names.len() < MOST || names.contains_key(name) {
                names.entry(name).or_default().push(at);
            }
        }
    }
    names
}

fn compare<'a>(names: &Names<'a>, lost: Option<Path<'a>>, subject: &mut Subject<'_, 'a>) {
    let all: Vec<(&&'a str, &Vec<Path<'a>>)> = names.iter().collect();
    let mut found = false;
    for (n, (one, here)) in all.iter().enumerate() {
        for (other, there) in &all[n + 1..] {
            if !one_name(one, other) || here.iter().any(|at| there.contains(at)) {
                continue;
            }
            found = true;
            let (a, b) = (short(one), short(other));
            let message = subject.say(format_args!("{a} and {b} in one form"), format_args!("同一张表中既有“{a}”又有“{b}”"));
            let mut places: Vec<(Path, &str)> =
                here.iter().map(|at| (*at, a.as_str())).chain(there.iter().map(|at| (*at, b.as_str()))).collect();
            places.sort_by_key(|(at, _)| *at);
            places.dedup();
            let quotes = places.iter().enumerate().map(|(input, (_, name))| (input, (*name).to_owned())).collect();
            let inputs = places.iter().map(|(at, _)| *at).collect();
            subject.finds(Finding { inputs, actual: Some(format!("{a}, {b}")), message, quotes, ..Finding::default() });
        }
    }
    match lost {
        Some(place) => subject.lacks(place),
        None if !found => subject.holds(),
        None => {}
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |one: &str, other: &str| Sample::project().name("社会事务经费").goal(one).goal(other);
    vec![
        holds("one spelling", form("云溪区白杨坪街道居民参保", "云溪区白杨坪街道居民满意")),
        holds("two places", form("云溪区河东街道居民参保", "云溪区河西街道居民满意")),
        holds("a list", form("云溪区白杨坪街道、云溪区白杨平街道", "云溪区白杨平街道居民满意")),
        finds("two spellings", form("云溪区白杨坪街道居民参保", "云溪区白杨平街道居民满意"))
            .inputs(&["/projects/0/goals/0/text", "/projects/0/goals/1/text"])
            .times(1),
        lacks(
            "a form without a name",
            Sample::project().goal("各项工作").in_project(|project| {
                project.profile = crate::check::sample::text("云溪区白杨坪街道");
            }),
        ),
        silent("no places", form("居民参保", "居民满意")),
    ]
}
