//! The JSON contract as Rust types: one document, its projects, departments and budget tables.
//!
//! The published JSON Schema is generated from here. Absent is `null` or `[]`; every key is always present when written.
//! Records are read back from their JSON text, numbers by their digits; a key that is not in the contract is an error.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::check::Check;
use super::coverage::Coverage;
use super::finding::Diagnostic;
pub use super::kinds::{FormKind, Horizon, Level1, Level2, Measure, Outcome, RowKind, Side, TableKind};
use super::leaf::{Leaf, Pointer, Trace};
use super::number::Number;
use super::span::Span;
pub use super::values::Values;

/// A string value, or null.
pub type Text = Leaf<String>;

/// Declares a struct of the contract: serialised key by key, and traceable key by key.
macro_rules! record {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident : $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)* }

        impl Trace for $name {
            fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
                $(path.key(stringify!($field), |path| self.$field.trace(path, sink));)*
            }
        }
    )*};
}

/// Values that never point into the text.
macro_rules! untraced {
    ($($type:ty),*) => {$(
        impl Trace for $type { fn trace(&self, _: &mut Pointer, _: &mut dyn FnMut(&str, &[Span])) {} }
    )*};
}
untraced!(String, bool, FormKind, TableKind, RowKind, Option<Side>, serde_json::Value);

