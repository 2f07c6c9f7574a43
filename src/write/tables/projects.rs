//! Project forms, their funding and their procurement.

use super::{At, DOCUMENT, POINTER, POSITION};
use crate::model::number::Number;
use crate::model::record::{Amount, AmountRow, Procurement, Project, Text, YearAmount};
use crate::write::schema::{Cell, json, table, word};

fn raw(amount: &Option<Amount>) -> Cell<'_> {
    amount.as_ref().map_or(Cell::Null, |amount| (&amount.raw).into())
}

fn value(amount: &Option<Amount>) -> Option<Number> {
    amount.as_ref()?.value.value
}

fn unit(amount: &Option<Amount>) -> Cell<'_> {
    amount.as_ref().map_or(Cell::Null, |amount| (&amount.unit).into())
}

fn yuan(amount: &Option<Amount>) -> Option<Number> {
    amount.as_ref()?.yuan.value
}

table! {
    /// One row for each project form.
    PROJECTS = "projects", "One row for each project form 项目（支出）绩效目标表.",
    key ["document_sha256", "position"], indexed ["code", "name"];
    project(at: At<'a>, x: &'a Project);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "pointer": Text = at.pointer, POINTER;
    "form_kind": Text = word(&x.form_kind), "`target`, or `self_evaluation` for 自评";
    "form_title": Text or null = &x.form_title, "Title of the form, without the project's name before it";
    "fiscal_year": Year or null = &x.fiscal_year, "Year of the form 预算年度";
    "name": Text or null = &x.name, "项目名称";
    "code": Text or null = &x.code, "项目代码, 项目编码";
    "competent_department": Text or null = &x.competent_department, "Who answers for it 主管部门";
    "implementing_unit": Text or null = &x.implementing_unit, "Who carries it out 实施单位";
    "organization_code": Text or null = &x.organization_code, "组织机构代码";
    "address": Text or null = &x.address, "地址";
    "phone": Text or null = &x.phone, "联系电话";
    "postal_code": Text or null = &x.postal_code, "邮政编码";
    "legal_representative": Text or null = &x.legal_representative, "法人代表";
    "funding_source": Text or null = &x.funding_source, "Source of funds in words 经费来源";
    "profile": Text or null = &x.profile, "The unit's profile 单位概况";
    "leader": Text or null = &x.leader, "项目负责人";
    "attribute": Text or null = &x.attribute, "项目属性";
    "type": Text or null = &x.r#type, "项目类型";
    "category": Text or null = &x.category, "项目类别";
    "term": Text or null = &x.term, "项目期";
    "start_year": Year or null = &x.start_year, "项目起始时间";
    "end_year": Year or null = &x.end_year, "项目终止时间";
    "functions": Json = json(&x.functions), "支出功能分类: `[{\"code\",\"name\"}]`";
    "basis": Text or null = &x.narrative.basis, "立项依据";
    "overview": Text or null = &x.narrative.overview, "项目基本概况";
    "content": Text or null = &x.narrative.content, "项目实施内容";
    "funding_arrangement": Text or null = &x.narrative.funding_arrangement, "资金安排情况";
    "plan": Text or null = &x.narrative.plan, "项目实施计划";
    "results": Text or null = &x.narrative.results, "项目实施成效";
    "calculation": Text or null = &x.narrative.calculation, "测算依据及说明";
    "notes": Text or null = &x.narrative.notes, "其他说明的问题";
    "total_raw": Text or null = raw(&x.funds.total), "年度资金总额 as printed";
    "total": Decimal or null = value(&x.funds.total), "… its number";
    "total_unit": Text or null = unit(&x.funds.total), "… its unit: 元, 万元, 亿元";
    "total_yuan": Yuan or null = yuan(&x.funds.total), "… in yuan";
    "fiscal_raw": Text or null = raw(&x.funds.fiscal), "其中：财政拨款 as printed";
    "fiscal": Decimal or null = value(&x.funds.fiscal), "… its number";
    "fiscal_unit": Text or null = unit(&x.funds.fiscal), "… its unit";
    "fiscal_yuan": Yuan or null = yuan(&x.funds.fiscal), "… in yuan";
    "other_raw": Text or null = raw(&x.funds.other), "其他资金 as printed";
    "other": Decimal or null = value(&x.funds.other), "… its number";
    "other_unit": Text or null = unit(&x.funds.other), "… its unit";
    "other_yuan": Yuan or null = yuan(&x.funds.other), "… in yuan";
    "other_fields": Json = json(&x.other_fields), "Pairs that have no column of their own: `[{\"label\",\"value\"}]`";
}

/// One cell of a funding or expenditure row; a row without cells has one line that holds none.
pub(in crate::write) struct Funding<'a> {
    pub project: i64,
    pub kind: &'static str,
    pub row: usize,
    pub of: &'a AmountRow,
    pub cell: Option<&'a YearAmount>,
}

fn label(cell: Option<&YearAmount>) -> Option<&Text> {
    cell.map(|cell| &cell.label)
}

table! {
    /// One row for each amount of the funding tables.
    FUNDING = "funding",
    "One row for each printed cell of 项目资金来源 (`source`) and 项目支出明细 (`expenditure`). A row of the form that prints no amount has one row here, with `amounts` 0.",
    key ["document_sha256", "position"], indexed [];
    funding(at: At<'a>, x: Funding<'a>);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "project": Row("projects") = x.project, "The project form";
    "pointer": Text = at.pointer, POINTER;
    "kind": Text = x.kind, "`source` 资金来源 or `expenditure` 支出明细";
    "row": Integer = x.row, "The form's row, from 0";
    "row_label": Text or null = &x.of.label, "The row's label";
    "amounts": Integer = x.of.amounts.len(), "How many amounts that row prints";
    "label": Text or null = label(x.cell).map_or(Cell::Null, Cell::from), "The column's label; null where the text does not tell the columns apart";
    "year": Year or null = x.cell.map_or(Cell::Null, |cell| (&cell.year).into()), "The year in that label";
    "value": Decimal or null = x.cell.map_or(Cell::Null, |cell| (&cell.value).into()), "The number printed, in the form's unit";
}

table! {
    /// One row for each row of the procurement table.
    PROCUREMENT = "procurement", "One row for each row of 项目采购.",
    key ["document_sha256", "position"], indexed [];
    procurement(at: At<'a>, project: i64, x: &'a Procurement);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "project": Row("projects") = project, "The project form";
    "pointer": Text = at.pointer, POINTER;
    "item": Text or null = &x.item, "采购品目";
    "is_new_asset": Boolean or null = &x.is_new_asset, "是否属新增资产配置";
    "quantity": Decimal or null = &x.quantity, "数量";
    "amount_raw": Text or null = raw(&x.amount), "金额 as printed";
    "amount": Decimal or null = value(&x.amount), "… its number";
    "amount_unit": Text or null = unit(&x.amount), "… its unit";
    "amount_yuan": Yuan or null = yuan(&x.amount), "… in yuan";
}
