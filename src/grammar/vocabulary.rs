//! The compiled words of one layout: what the rooms ask when they meet a text.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::fold::fold_into;
use super::labels::Labels;
use super::source::{GrammarError, KindFile, LayoutFile, SignsFile, TitlesFile, VocabularyFile};
use crate::model::record::{Horizon, Level1, Level2};

macro_rules! keys {
    ($($(#[$meta:meta])* $name:ident { $($variant:ident),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // the contract's own keys
        pub enum $name { $($variant),* }
    )*};
}

keys! {
    /// What a label's value is, by the contract's key.
    Field {
        Name, Code, CompetentDepartment, ImplementingUnit, OrganizationCode, Address, Phone, PostalCode, LegalRepresentative,
        FundingSource, Profile, Leader, Attribute, Type, Category, Term, StartYear, EndYear, Functions, Basis, Overview, Content,
        FundingArrangement, Plan, Results, Calculation, Notes, FundsTotal, FundsFiscal, FundsOther, Other, DepartmentName, Preparer,
        Mandate, AnnualTasks,
    }
    /// What a head opens.
    Section {
        Structure, IndicatorsAnnual, IndicatorsLongTerm, FundingSources, Expenditures, Procurement, GoalList, DepartmentFunds,
        DepartmentProjects, DepartmentGoals, BlockLongTerm, BlockAnnual,
    }
    /// What an indicator column holds.
    Role {
        Head, GoalName, Level1, Level2, Name, Operator, Target, Unit, Reading, Measure, Weight, Scoring, Description, Basis, Evidence,
        History, HistoryGroup, Remark,
    }
    /// What a column of another table in a form holds.
    TableColumn {
        YearAmount, RowHead, Remark, Amount, GoalName, GoalText, Item, IsNewAsset, Quantity, ProjectName, ProjectType, TotalBudget,
        AnnualBudget, ProjectDescription, Current, Share, Recent, TotalFunds, Revenue, Expenditure,
    }
    /// What a budget table column holds.
    BudgetColumn {
        Code, Name, Budget, Total, GeneralPublicBudget, GovernmentFund, StateCapital, SpecialAccount, OtherFunds, CarriedOver, Basic,
        Project, Operating, Other, CarriedForward, Personnel, Public, TransferUp, SubsidyDown, Business, Groups,
    }
}

keys! {
    /// What a cell of a layout of labelled cells names, beside fields, goals and columns.
    Mark {
        Record, Project, Department, BudgetTable, Goals, Indicators, Review, Title, Organization, Source, Origin, FiscalYear, FormKind,
        Target, SelfEvaluation, Unit, Inherited, Number, Kind, Horizon, Block, OtherFields, Revenue, Expenditure, Side, Label, Value,
        Amount, GoalLabel, GoalName, GoalText, Key, Code, Name, Current, Share, IsNewAsset, Yes, No, Quantity, Item, None,
    }
}

impl Field {
    /// Whether its value may be several paragraphs.
    pub fn is_text(self) -> bool {
        use Field::*;
        matches!(
            self,
            Profile | Basis | Overview | Content | FundingArrangement | Plan | Results | Calculation | Notes | Mandate | AnnualTasks
        )
    }

    /// Whether its value is an amount of money.
    pub fn is_amount(self) -> bool {
        matches!(self, Field::FundsTotal | Field::FundsFiscal | Field::FundsOther)
    }

    /// Whether it belongs to department forms only.
    pub fn of_department(self) -> bool {
        matches!(self, Field::DepartmentName | Field::Preparer | Field::Mandate | Field::AnnualTasks)
    }
}

/// What a label means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A value stands under it.
    Field(Field),
    /// A goal stands under it.
    Goal(Horizon),
    /// It opens a section.
    Section(Section),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sign {
    AtLeast,
    AtMost,
    More,
    Less,
    Equal,
}

impl Sign {
    /// As the contract prints it.
    pub fn printed(self) -> &'static str {
        match self {
            Sign::AtLeast => ">=",
            Sign::AtMost => "<=",
            Sign::More => ">",
            Sign::Less => "<",
            Sign::Equal => "=",
        }
    }
}

