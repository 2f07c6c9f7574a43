//! Where rules say what they found: subject by subject, in the language asked for.
//!
//! A subject (a form, a table, the document) ends as its findings, else as one pass if anything was compared; what lacked an
//! input is one entry of its own. A rule without any subject is not applicable, once.

use std::fmt::{Arguments, Display};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::beside::Beside;
use super::equation::{self, Equation};
use super::figure::Figure;
use super::path::Path;
use super::prose::{self, Prose};
use super::rule::{Language, Rule, Severity};
use crate::model::check::{Check, Status};
use crate::model::number::Number;
use crate::model::record::Record;

/// Inputs of one entry at most: a sum of a thousand cells is found by its first ones.
const MOST_INPUTS: usize = 100;

/// Projects whose texts are kept for the next rule: no file of a body has more; what a hostile one has is read again.
const MOST_KEPT: usize = 1000;

/// Findings of one rule about one subject at most.
const MOST_FINDINGS: usize = 200;

/// What all rules say of one document.
pub struct Report<'a> {
    record: &'a Record,
    /// What the record leaves out of the document.
    pub beside: &'a Beside<'a>,
    language: Language,
    rule: &'static Rule,
    /// Each project's, from the first rule on that asks for them.
    texts: Vec<Rc<[Prose<'a>]>>,
    entries: Vec<Check>,
    /// The sums of all rules, for suggestions.
    equations: Vec<Equation<'a>>,
    failing: bool,
}

/// A finding that is no sum.
#[derive(Debug, Default)]
pub struct Finding<'a> {
    /// Where the values stand that it is about.
    pub inputs: Vec<Path<'a>>,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub actual: Option<String>,
    /// For people, in the report's language.
    pub message: String,
    /// Where it matters less than the rule's findings usually do.
    pub severity: Option<Severity>,
    /// What stands there minus what should.
    pub difference: Option<Decimal>,
    /// What difference is allowed.
    pub tolerance: Option<Decimal>,
    /// The printed value whose change would repair it.
    pub suggestion: Option<Path<'a>>,
    /// Parts of the inputs' texts: an index into `inputs`, and the part.
    pub quotes: Vec<(usize, String)>,
}

impl<'a> Report<'a> {
    /// An empty report.
    pub fn new(record: &'a Record, beside: &'a Beside<'a>, language: Language, first: &'static Rule) -> Self {
        let (texts, entries, equations) = (Vec::new(), Vec::new(), Vec::new());
        Self { record, beside, language, rule: first, texts, entries, equations, failing: false }
    }

    /// The texts of the project of that number, taken apart once for all rules.
    pub fn texts(&mut self, project: usize) -> Rc<[Prose<'a>]> {
        if let Some(kept) = self.texts.get(project) {
            return Rc::clone(kept);
        }
        let texts: Rc<[Prose]> = prose::texts(self.record, project).into();
        if project == self.texts.len() && project < MOST_KEPT {
            self.texts.push(Rc::clone(&texts));
        }
        texts
    }

    /// What `rule` says, in a pass over one document.
    pub fn rule(&mut self, rule: &'static Rule, body: impl FnOnce(&mut Self)) {
        self.rule = rule;
        let before = self.entries.len();
        body(self);
        if self.entries.len() == before {
            let message =
                self.say(format_args!("the document has nothing that this rule speaks of"), format_args!("文件中没有本规则所涉及的内容"));
            self.entries.push(self.entry(Status::NotApplicable, message));
        }
    }

    /// The entries, each failing sum with its suggestion.
    pub fn finish(mut self) -> Vec<Check> {
        // Hardly any document has a sum that fails.
        let suggestions = if self.failing { equation::suggestions(&self.equations) } else { Vec::new() };
        for (entry, path) in suggestions {
            self.entries[entry].suggestion = Some(path.pointer());
        }
        self.entries
    }

    /// The words of the report's language.
    pub fn say(&self, english: Arguments, chinese: Arguments) -> String {
        match self.language {
            Language::English => english.to_string(),
            Language::Chinese => chinese.to_string(),
        }
    }

    /// What the rule says of one form or table, or of the document.
    pub fn subject(&mut self, at: Path<'a>, body: impl FnOnce(&mut Subject<'_, 'a>)) {
        let mut subject = Subject { report: self, at, held: 0, found: 0, lacking: Vec::new() };
        body(&mut subject);
        subject.close();
    }

    fn entry(&self, status: Status, message: String) -> Check {
        Check { rule: self.rule.id.to_owned(), status, message, ..Check::default() }
    }
}

/// One form or table under a rule.
pub struct Subject<'r, 'a> {
    report: &'r mut Report<'a>,
    at: Path<'a>,
    held: usize,
    found: usize,
    lacking: Vec<String>,
}

