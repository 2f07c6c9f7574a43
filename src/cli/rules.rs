//! `gongkai rules`: what the consistency rules are.

use std::process::ExitCode;

use clap::Args;
use gongkai::check::{Language, RULES, Rule, page};

use super::language::{self, Lang};
use super::output::Output;
use super::report::Stop;
use super::select;

/// List the consistency rules, or explain one
///
/// Rules are named by their id (B06) or their name. The list has one rule a line: id, severity, name, what should hold.
#[derive(Debug, Args)]
pub struct Rules {
    /// The rule to explain
    rule: Option<String>,

    /// Print the page docs/rules.md
    #[arg(long, conflicts_with = "rule")]
    markdown: bool,

    /// The language of the texts [default: of the locale]
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
}

impl Rules {
    /// Prints them.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let language = language::language(self.lang);
        let text = match &self.rule {
            _ if self.markdown => page::markdown(),
            Some(name) => page::explanation(named(name)?, language),
            None => RULES.iter().map(|rule| listed(rule, language)).collect(),
        };
        let mut output = Output::to(None)?;
        output.write(text.as_bytes())?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn named(name: &str) -> Result<&'static Rule, Stop> {
    let found = RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(name) || rule.name == name);
    let unknown = || {
        let (shown, meant) = (super::report::shown(name), select::meant(name, &[]));
        Stop::Run(format!("{shown}: expected a rule's id or name, as `gongkai rules` lists them{meant}"))
    };
    found.copied().ok_or_else(unknown)
}

fn listed(rule: &Rule, language: Language) -> String {
    format!("{} {:4} {:32} {}\n", rule.id, rule.severity.status().name(), rule.name, rule.holds.in_language(language))
}
