//! The compiled words of one layout: what the rooms ask when they meet a text.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::beginnings::Beginnings;
use super::fold::{fold_into, folded};
use super::keys::{AmountWord, BudgetColumn, Meaning, Role, RowWord, ScoreWord, Sign, SignWord, TableColumn, TitleWord, UnitWord, Word};
use super::labels::Labels;
use super::lexicon::Lexicon;
use super::reader::{List, Spelling};
use super::source::Words;
use crate::model::record::{Level1, Level2, Side, TableKind};

/// Words before, between and behind numbers, longest first.
#[derive(Debug)]
pub struct Signs {
    pub(crate) before: Vec<(String, Sign)>,
    /// Those words where a text begins with them.
    pub(crate) leading: Beginnings<Sign>,
    /// Those words as they are compared.
    pub(crate) folded: Lexicon<Sign>,
    pub(crate) behind: Vec<(String, Sign)>,
    pub(crate) about_before: Beginnings<()>,
    pub(crate) about_between: Beginnings<()>,
    pub(crate) about_behind: Vec<String>,
    pub(crate) by_behind: Vec<String>,
    pub(crate) range_between: Beginnings<()>,
}

/// Units of money, longest first, and the words around amounts.
#[derive(Debug)]
pub struct Money {
    /// Unit → yuan.
    pub yuan: BTreeMap<String, u32>,
    /// As printed and the unit it stands for.
    pub(crate) printed: Beginnings<String>,
    pub(crate) before: Beginnings<()>,
    pub(crate) behind: Vec<String>,
}

/// Words of titles, folded.
#[derive(Debug)]
#[allow(missing_docs)] // docs/grammars.md says what each list is
pub struct Titles {
    pub project: Vec<String>,
    pub self_evaluation: Vec<String>,
    pub department: Vec<String>,
    pub booklet: Vec<String>,
    pub document: Vec<String>,
    pub ends: Vec<String>,
    pub empty: Vec<String>,
    pub form: Vec<String>,
    pub budget: Vec<String>,
    pub chapter: Vec<String>,
    pub numbered: Vec<String>,
}

/// A kind of budget table and the words its title must hold.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The kind.
    pub kind: TableKind,
    /// All of them.
    pub words: Vec<String>,
}

/// The words of one layout.
#[derive(Debug)]
pub struct Vocabulary {
    /// Labels of fields, goals and sections.
    pub labels: Labels<Meaning>,
    /// Headers of indicator tables.
    pub columns: Labels<Role>,
    /// Headers of the other tables of forms.
    pub tables: Labels<TableColumn>,
    /// Headers of budget tables.
    pub budget_columns: Labels<BudgetColumn>,
    /// Kinds of budget table in order of trial.
    pub budget_kinds: Vec<Kind>,
    /// Folded words that mark a revenue line.
    pub revenue: Vec<String>,
    /// Folded words that mark an expenditure line.
    pub expenditure: Vec<String>,
    /// Level 1 words.
    pub level1: Lexicon<Level1>,
    /// Level 2 words.
    pub level2: Lexicon<Level2>,
    /// Level words of either kind, for running text.
    pub levels: Labels<()>,
    /// 指标 of 产出指标: level words that end so are no other words.
    pub level_endings: Vec<String>,
    /// 填 of （必填）: brackets behind a level word that hold it are notes.
    pub level_notes: Vec<String>,
    /// Comparison signs.
    pub signs: Signs,
    /// Units of money.
    pub money: Money,
    /// 万 and 亿.
    pub scales: Beginnings<u32>,
    /// Base units, longest first.
    pub units: Beginnings<()>,
    /// Joints of compound units.
    pub joints: Beginnings<()>,
    /// Characters that no unit holds.
    pub no_unit: Vec<String>,
    /// Words before the full score of a scoring sentence, in order of trial.
    pub full_score: Vec<String>,
    /// Words between such a word and the number.
    pub score_between: Vec<String>,
    /// Cells that stand for nothing.
    pub placeholders: Lexicon<()>,
    /// 定量
    pub quantitative: Lexicon<()>,
    /// 定性
    pub qualitative: Lexicon<()>,
    /// 是
    pub yes: Lexicon<()>,
    /// 否
    pub no: Lexicon<()>,
    /// 合计
    pub totals: Lexicon<()>,
    /// Usual values of 指标值设置依据.
    pub bases: Lexicon<()>,
    /// Usual values of 指标赋分规则.
    pub scorings: Lexicon<()>,
    /// Usual values of 佐证资料.
    pub evidences: Lexicon<()>,
    /// Usual rows of 项目支出明细.
    pub expenditure_rows: Lexicon<()>,
    /// Words of targets that are no quantity.
    pub qualities: Vec<String>,
    /// Beginnings of notes.
    pub notes: Vec<String>,
    /// Labels of the publishing body.
    pub body_labels: Lexicon<()>,
    /// 目标 of 目标1：
    pub item_heads: Vec<String>,
    /// 指标 of 指标1：
    pub indicator_heads: Vec<String>,
    /// 截止: the year behind it is the last.
    pub until: Vec<String>,
    /// Words of titles.
    pub titles: Titles,
    /// Every spelling with its place; those of labels and headers know their number.
    pub spellings: Vec<Arc<Spelling>>,
}