/// Lists of spellings, longest first.
#[derive(Debug)]
pub struct Signs {
    pub(crate) before: Vec<(String, Sign)>,
    pub(crate) behind: Vec<(String, Sign)>,
    pub(crate) about_before: Vec<String>,
    pub(crate) about_between: Vec<String>,
    pub(crate) about_behind: Vec<String>,
    pub(crate) by_behind: Vec<String>,
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
    pub budget_kinds: Vec<KindFile>,
    /// Folded words that mark a revenue line.
    pub revenue: Vec<String>,
    /// Folded words that mark an expenditure line.
    pub expenditure: Vec<String>,
    /// Level 1 words.
    pub level1: HashMap<String, Level1>,
    /// Level 2 words.
    pub level2: HashMap<String, Level2>,
    /// Level words of either kind, for running text.
    pub levels: Labels<()>,
    /// Comparison signs.
    pub signs: Signs,
    /// Unit of money → yuan.
    pub money: BTreeMap<String, u32>,
    /// Base units, longest first.
    pub units: Vec<String>,
    /// Joints of compound units.
    pub joints: Vec<String>,
    /// Cells that stand for nothing.
    pub placeholders: HashSet<String>,
    /// 定量
    pub quantitative: HashSet<String>,
    /// 定性
    pub qualitative: HashSet<String>,
    /// 是
    pub yes: HashSet<String>,
    /// 否
    pub no: HashSet<String>,
    /// 合计
    pub totals: HashSet<String>,
    /// Usual values of 指标值设置依据.
    pub bases: HashSet<String>,
    /// Usual values of 指标赋分规则.
    pub scorings: HashSet<String>,
    /// Usual values of 佐证资料.
    pub evidences: HashSet<String>,
    /// Usual rows of 项目支出明细.
    pub expenditure_rows: HashSet<String>,
    /// Words of targets that are no quantity.
    pub qualities: Vec<String>,
    /// Beginnings of notes.
    pub notes: Vec<String>,
    /// Labels of the publishing body.
    pub body_labels: HashSet<String>,
    /// 目标 of 目标1：
    pub item_heads: Vec<String>,
    /// 指标 of 指标1：
    pub indicator_heads: Vec<String>,
    /// Words of titles.
    pub titles: TitlesFile,
}

impl Vocabulary {
    /// The shared words with a layout's own on top.
    pub fn compile(path: &str, shared: &VocabularyFile, layout: &LayoutFile) -> Result<Self, GrammarError> {
        let mut labels = Labels::default();
        for (fields, goals, sections, own) in
            [(&shared.fields, &shared.goals, &shared.sections, false), (&layout.fields, &layout.goals, &layout.sections, true)]
        {
            let meanings = each(fields, Meaning::Field).chain(each(goals, Meaning::Goal)).chain(each(sections, Meaning::Section));
            add_all(path, &mut labels, meanings, own)?;
        }
        let mut columns = Labels::default();
        // A head may be spelled like a column; the column wins only where a layout says so.
        for (known, own) in [(&shared.columns, false), (&layout.columns, true)] {
            add_all(path, &mut columns, each(known, |role| role), own)?;
        }
        let mut tables = Labels::default();
        for (spelling, meaning) in each(&shared.tables, |column| column) {
            // 备注 or 项目支出明细 mean the same in whichever table they stand; the table decides.
            tables.add(spelling, meaning);
        }
        let mut budget_columns = Labels::default();
        add_all(path, &mut budget_columns, each(&shared.budget.columns, |column| column), false)?;
        let mut levels = Labels::default();
        for spelling in shared.level1.values().chain(shared.level2.values()).flatten() {
            levels.add(spelling, ());
        }
        Ok(Self {
            labels,
            columns,
            tables,
            budget_columns,
            budget_kinds: shared.budget.kinds.clone(),
            revenue: folded(&shared.budget.sides.revenue).collect(),
            expenditure: folded(&shared.budget.sides.expenditure).collect(),
            level1: words(&shared.level1),
            level2: words(&shared.level2),
            levels,
            signs: signs(&shared.signs),
            money: shared.units.money.clone(),
            units: longest_first(&shared.units.base),
            joints: shared.units.joints.clone(),
            placeholders: folded(&shared.words.placeholders).collect(),
            quantitative: folded(&shared.words.quantitative).collect(),
            qualitative: folded(&shared.words.qualitative).collect(),
            yes: folded(&shared.words.yes).collect(),
            no: folded(&shared.words.no).collect(),
            totals: folded(&shared.words.totals).collect(),
            bases: folded(&shared.words.bases).collect(),
            scorings: folded(&shared.words.scorings).collect(),
            evidences: folded(&shared.words.evidences).collect(),
            expenditure_rows: folded(&shared.rows.expenditures).collect(),
            qualities: folded(&shared.words.qualities).collect(),
            notes: folded(&shared.words.notes).collect(),
            body_labels: folded(&shared.words.body_labels).collect(),
            item_heads: shared.words.item_heads.clone(),
            indicator_heads: shared.words.indicator_heads.clone(),
            titles: TitlesFile {
                project: folded(&shared.titles.project).collect(),
                self_evaluation: folded(&shared.titles.self_evaluation).collect(),
                department: folded(&shared.titles.department).collect(),
                booklet: folded(&shared.titles.booklet).collect(),
                document: folded(&shared.titles.document).collect(),
            },
        })
    }

