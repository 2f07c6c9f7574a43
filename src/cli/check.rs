//! `gongkai check`: the consistency rules as a linter, findings under the text that they are about.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::Args;
use gongkai::check::Language;
use gongkai::model::record::Outcome;

use super::findings::{self, Format, Page, Selection, Writer};
use super::isolation::Isolation;
use super::language::{self, Lang};
use super::one::Reading;
use super::output::Output;
use super::report::{self, Stop};
use super::select::Selector;
use super::{must_exist, ordered};
use crate::isolate::findings::Findings;
use crate::isolate::{Name, Workers};
use crate::read::{self, Document};

/// Check documents against the consistency rules and show what does not fit together
///
/// Each finding names its rule, shows the lines of the text (as `gongkai text` prints it) with every value of the
/// comparison underlined, and says what was expected, what was found, and, where several sums fail together, which
/// printed number would repair most of them. `gongkai rules` lists the rules, `gongkai rules B06` explains one.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckCommand {
    /// Files, folders, archives, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Show only these: rule ids (B06), letters (B), names, or severities (fail, warn, info)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<Selector>,

    /// Leave these out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<Selector>,

    /// Exit with 1 on findings of these rules, or of this severity or a worse one; never: whatever is found
    #[arg(long, value_name = "RULES", value_delimiter = ',', default_value = "fail")]
    fail_on: Vec<Selector>,

    /// The language of messages [default: of the locale]
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,

    /// Documents read at a time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    isolation: Isolation,

    /// Say nothing but findings and errors
    #[arg(short, long)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai check disclosures/
  gongkai check --select F,B07 --fail-on warn form.txt
  gongkai check --format sarif in/ > findings.sarif
  gongkai check --lang zh form.txt

Exit codes: 0 no finding that --fail-on names, 1 such findings, 2 could not run (bad arguments, no such
path, no documents), 3 some documents could not be read (whatever was found in the others).";

/// What one document leaves behind.
#[derive(Default)]
struct Done {
    outcome: Outcome,
    part: String,
    rules: Vec<&'static str>,
    fails: bool,
    complaint: Option<String>,
}

/// What all documents together came to.
#[derive(Default)]
struct Sum {
    read: usize,
    failed: usize,
    skipped: usize,
    with_findings: usize,
    rules: BTreeMap<&'static str, usize>,
    fails: bool,
}

impl CheckCommand {
    /// Checks everything.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let language = language::language(self.lang);
        self.paths.iter().try_for_each(|path| must_exist(path))?;
        if self.paths.iter().filter(|path| *path == Path::new("-")).count() > 1 {
            return Err(Stop::Run("-: expected standard input once, found it several times".to_owned()));
        }
        let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
        let writer = Writer::new(self.format, language, colour);
        let mut output = Output::to(None)?;
        output.write(writer.head().as_bytes())?;
        let sum = self.check(&writer, language, &mut output)?;
        if sum.read + sum.failed + sum.skipped == 0 {
            let places: Vec<_> = self.paths.iter().map(|path| path.to_string_lossy()).collect();
            return Err(Stop::Run(format!("{}: expected documents to check, found none", report::shown(&places.join(", ")))));
        }
        output.write(writer.tail().as_bytes())?;
        if self.format == Format::Text && !self.quiet {
            output.write(sum.by_rule(language).as_bytes())?;
        }
        output.finish()?;
        if !self.quiet {
            report::note(&sum.said(language));
        }
        Ok(match () {
            () if sum.failed > 0 => ExitCode::from(3),
            () if sum.fails => ExitCode::FAILURE,
            () => ExitCode::SUCCESS,
        })
    }

    fn check(&self, writer: &Writer, language: Language, output: &mut Output) -> Result<Sum, Stop> {
        let workers = self.isolation.checkers(&self.reading, language)?;
        let selection = Selection { select: self.select.clone(), ignore: self.ignore.clone(), fail_on: self.fail_on.clone() };
        let limits = self.reading.limits(super::output::identities(None));
        let loaded = read::documents(self.paths.clone(), limits).map(|document| (document.content.as_ref().map_or(0, Vec::len), document));
        let jobs = self.jobs.or_else(|| available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let mut sum = Sum::default();
        ordered::run(
            jobs,
            loaded,
            |document| one(document, &workers, &selection, writer),
            |done| {
                let done = done?;
                if let Some(complaint) = &done.complaint {
                    report::error(complaint);
                }
                if !done.part.is_empty() && sum.with_findings > 0 {
                    output.write(writer.joint().as_bytes())?;
                }
                sum.count(&done);
                output.write(done.part.as_bytes())
            },
        )?;
        Ok(sum)
    }
}

