//! T01: no text is cut off.

use std::collections::{BTreeMap, HashMap};

use crate::check::path::Path;
use crate::check::prose::cut::Names;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::written::{Form, Length, Written, forms};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T01",
    name: "not-truncated",
    severity: Severity::Warn,
    holds: Phrase {
        en: "No text ends at a comma, at an open bracket or at 的; the brackets of a name are closed; names are printed as far as the goal has them.",
        zh: "文字不以逗号、左括号或“的”结尾；名称中的括号成对；指标名称与目标中的写法同样完整。",
    },
    why: Phrase {
        en: "Cells of fixed width cut their text off when a form is exported, often behind eight characters: 参训人数 and 参训率 become the same name.",
        zh: "导出时固定宽度的单元格会截断文字，常在第八个字之后：“参训人数”与“参训率”会变成同一名称。",
    },
    tolerance: Phrase {
        en: "Names of at least eight characters of which three in the form end at the same width, and which the goal has whole in front of the same number or ending in 率, 数 …; one such name with targets in different units; a text that another one has with its first character. A goal that alone in its document ends without a full stop is only worth knowing (info).",
        zh: "八字以上、同表至少三个名称等宽，且目标中在同一数值前写全，或以“率”“数”等结尾；同一此类名称的指标值单位不同；文字比另一处少首字。文件中仅个别目标末尾无标点的，仅作提示。",
    },
    example: Phrase {
        en: "乡村道路日常养护, ≥120公里, where the goal says 乡村道路日常养护长度120公里.",
        zh: "指标“乡村道路日常养护≥120公里”，目标中为“乡村道路日常养护长度120公里”。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Verbs that texts begin with; without their first character they are no words.
const OPENINGS: [&str; 24] = [
    "贯彻", "确保", "保障", "提高", "完善", "巩固", "加强", "落实", "推进", "按照", "根据", "建立", "促进", "组织", "开展", "认真", "充分",
    "维护", "解决", "增强", "改善", "强化", "规范", "优化",
];

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        report.subject(form.at(), |subject| {
            let mut texts: Vec<Written> = Vec::new();
            form.texts(|written| {
                ends(written, subject);
                texts.extend(Some(written).filter(|written| written.length != Length::Cell));
            });
            begins(&texts, subject);
            names(form, subject);
        });
    }
    stops(record, report);
}

/// A text that ends where none can, or a name with an open bracket.
fn ends<'a>(written: Written<'a>, subject: &mut Subject<'_, 'a>) {
    const NO_END: [char; 11] = ['，', ',', '、', '（', '(', '《', '〈', '“', '‘', '「', '【'];
    const OPEN: [char; 3] = ['（', '(', '《'];
    const CLOSED: [char; 3] = ['）', ')', '》'];
    const WHOLE: [&str; 4] = ["目的", "标的", "的的", "有的"];
    let text = written.text;
    let particle = text.ends_with('的') && !WHOLE.iter().any(|word| text.ends_with(word));
    let bracket = || {
        let count = |signs: [char; 3]| text.matches(signs).count();
        written.length == Length::Name && count(OPEN) > count(CLOSED)
    };
    let tail = &text[text.char_indices().rev().nth(11).map_or(0, |(at, _)| at)..];
    let message = if text.ends_with(NO_END) || particle {
        subject.say(format_args!("a text ends with {tail}"), format_args!("文字以“{tail}”结尾"))
    } else if bracket() {
        subject.say(format_args!("a bracket of {text} is not closed"), format_args!("“{text}”的括号没有闭合"))
    } else {
        return subject.holds();
    };
    subject.finds(Finding {
        inputs: vec![written.at],
        actual: Some(tail.to_owned()),
        message,
        quotes: vec![(0, tail.to_owned())],
        ..Finding::default()
    });
}

/// Texts that are another one without its first character.
fn begins<'a>(texts: &[Written<'a>], subject: &mut Subject<'_, 'a>) {
    let headless = |text: &'a str| {
        let first = text.chars().next().filter(|_| OPENINGS.iter().any(|word| text.starts_with(word)))?;
        Some(&text[first.len_utf8()..])
    };
    // A goal may go on where another only repeats its first paragraph.
    let paragraph = |text: &'a str| text.lines().next().unwrap_or(text);
    let whole: HashMap<&str, &Written> = texts.iter().rev().filter_map(|one| Some((headless(paragraph(one.text))?, one))).collect();
    let mut cut: BTreeMap<Path, Vec<Path>> = BTreeMap::new();
    for one in texts {
        if let Some(other) = whole.get(paragraph(one.text)) {
            cut.entry(other.at).or_default().push(one.at);
        }
    }
    for (other, places) in cut {
        let missing = texts.iter().find(|one| one.at == other).and_then(|one| one.text.chars().next()).unwrap_or_default();
        let message = subject.say(
            format_args!("the first character is missing: another text of the form begins with {missing}"),
            format_args!("缺少首字：同表另一处以“{missing}”开头"),
        );
        let quotes = places.iter().enumerate().map(|(input, _)| (input, texts_at(texts, places[input], 4)));
        let quotes = quotes.chain([(places.len(), texts_at(texts, other, 5))]).collect();
        let inputs = places.iter().copied().chain([other]).collect();
        subject.finds(Finding { inputs, expected: Some(missing.to_string()), message, quotes, ..Finding::default() });
    }
}

/// The first characters of the text at a place.
fn texts_at(texts: &[Written], at: Path, length: usize) -> String {
    texts.iter().find(|one| one.at == at).map_or_else(String::new, |one| one.text.chars().take(length).collect())
}