record! {
    /// An amount of money as printed, typed, and in yuan.
    Amount {
        /// As printed.
        raw: Text,
        /// The number.
        value: Leaf<Number>,
        /// 元, 万元 or 亿元: of the value, else of its label, else of the table.
        unit: Text,
        /// `value` in yuan; null without a unit.
        yuan: Leaf<Number>,
    }
    /// 项目资金
    Funds {
        /// 年度资金总额
        total: Option<Amount>,
        /// 其中：财政拨款
        fiscal: Option<Amount>,
        /// 其他资金
        other: Option<Amount>,
    }
    /// 支出功能分类
    Function {
        /// Digits of the code.
        code: Text,
        /// Name of the class.
        name: Text,
    }
    /// The narrative sections of a project.
    Narrative {
        /// 立项依据
        basis: Text,
        /// 项目基本概况
        overview: Text,
        /// 项目实施内容
        content: Text,
        /// 资金安排情况
        funding_arrangement: Text,
        /// 项目实施计划
        plan: Text,
        /// 项目实施成效
        results: Text,
        /// 测算依据及说明
        calculation: Text,
        /// 其他说明的问题
        notes: Text,
    }
    /// One cell of a funding or expenditure row.
    YearAmount {
        /// The column's label; null where the text does not tell the columns apart.
        label: Text,
        /// The year in that label.
        year: Leaf<u16>,
        /// The number printed.
        value: Leaf<Number>,
    }
    /// One row of 项目资金来源 or 项目支出明细.
    AmountRow {
        /// The row's label.
        label: Text,
        /// Its cells in column order.
        amounts: Vec<YearAmount>,
    }
    /// One row of 项目采购.
    Procurement {
        /// 采购品目
        item: Text,
        /// 是否属新增资产配置
        is_new_asset: Leaf<bool>,
        /// 数量
        quantity: Leaf<Number>,
        /// 金额
        amount: Option<Amount>,
    }
    /// One numbered part of a goal.
    GoalItem {
        /// 目标1
        label: Text,
        /// Its text.
        text: Text,
    }
    /// A performance goal.
    Goal {
        /// The time it speaks of, by its label.
        horizon: Leaf<Horizon>,
        /// 目标名称, or the label of a numbered goal block.
        name: Text,
        /// The first year printed in its label.
        start_year: Leaf<u16>,
        /// The last year printed in its label.
        end_year: Leaf<u16>,
        /// The whole text.
        text: Text,
        /// The parts, where the text is numbered 目标1：…
        items: Vec<GoalItem>,
    }
    /// What an indicator must reach.
    Target {
        /// As printed (operator, value and unit cells joined).
        raw: Text,
        /// `>=`, `<=`, `>`, `<`, `=` or null.
        operator: Text,
        /// The number; the lower end of a range.
        value: Leaf<Number>,
        /// The upper end of a range.
        value_max: Leaf<Number>,
        /// Without the scale: 人, 元, %, 元/人/年.
        unit: Text,
        /// 10000 for 万, 100000000 for 亿, else 1; null without a value.
        scale: Leaf<u32>,
        /// An ISO date.
        date: Text,
        /// A target in words.
        text: Text,
    }
    /// An earlier value of an indicator.
    Earlier {
        /// The column's label.
        label: Text,
        /// The year printed in it.
        year: Leaf<u16>,
        /// As printed.
        raw: Text,
        /// The number.
        value: Leaf<Number>,
        /// Without the scale.
        unit: Text,
        /// As in a target.
        scale: Leaf<u32>,
    }
    /// One performance indicator.
    Indicator {
        /// Label of the numbered goal block of a department form.
        goal: Text,
        /// As the heading of its block says.
        horizon: Leaf<Horizon>,
        /// 一级指标
        level1: Leaf<Level1>,
        /// As printed.
        level1_label: Text,
        /// 二级指标
        level2: Leaf<Level2>,
        /// As printed, without notes.
        level2_label: Text,
        /// 三级指标
        name: Text,
        /// 指标值
        target: Target,
        /// 指标属性
        measure: Leaf<Measure>,
        /// 分值
        weight: Leaf<Number>,
        /// 评分标准, where it is a text.
        scoring: Text,
        /// 指标内容
        description: Text,
        /// 指标值设置依据
        basis: Text,
        /// 佐证资料
        evidence: Text,
        /// Earlier values in column order.
        history: Vec<Earlier>,
    }
    /// A recognised label–value pair that has no key of its own.
    OtherField {
        /// The label.
        label: Text,
        /// The value.
        value: Text,
    }
    /// One 项目绩效目标 form.
    Project {
        /// As printed, without the project's name before it.
        form_title: Text,
        /// The year of the form.
        fiscal_year: Leaf<u16>,
        /// 项目名称
        name: Text,
        /// 项目代码
        code: Text,
        /// 主管部门
        competent_department: Text,
        /// 实施单位
        implementing_unit: Text,
        /// 组织机构代码
        organization_code: Text,
        /// 地址
        address: Text,
        /// 联系电话
        phone: Text,
        /// 邮政编码
        postal_code: Text,
        /// 法人代表
        legal_representative: Text,
        /// 经费来源
        funding_source: Text,
        /// 单位概况
        profile: Text,
        /// 项目负责人
        leader: Text,
        /// 项目属性
        attribute: Text,
        /// 项目类型
        r#type: Text,
        /// 项目类别
        category: Text,
        /// 项目期
        term: Text,
        /// 项目起始时间
        start_year: Leaf<u16>,
        /// 项目终止时间
        end_year: Leaf<u16>,
        /// 支出功能分类
        functions: Vec<Function>,
        /// The narrative sections.
        narrative: Narrative,
        /// 项目资金
        funds: Funds,
        /// 项目资金来源
        funding_sources: Vec<AmountRow>,
        /// 项目支出明细
        expenditures: Vec<AmountRow>,
        /// 项目采购
        procurement: Vec<Procurement>,
        /// 绩效目标
        goals: Vec<Goal>,
        /// 绩效指标
        indicators: Vec<Indicator>,
        /// Targets or a self-evaluation.
        form_kind: FormKind,
        /// Pairs without a key of their own.
        other_fields: Vec<OtherField>,
    }
    /// An earlier year's sum of a department.
    FundYear {
        /// The year.
        year: Leaf<u16>,
        /// The sum in the form's unit.
        value: Leaf<Number>,
    }
    /// One row of 部门总体资金情况.
    DepartmentFund {
        /// 收入构成 or 支出构成.
        side: Leaf<Side>,
        /// The row's label.
        label: Text,
        /// 当年金额
        current: Leaf<Number>,
        /// 占比 in per cent.
        share: Leaf<Number>,
        /// 近两年收支金额
        history: Vec<FundYear>,
    }
    /// One row of 项目支出情况.
    DepartmentProject {
        /// 项目名称
        name: Text,
        /// 项目类型
        r#type: Text,
        /// 项目总预算
        total_budget: Leaf<Number>,
        /// 项目本年度预算
        annual_budget: Leaf<Number>,
        /// 项目主要支出方向和用途
        description: Text,
    }
    /// One 部门整体支出绩效目标 form.
    Department {
        /// 部门（单位）名称
        name: Text,
        /// 填报人
        preparer: Text,
        /// 联系电话
        phone: Text,
        /// The declared unit of its sums.
        unit: Text,
        /// 部门总体资金情况
        funds: Vec<DepartmentFund>,
        /// 部门职能概述
        mandate: Text,
        /// 年度工作任务
        annual_tasks: Text,
        /// 项目支出情况
        projects: Vec<DepartmentProject>,
        /// 整体绩效总目标, then the numbered blocks.
        goals: Vec<Goal>,
        /// The indicators of the numbered blocks.
        indicators: Vec<Indicator>,
    }
    /// A column of amounts.
    Column {
        /// Unique in its table.
        key: String,
        /// As printed.
        label: Text,
    }
    /// A row, or one side of it.
    BudgetRow {
        /// Null except where revenue and expenditure stand beside each other.
        side: Leaf<Side>,
        /// By the length of its code, or a 合计.
        kind: RowKind,
        /// 科目编码 or 单位编码.
        code: Text,
        /// As printed.
        name: Text,
        /// The amount under each column key.
        values: Values,
    }
    /// One budget table.
    BudgetTable {
        /// By its title.
        kind: TableKind,
        /// The number printed in the title.
        number: Text,
        /// As printed.
        title: Text,
        /// 元, 万元 or null.
        unit: Text,
        /// Whether the unit was taken from a sibling table.
        unit_inherited: bool,
        /// The columns of amounts.
        columns: Vec<Column>,
        /// In printed order.
        rows: Vec<BudgetRow>,
    }
}

