//! C06: a project is called the same in its form, in the title and in the department form.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::grammar::fold_into;
use crate::model::record::Record;

/// The rule.
pub static RULE: Rule = Rule {
    id: "C06",
    name: "project-names-agree",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A project is called the same in its form and in the department form's list; where the document's title names it, there too.",
        zh: "项目名称在项目表、部门整体绩效目标表及文件标题中一致。",
    },
    why: Phrase {
        en: "Two names for one project cannot be matched by whoever adds up projects.",
        zh: "同一项目两个名称，汇总时无法对应。",
    },
    tolerance: Phrase {
        en: "Only names of which one begins with or holds the other are taken for the same project; brackets and blanks are not compared.",
        zh: "仅当一个名称包含另一个时视为同一项目；括号、空格不比较。",
    },
    example: Phrase {
        en: "高龄困难专项补助资金 in its form, 高龄困难专项补助 in the department form.",
        zh: "项目表为高龄困难专项补助资金，部门整体表为高龄困难专项补助。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let bare = |text: &str| fold_into(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let names: Vec<(usize, String)> =
        record.projects.iter().take(500).enumerate().filter_map(|(n, project)| Some((n, bare(project.name.as_str()?)))).collect();
    for (d, department) in record.departments.iter().enumerate() {
        if names.is_empty() || department.projects.is_empty() {
            continue;
        }
        report.subject(Path::department(d), |subject| {
            for (index, listed) in department.projects.iter().take(500).enumerate() {
                let at = Path::department(d).at("projects", index).key("name");
                let Some(printed) = listed.name.as_str() else {
                    subject.lacks(at);
                    continue;
                };
                let name = bare(printed);
                if names.iter().any(|(_, own)| *own == name) {
                    subject.holds();
                    continue;
                }
                let alike =
                    |own: &str| name.chars().count() >= 4 && (own.contains(&name) || name.contains(own) && own.chars().count() >= 4);
                let mut near = names.iter().filter(|(_, own)| alike(own));
                let (Some((n, _)), None) = (near.next(), near.next()) else {
                    subject.lacks(at);
                    continue;
                };
                let own = record.projects[*n].name.as_str().unwrap_or("");
                let message =
                    subject.say(format_args!("{printed} here, {own} in its form"), format_args!("此处为“{printed}”，项目表为“{own}”"));
                let inputs = vec![at, Path::project(*n).key("name")];
                subject.finds(Finding {
                    inputs,
                    expected: Some(own.to_owned()),
                    actual: Some(printed.to_owned()),
                    message,
                    ..Finding::default()
                });
            }
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |name, listed| Sample::project().name(name).and_department().department_project(listed, "1");
    vec![
        holds("the same", form("高龄（困难）补助", "高龄(困难)补助")),
        finds("a word more", form("高龄困难专项补助资金", "高龄困难专项补助"))
            .expected("高龄困难专项补助资金", "高龄困难专项补助")
            .inputs(&["/departments/0/projects/0/name", "/projects/0/name"]),
        lacks("a project that has no form here", form("高龄困难专项补助资金", "校舍维修")),
        silent("no list", Sample::project().name("甲")),
    ]
}