/// Names of indicators that a goal has whole, or that stand for two things.
fn names<'a>(form: Form<'a>, subject: &mut Subject<'_, 'a>) {
    let indicators = form.indicators();
    let at = |n: usize| form.at().at("indicators", n).key("name");
    let nameless = indicators.iter().enumerate().filter(|(_, one)| one.name.is_none() && one.target.raw.is_some());
    nameless.for_each(|(n, _)| subject.lacks(at(n)));
    let names = Names::of(indicators);
    let mut said = BTreeMap::new();
    for (n, goal) in form.goals().iter().enumerate() {
        for one in goal.text.as_str().map(|text| names.said(text)).unwrap_or_default() {
            said.entry(one.indicator).or_insert((one.whole, form.at().at("goals", n).key("text")));
        }
    }
    for (n, (whole, goal)) in &said {
        let name = indicators[*n].name.as_str().unwrap_or("");
        if *whole == name {
            subject.holds();
            continue;
        }
        let message =
            subject.say(format_args!("{name} is cut off: the goal has {whole}"), format_args!("“{name}”不完整：目标中为“{whole}”"));
        subject.finds(Finding {
            inputs: vec![at(*n), *goal],
            expected: Some((*whole).to_owned()),
            actual: Some(name.to_owned()),
            message,
            quotes: vec![(1, (*whole).to_owned())],
            ..Finding::default()
        });
    }
    for all in names.shared().into_iter().filter(|all| !all.iter().all(|n| said.contains_key(n))) {
        let name = indicators[all[0]].name.as_str().unwrap_or("");
        let message = subject.say(
            format_args!("{name} has targets in different units: what told them apart is cut off"),
            format_args!("“{name}”的指标值单位不同：名称中加以区分的部分被截断"),
        );
        let inputs = all.iter().map(|n| at(*n)).collect();
        subject.finds(Finding { inputs, actual: Some(name.to_owned()), message, ..Finding::default() });
    }
}

/// Goals of project forms that alone end without a full stop.
fn stops<'a>(record: &'a Record, report: &mut Report<'a>) {
    const STOPS: [char; 6] = ['。', '；', ';', '！', '）', ')'];
    const SHORTEST: usize = 40;
    let sentences = |text: &str| text.chars().count() >= SHORTEST && text.trim_end_matches(STOPS).contains(STOPS);
    let goals = record.projects.iter().enumerate().flat_map(|(n, form)| form.goals.iter().enumerate().map(move |(m, goal)| (n, m, goal)));
    let goals = goals.filter_map(|(n, m, goal)| Some((n, Path::project(n).at("goals", m).key("text"), goal.text.as_str()?)));
    let (whole, open): (Vec<_>, Vec<_>) = goals.filter(|(.., text)| sentences(text)).partition(|(.., text)| text.ends_with(STOPS));
    if whole.len() < 2 || open.len() * 2 > whole.len() {
        return;
    }
    for (n, at, text) in open.into_iter().filter(|(.., text)| text.ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '等'))
    {
        let tail: String = text[text.char_indices().rev().nth(11).map_or(0, |(at, _)| at)..].to_owned();
        report.subject(Path::project(n), |subject| {
            let message = subject.say(
                format_args!("the text ends with {tail}, without the full stop that the other goals have"),
                format_args!("文字以“{tail}”结尾，没有其他目标均有的句号"),
            );
            subject.finds(Finding {
                inputs: vec![at],
                actual: Some(tail.clone()),
                message,
                quotes: vec![(0, tail)],
                severity: Some(Severity::Info),
                ..Finding::default()
            });
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    const NAMES: &str = "产出指标|数量指标|乡村道路日常养护|≥120公里|\n 产出指标|质量指标|乡村道路路面修补|95%|\n 效益指标|社会效益指标|提高政策法规知晓|有所提高|";
    let form = |goal| Sample::project().goal(goal).indicators(NAMES);
    let target = |target: &str| Sample::project().indicators(&format!("产出指标|时效指标|资金拨付时间|{target}|"));
    let long = "项目实施后，改善群众出行条件，方便沿线居民生产生活，带动产业发展；加强日常养护管理，提高道路通行能力";
    vec![
        holds("whole texts", target("每季度结束后10日内").name("道路养护（二期）经费")),
        finds("a comma", target("每季度结束后的，")).inputs(&["/projects/0/indicators/0/target/text"]).status(Status::Warn),
        finds("a particle", target("每季度结束后的")),
        finds("an open bracket", Sample::project().name("关于拨付道路养护（二期经费")),
        finds("a name that the goal has whole", form("乡村道路日常养护长度120公里。"))
            .expected("乡村道路日常养护长度", "乡村道路日常养护")
            .inputs(&["/projects/0/indicators/0/name", "/projects/0/goals/0/text"]),
        finds("a name within a word", form("提高政策法规知晓率。")).times(1),
        finds("one name in two units", form("").indicators("成本指标|经济成本指标|乡村道路日常养护|≤5万元|"))
            .inputs(&["/projects/0/indicators/0/name", "/projects/0/indicators/3/name"])
            .times(1),
        finds("a missing first character", form("贯彻落实政策，做好养护。").goal("彻落实政策，做好养护。"))
            .inputs(&["/projects/0/goals/1/text", "/projects/0/goals/0/text"])
            .expected("贯", ""),
        finds("one goal without a full stop", form(&format!("{long}。")).goal(&format!("{long}；")).goal(&format!("{long}生")))
            .status(Status::Info),
        lacks(
            "no name",
            Sample::project().indicators("产出指标|时效指标||10日内|").in_indicator(|one| one.target.text = Default::default()),
        ),
        silent("no text", Sample::project()),
    ]
}