impl Vocabulary {
    /// The words of several files; what is spelled in a later one wins.
    pub fn compile(files: &[&Words]) -> Self {
        let mut spellings: Vec<Arc<Spelling>> = Vec::new();
        let mut number = |spelling: &Arc<Spelling>| {
            spellings.push(Arc::clone(spelling));
            (spellings.len() - 1) as u32
        };
        let (mut labels, mut columns) = (Labels::default(), Labels::default());
        let (mut tables, mut budget_columns, mut levels) = (Labels::default(), Labels::default(), Labels::default());
        for file in files {
            let fields = file.fields.iter().map(|(key, spelling)| (Meaning::Field(*key), spelling));
            let goals = file.goals.iter().map(|(key, spelling)| (Meaning::Goal(*key), spelling));
            let sections = file.sections.iter().map(|(key, spelling)| (Meaning::Section(*key), spelling));
            fields.chain(goals).chain(sections).for_each(|(meaning, spelling)| labels.add(&spelling.text, meaning, number(spelling)));
            file.columns.iter().for_each(|(role, spelling)| columns.add(&spelling.text, *role, number(spelling)));
            file.tables.iter().for_each(|(column, spelling)| tables.add(&spelling.text, *column, number(spelling)));
            file.budget_columns.iter().for_each(|(column, spelling)| budget_columns.add(&spelling.text, *column, number(spelling)));
            let words = file.level1.iter().map(|(_, spelling)| spelling).chain(file.level2.iter().map(|(_, spelling)| spelling));
            words.for_each(|spelling| levels.add(&spelling.text, (), number(spelling)));
        }
        for file in files {
            spellings.extend(file.others().cloned());
        }
        let words = |word: Word| listed(files, |file| &file.words, word);
        let set = |word: Word| words(word).map(|word| fold_into(&word)).collect::<Lexicon<()>>();
        let units = |word: UnitWord| listed(files, |file| &file.units, word);
        let scores = |word: ScoreWord| listed(files, |file| &file.scores, word).collect();
        Self {
            labels,
            columns,
            tables,
            budget_columns,
            budget_kinds: kinds(files),
            revenue: listed(files, |file| &file.sides, Side::Revenue).map(|word| fold_into(&word)).collect(),
            expenditure: listed(files, |file| &file.sides, Side::Expenditure).map(|word| fold_into(&word)).collect(),
            level1: meanings(files, |file| &file.level1),
            level2: meanings(files, |file| &file.level2),
            levels,
            level_endings: words(Word::LevelEndings).collect(),
            level_notes: words(Word::LevelNotes).collect(),
            signs: signs(files),
            money: money(files),
            scales: files.iter().rev().flat_map(|file| &file.scales).map(|(spelling, value)| (spelling.text.clone(), *value)).collect(),
            units: longest_first(units(UnitWord::Base)).into_iter().collect(),
            joints: units(UnitWord::Joints).collect(),
            no_unit: units(UnitWord::NoUnit).collect(),
            full_score: scores(ScoreWord::Full),
            score_between: scores(ScoreWord::Between),
            placeholders: set(Word::Placeholders),
            quantitative: set(Word::Quantitative),
            qualitative: set(Word::Qualitative),
            yes: set(Word::Yes),
            no: set(Word::No),
            totals: set(Word::Totals),
            bases: set(Word::Bases),
            scorings: set(Word::Scorings),
            evidences: set(Word::Evidences),
            expenditure_rows: listed(files, |file| &file.rows, RowWord::Expenditures).map(|word| fold_into(&word)).collect(),
            qualities: words(Word::Qualities).map(|word| fold_into(&word)).collect(),
            notes: words(Word::Notes).map(|word| fold_into(&word)).collect(),
            body_labels: set(Word::BodyLabels),
            item_heads: words(Word::ItemHeads).collect(),
            indicator_heads: words(Word::IndicatorHeads).collect(),
            until: words(Word::Until).collect(),
            titles: titles(files),
            spellings,
        }
    }

    /// What a level 2 label means: its own spelling, or one that ends in a spelling of satisfaction (读者满意度).
    pub fn level2_of(&self, folded: &str) -> Option<Level2> {
        let satisfaction = |(word, level): (&str, &Level2)| *level == Level2::RecipientSatisfaction && folded.ends_with(word);
        self.level2.get(folded).copied().or_else(|| self.level2.iter().any(satisfaction).then_some(Level2::RecipientSatisfaction))
    }

    /// Whether a cell's text stands for nothing.
    pub fn is_placeholder(&self, text: &str) -> bool {
        // The longest placeholder has few characters; do not fold long cells.
        text.len() <= 16 && self.placeholders.contains(&folded(text))
    }

    /// Whether a folded level word cannot be the end of another word: 产出指标, but not 成本.
    pub fn is_full_level(&self, folded: &str) -> bool {
        self.level_endings.iter().any(|ending| folded.ends_with(ending.as_str()))
    }