impl<'a> Subject<'_, 'a> {
    /// The words of the report's language.
    pub fn say(&self, english: Arguments, chinese: Arguments) -> String {
        self.report.say(english, chinese)
    }

    /// Something was compared, and is as it should be.
    pub fn holds(&mut self) {
        self.held += 1;
    }

    /// Something cannot be compared: what stands (or should stand) at `path` is missing or was not read.
    pub fn lacks(&mut self, path: Path<'a>) {
        if self.lacking.len() >= MOST_INPUTS {
            return;
        }
        let pointer = path.pointer();
        if !self.lacking.contains(&pointer) {
            self.lacking.push(pointer);
        }
    }

    /// Something is not as it should be.
    pub fn finds(&mut self, finding: Finding<'a>) {
        self.found += 1;
        if self.found > MOST_FINDINGS {
            return;
        }
        let status = finding.severity.unwrap_or(self.report.rule.severity).status();
        let entry = Check {
            expected: finding.expected,
            actual: finding.actual,
            difference: finding.difference.map(Number),
            tolerance: finding.tolerance.map(Number),
            inputs: finding.inputs.iter().take(MOST_INPUTS).map(Path::pointer).collect(),
            suggestion: finding.suggestion.map(|path| path.pointer()),
            quotes: finding.quotes,
            ..self.report.entry(status, finding.message)
        };
        self.report.entries.push(entry);
    }

    /// A number and those that it should be the sum of; `about` says which in the document's own words, or is empty.
    pub fn sum(&mut self, about: impl Display, whole: Figure<'a>, parts: Vec<Figure<'a>>) {
        self.equation(about, Equation::new(whole, parts), None);
    }

    /// Two numbers that should be the same.
    pub fn same(&mut self, about: impl Display, one: Figure<'a>, other: Figure<'a>) {
        self.equation(about, Equation::new(one, vec![other]), None);
    }

    /// A sum whose tolerance or severity the rule has its own mind about.
    pub fn equation(&mut self, about: impl Display, mut equation: Equation<'a>, severity: Option<Severity>) {
        if equation.holds() {
            self.holds();
        } else {
            self.report.failing = true;
            equation.entry = Some(self.report.entries.len()).filter(|_| self.found < MOST_FINDINGS);
            self.finds(self.failing(&about.to_string(), &equation, severity));
        }
        self.report.equations.push(equation);
    }

    fn failing(&self, about: &str, equation: &Equation<'a>, severity: Option<Severity>) -> Finding<'a> {
        let (whole, sum) = (&equation.whole, equation.sum());
        let colon = |mark: &'static str| if about.is_empty() { "" } else { mark };
        let expected = whole.shown(sum);
        let terms = terms(&equation.parts, &expected);
        let message = self.say(
            format_args!("{about}{}{terms}, but {whole} is printed", colon(": ")),
            format_args!("{about}{}{terms}，但列示为{whole}", colon("：")),
        );
        Finding {
            inputs: std::iter::once(whole.at).chain(equation.parts.iter().map(|part| part.at)).collect(),
            expected: Some(expected),
            actual: Some(whole.to_string()),
            difference: Some(whole.in_its_unit(equation.difference())),
            tolerance: Some(whole.in_its_unit(equation.tolerance)),
            message,
            severity,
            ..Finding::default()
        }
    }

    fn close(self) {
        let Subject { report, at, held, found, lacking } = self;
        if found == 0 && held > 0 {
            let plural = if held == 1 { "" } else { "s" };
            let message = report.say(format_args!("holds ({held} comparison{plural})"), format_args!("成立（比较{held}处）"));
            let entry = report.entry(Status::Pass, message);
            report.entries.push(Check { inputs: vec![at.pointer()], ..entry });
        }
        if !lacking.is_empty() {
            let message = report.say(
                format_args!("cannot be compared: a value is missing or could not be read"),
                format_args!("无法比较：缺少数据或数据无法识别"),
            );
            let entry = report.entry(Status::InsufficientData, message);
            report.entries.push(Check { inputs: lacking, ..entry });
        }
    }
}

/// 30 + 2 = 32; of long sums the first terms.
fn terms(parts: &[Figure], sum: &str) -> String {
    const MOST: usize = 6;
    let plain: Vec<&Figure> = parts.iter().filter(|part| !part.printed.is_zero()).collect();
    let shown: Vec<String> = match plain.len() {
        0 => parts.iter().take(1).map(Figure::to_string).collect(),
        _ => plain.iter().take(MOST).map(|part| part.to_string()).collect(),
    };
    let more = if plain.len() > MOST { format!(" + … ({})", plain.len()) } else { String::new() };
    match (shown.len(), shown.first()) {
        (1, Some(only)) if only == sum => sum.to_owned(),
        _ => format!("{}{more} = {sum}", shown.join(" + ")),
    }
}
