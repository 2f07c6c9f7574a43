//! The keys of grammar files: what a spelling can mean. Their names in the files are these, in snake case.

use serde::Deserialize;

use crate::model::record::Horizon;

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
        History, HistoryGroup, Remark, Project, ProjectCode, ProjectUnit, ProjectTotal, ProjectGoal,
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
    /// Rows of a form's tables.
    RowWord { Expenditures }
    /// Words before, between and behind numbers.
    SignWord {
        AtLeast, AtMost, More, Less, Equal, AtLeastBehind, AtMostBehind, AboutBefore, AboutBetween, AboutBehind, ByBehind, RangeBetween,
    }
    /// Words of units.
    UnitWord { Base, Joints, NoUnit }
    /// Words around amounts.
    AmountWord { Before, Behind }
    /// Words of scoring sentences.
    ScoreWord { Full, Between }
    /// Words of cells and lines.
    Word {
        Placeholders, Quantitative, Qualitative, Yes, No, Totals, Bases, Scorings, Evidences, Qualities, Notes, BodyLabels, ItemHeads,
        IndicatorHeads, Until, LevelEndings, LevelNotes,
    }
    /// Words of titles.
    TitleWord { Project, SelfEvaluation, Department, Booklet, Document, Ends, Empty, Form, Budget, Chapter, Numbered }
    /// Where a project form begins: at its title, at its 项目名称, or at a table whose first cell says so, where everything is
    /// labelled cells.
    Begins { Title, Name, Cells }
    /// Where the title of a project form stands: before it (or inside it where forms begin at 项目名称), or behind it with its
    /// year, on each of its pages.
    TitlePlace { Before, Behind }
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