fn one(document: Document, workers: &Workers, selection: &Selection, writer: &Writer) -> Result<Done, Stop> {
    let Document { path, raw_name, content, .. } = document;
    let name = Name { path: &path, raw_name: raw_name.as_deref() };
    let path = report::shown(&path);
    let bytes = match content {
        Ok(bytes) => bytes,
        Err(problem) if problem.skipped => return Ok(Done { outcome: Outcome::Skipped, ..Done::default() }),
        Err(problem) => {
            let complaint = Some(report::line(&path, &problem.message, problem.code));
            return Ok(Done { outcome: Outcome::Failed, complaint, ..Done::default() });
        }
    };
    let reading = workers.read(name, &bytes);
    let reading = reading.map_err(|error| Stop::Run(format!("{path}: expected a worker process to read it, found: {error}")))?;
    let outcome = reading.outcome;
    if matches!(outcome, Outcome::Failed | Outcome::Skipped) {
        let failure = reading.error.filter(|_| outcome == Outcome::Failed);
        let complaint = failure.map(|failure| report::line(&path, &failure.message, &failure.code));
        return Ok(Done { outcome, complaint, ..Done::default() });
    }
    let failed = |error: serde_json::Error| Stop::Run(format!("{path}: expected its findings, found: {error}"));
    let found: Findings = serde_json::from_slice(&reading.json).map_err(failed)?;
    let page = Page::new(&found.text);
    let findings = findings::findings(&found.list, &path, |rule, severity| selection.shows(rule, severity));
    Ok(Done {
        outcome,
        complaint: None,
        part: writer.part(&findings, &page).map_err(failed)?,
        rules: findings.iter().map(|finding| finding.rule.id).collect(),
        fails: findings.iter().any(|finding| selection.fails(finding.rule, finding.severity)),
    })
}

impl Sum {
    fn count(&mut self, done: &Done) {
        match done.outcome {
            Outcome::Failed => self.failed += 1,
            Outcome::Skipped => self.skipped += 1,
            _ => self.read += 1,
        }
        self.with_findings += usize::from(!done.rules.is_empty());
        self.fails |= done.fails;
        done.rules.iter().for_each(|rule| *self.rules.entry(rule).or_default() += 1);
    }

    /// How many findings of each rule, most first.
    fn by_rule(&self, language: Language) -> String {
        let mut rules: Vec<(&&str, &usize)> = self.rules.iter().collect();
        rules.sort_by_key(|(id, count)| (std::cmp::Reverse(**count), **id));
        let line = |(id, count): (&&str, &usize)| {
            let rule = gongkai::check::RULES.iter().find(|rule| rule.id == *id)?;
            Some(format!("{count:>5}  {id} {:32} {}\n", rule.name, rule.holds.in_language(language)))
        };
        rules.into_iter().filter_map(line).collect()
    }

    fn said(&self, language: Language) -> String {
        let Self { read, failed, skipped, with_findings, .. } = self;
        let findings: usize = self.rules.values().sum();
        let s = |count: usize| if count == 1 { "" } else { "s" };
        match language {
            Language::English => format!(
                "{findings} finding{} in {with_findings} of {read} document{} checked, {failed} failed, {skipped} skipped",
                s(findings),
                s(*read)
            ),
            Language::Chinese => {
                format!("检查{read}份文件，{with_findings}份有问题，共{findings}处；无法读取{failed}份，跳过{skipped}份")
            }
        }
    }
}