    /// What a level 2 label means: its own spelling, or one that ends in a spelling of satisfaction (读者满意度).
    pub fn level2_of(&self, folded: &str) -> Option<Level2> {
        let satisfaction = |(word, level): (&String, &Level2)| *level == Level2::RecipientSatisfaction && folded.ends_with(word.as_str());
        self.level2.get(folded).copied().or_else(|| self.level2.iter().any(satisfaction).then_some(Level2::RecipientSatisfaction))
    }

    /// Whether a cell's text stands for nothing.
    pub fn is_placeholder(&self, text: &str) -> bool {
        // The longest placeholder has few characters; do not fold long cells.
        text.len() <= 16 && self.placeholders.contains(&fold_into(text))
    }
}

fn each<'a, K: Copy + 'a, M>(spellings: &'a BTreeMap<K, Vec<String>>, meaning: impl Fn(K) -> M + 'a) -> impl Iterator<Item = (&'a str, M)> {
    spellings
        .iter()
        .flat_map(move |(key, list)| list.iter().map(|spelling| (spelling.as_str(), *key)).collect::<Vec<_>>())
        .map(move |(spelling, key)| (spelling, meaning(key)))
}

/// Adds spellings; one that means two things within one file is an error.
fn add_all<'a, M: Clone + PartialEq + std::fmt::Debug>(
    path: &str,
    labels: &mut Labels<M>,
    spellings: impl Iterator<Item = (&'a str, M)>,
    overrides: bool,
) -> Result<(), GrammarError> {
    for (spelling, meaning) in spellings {
        if let Some(before) = labels.add(spelling, meaning.clone())
            && !overrides
            && before != meaning
        {
            let message = format!("the label \"{spelling}\" means both {before:?} and {meaning:?}; keep one of them");
            return Err(GrammarError { path: path.to_owned(), message });
        }
    }
    Ok(())
}

fn folded(list: &[String]) -> impl Iterator<Item = String> + '_ {
    list.iter().map(|word| fold_into(word))
}

fn words<K: Copy>(spellings: &BTreeMap<K, Vec<String>>) -> HashMap<String, K> {
    spellings.iter().flat_map(|(key, list)| list.iter().map(|word| (fold_into(word), *key))).collect()
}

fn longest_first(list: &[String]) -> Vec<String> {
    let mut list = list.to_vec();
    list.sort_by_key(|word| std::cmp::Reverse(word.len()));
    list
}

fn signs(file: &SignsFile) -> Signs {
    let with = |lists: &[(&Vec<String>, Sign)]| {
        let mut all: Vec<(String, Sign)> = lists.iter().flat_map(|(list, sign)| list.iter().map(|word| (word.clone(), *sign))).collect();
        all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        all
    };
    Signs {
        before: with(&[
            (&file.at_least, Sign::AtLeast),
            (&file.at_most, Sign::AtMost),
            (&file.more, Sign::More),
            (&file.less, Sign::Less),
            (&file.equal, Sign::Equal),
        ]),
        behind: with(&[(&file.at_least_behind, Sign::AtLeast), (&file.at_most_behind, Sign::AtMost)]),
        about_before: longest_first(&file.about_before),
        about_between: longest_first(&file.about_between),
        about_behind: longest_first(&file.about_behind),
        by_behind: longest_first(&file.by_behind),
    }
}