/// Where the document came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Path; members of archives as `archive.zip!/folder/name.txt`.
    pub path: String,
    /// Of the document's bytes, in hexadecimal; null where they could not be read.
    pub sha256: Option<String>,
    /// Their number; null where they could not be read.
    pub bytes: Option<u64>,
    /// `text`, `docx`, `doc`, `xlsx`, `xls`, `html`, `pdf`, `rtf`; null where it is none of them.
    pub container: Option<String>,
    /// IANA name for text, else null.
    pub encoding: Option<String>,
    /// The member's undecoded name, escaped, where it had to be decoded.
    pub raw_name: Option<String>,
}

/// What read it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extractor {
    /// The program's version.
    pub version: String,
    /// Id of the grammar; null where no layout was looked for.
    pub grammar: Option<String>,
    /// SHA-256 of the grammar and the vocabulary it builds on.
    pub grammar_sha256: Option<String>,
}

/// Why a document has no record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// A stable, documented code.
    pub code: String,
    /// What was expected and what was found.
    pub message: String,
}

/// One input document: the whole contract.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gongkai document, schema version 1")]
pub struct Record {
    /// `"1"`.
    #[schemars(extend("const" = "1"))]
    pub schema_version: String,
    /// Where it came from.
    pub source: Source,
    /// What read it.
    pub extractor: Extractor,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed or was skipped.
    pub error: Option<Failure>,
    /// Id of the layout, or `unknown`.
    pub layout: String,
    /// The document's title.
    pub title: Text,
    /// The year it is for.
    pub fiscal_year: Leaf<u16>,
    /// The publishing body.
    pub organization: Text,
    /// One for each project form.
    pub projects: Vec<Project>,
    /// One for each department form.
    pub departments: Vec<Department>,
    /// One for each titled budget table.
    pub budget_tables: Vec<BudgetTable>,
    /// Consistency rules evaluated on this document.
    pub checks: Vec<Check>,
    /// What the reader repaired, could not type, or found damaged.
    pub diagnostics: Vec<Diagnostic>,
    /// Every character accounted for.
    pub coverage: Coverage,
    /// Places of the values by JSON Pointer; only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// JSON Pointer → half-open code-point ranges of the canonical text.
pub type Provenance = std::collections::BTreeMap<String, Vec<[usize; 2]>>;

impl Trace for Record {
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
        path.key("title", |path| self.title.trace(path, sink));
        path.key("fiscal_year", |path| self.fiscal_year.trace(path, sink));
        path.key("organization", |path| self.organization.trace(path, sink));
        path.key("projects", |path| self.projects.trace(path, sink));
        path.key("departments", |path| self.departments.trace(path, sink));
        path.key("budget_tables", |path| self.budget_tables.trace(path, sink));
    }
}