    /// A folded level label without （必填） behind it.
    pub fn without_note<'a>(&self, folded: &'a str) -> &'a str {
        match folded.ends_with(')').then(|| folded.find('(')).flatten() {
            Some(at) if at > 0 && self.is_level_note(&folded[at..]) => &folded[..at],
            _ => folded,
        }
    }

    /// Whether what stands in brackets behind a level word is a note: （必填）
    pub fn is_level_note(&self, text: &str) -> bool {
        let inner = text.trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）') || c.is_whitespace());
        self.level_notes.iter().any(|word| match word.chars().nth(1) {
            Some(_) => inner.contains(word.as_str()),
            // A word of one character stands behind a number: （20分） is a note, （含分散养殖） is none.
            None => inner.strip_suffix(word.as_str()).is_some_and(|before| before.ends_with(char::is_numeric)),
        })
    }
}

/// The spellings under one key, in the order of the files; one that a later file repeats counts once.
fn listed<'a, K: PartialEq + 'a>(
    files: &'a [&Words],
    list: impl Fn(&'a Words) -> &'a List<K> + 'a,
    key: K,
) -> impl Iterator<Item = String> + 'a {
    let mut seen = HashSet::new();
    let spellings = files.iter().flat_map(move |file| list(file)).filter(move |(own, _)| *own == key);
    spellings.map(|(_, spelling)| spelling.text.as_str()).filter(move |text| seen.insert(*text)).map(str::to_owned)
}

fn meanings<'a, K: Copy + 'a>(files: &[&'a Words], list: impl Fn(&'a Words) -> &'a List<K>) -> Lexicon<K> {
    files.iter().flat_map(|file| list(file)).map(|(key, spelling)| (fold_into(&spelling.text), *key)).collect()
}

fn longest_first(list: impl Iterator<Item = String>) -> Vec<String> {
    let mut list: Vec<String> = list.collect();
    list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    list
}

/// A later file's kinds are tried first.
fn kinds(files: &[&Words]) -> Vec<Kind> {
    let kinds = files.iter().rev().flat_map(|file| &file.kinds);
    kinds.map(|(kind, words)| Kind { kind: *kind, words: words.iter().map(|word| word.text.clone()).collect() }).collect()
}

fn signs(files: &[&Words]) -> Signs {
    let list = |word: SignWord| longest_first(listed(files, |file| &file.signs, word));
    let with = |lists: &[(SignWord, Sign)]| {
        let all = lists.iter().flat_map(|(word, sign)| list(*word).into_iter().map(move |word| (word, *sign)));
        let mut all: Vec<(String, Sign)> = all.collect();
        all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        all
    };
    let before = with(&[
        (SignWord::AtLeast, Sign::AtLeast),
        (SignWord::AtMost, Sign::AtMost),
        (SignWord::More, Sign::More),
        (SignWord::Less, Sign::Less),
        (SignWord::Equal, Sign::Equal),
    ]);
    Signs {
        leading: before.iter().cloned().collect(),
        // Of equal words the first counts.
        folded: before.iter().rev().map(|(word, sign)| (fold_into(word), *sign)).collect(),
        before,
        behind: with(&[(SignWord::AtLeastBehind, Sign::AtLeast), (SignWord::AtMostBehind, Sign::AtMost)]),
        about_before: list(SignWord::AboutBefore).into_iter().collect(),
        about_between: list(SignWord::AboutBetween).into_iter().collect(),
        about_behind: list(SignWord::AboutBehind),
        by_behind: list(SignWord::ByBehind),
        range_between: list(SignWord::RangeBetween).into_iter().collect(),
    }
}

fn money(files: &[&Words]) -> Money {
    let yuan: BTreeMap<String, u32> =
        files.iter().flat_map(|file| &file.money).map(|(spelling, value)| (spelling.text.clone(), *value)).collect();
    // A later file's come first, so that they win.
    let short = files.iter().rev().flat_map(|file| &file.short).map(|(spelling, unit)| (spelling.text.clone(), unit.clone()));
    let mut printed: Vec<(String, String)> = yuan.keys().map(|unit| (unit.clone(), unit.clone())).chain(short).collect();
    printed.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let words = |word: AmountWord| longest_first(listed(files, |file| &file.amounts, word));
    Money {
        yuan,
        printed: printed.into_iter().collect(),
        before: words(AmountWord::Before).into_iter().collect(),
        behind: words(AmountWord::Behind),
    }
}

fn titles(files: &[&Words]) -> Titles {
    let list = |word: TitleWord| listed(files, |file| &file.titles, word).map(|word| fold_into(&word)).collect();
    Titles {
        project: list(TitleWord::Project),
        self_evaluation: list(TitleWord::SelfEvaluation),
        department: list(TitleWord::Department),
        booklet: list(TitleWord::Booklet),
        document: list(TitleWord::Document),
        ends: list(TitleWord::Ends),
        empty: list(TitleWord::Empty),
        form: list(TitleWord::Form),
        budget: list(TitleWord::Budget),
        chapter: list(TitleWord::Chapter),
        numbered: list(TitleWord::Numbered),
    }
}
