//! The enumerations of the JSON contract: lower-case snake case in JSON, the Chinese label beside them in the record.

use schemars::JsonSchema;
use serde::Serialize;

/// Declares an enumeration of the contract: lower-case snake case in JSON.
macro_rules! enumeration {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant,)* }
    )*};
}

enumeration! {
    /// How the reading of a document ended.
    Outcome {
        /// Everything was claimed and typed.
        Complete,
        /// Some residue or untyped values.
        Partial,
        /// No layout fits.
        Unknown,
        /// It could not be read; `error` says why.
        Failed,
        /// Not a document: a picture, a readme.
        Skipped,
    }
    /// The time that a goal or indicator speaks of.
    Horizon {
        /// 年度
        Annual,
        /// 中期
        MidTerm,
        /// 长期
        LongTerm,
        /// 总体
        Overall,
    }
    /// 一级指标
    Level1 {
        /// 产出
        Output,
        /// 效益
        Benefit,
        /// 满意度
        Satisfaction,
        /// 成本
        Cost,
        /// Anything else that is printed as a level 1.
        Other,
    }
    /// 二级指标
    Level2 {
        /// 数量
        Quantity,
        /// 质量
        Quality,
        /// 时效
        Timeliness,
        /// 成本
        Cost,
        /// 经济成本
        EconomicCost,
        /// 社会成本
        SocialCost,
        /// 生态环境成本
        EcologicalCost,
        /// 经济效益
        EconomicBenefit,
        /// 社会效益
        SocialBenefit,
        /// 生态效益
        EcologicalBenefit,
        /// 可持续影响
        SustainableImpact,
        /// (服务对象)满意度
        RecipientSatisfaction,
        /// Anything else that is printed as a level 2.
        Other,
    }
    /// 指标属性
    Measure {
        /// 定量指标
        Quantitative,
        /// 定性指标
        Qualitative,
    }
    /// What a form is for.
    FormKind {
        /// Targets for a coming year.
        Target,
        /// 自评: what was reached; its actual values and scores never become targets.
        SelfEvaluation,
    }
    /// The side of a table that prints revenue and expenditure beside each other.
    Side {
        /// 收入
        Revenue,
        /// 支出
        Expenditure,
    }
    /// What a budget table row is.
    RowKind {
        /// 合计
        Total,
        /// A code of 3 digits.
        Class,
        /// A code of 5 digits.
        Subclass,
        /// A code of 7 digits.
        Item,
        /// Any other line.
        Line,
    }
    /// What a budget table shows, by its title.
    TableKind {
        /// 部门收支总体情况表
        RevenueExpenditureSummary,
        /// 部门收入总体情况表
        RevenueSummary,
        /// 部门支出总体情况表
        ExpenditureSummary,
        /// 财政拨款收支总体情况表
        FiscalAppropriationSummary,
        /// 一般公共预算支出情况表
        GeneralPublicBudgetExpenditure,
        /// 一般公共预算基本支出情况表
        GeneralPublicBudgetBasicExpenditure,
        /// “三公”经费支出情况表
        ThreePublicExpenses,
        /// 政府性基金预算支出情况表
        GovernmentFundExpenditure,
        /// 国有资本经营预算支出情况表
        StateCapitalExpenditure,
        /// Another titled budget table.
        Other,
    }
}

macro_rules! defaults {
    ($($name:ident :: $variant:ident),*) => {$(
        impl Default for $name { fn default() -> Self { Self::$variant } }
    )*};
}
defaults!(Outcome::Complete, FormKind::Target, TableKind::Other, RowKind::Line);
