//! Department forms, their funds and the projects that they list.

use super::{At, DOCUMENT, POINTER, POSITION};
use crate::model::record::{Department, DepartmentFund, DepartmentProject, FundYear};
use crate::write::schema::{table, word};
use crate::write::yuan::yuan;

table! {
    /// One row for each department form.
    DEPARTMENTS = "departments", "One row for each department form 部门整体支出绩效目标表.",
    key ["document_sha256", "position"], indexed ["name"];
    department(at: At<'a>, x: &'a Department);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "pointer": Text = at.pointer, POINTER;
    "name": Text or null = &x.name, "部门（单位）名称";
    "preparer": Text or null = &x.preparer, "填报人";
    "phone": Text or null = &x.phone, "联系电话";
    "unit": Text or null = &x.unit, "Unit of its sums 单位: 元, 万元";
    "mandate": Text or null = &x.mandate, "部门职能概述";
    "annual_tasks": Text or null = &x.annual_tasks, "年度工作任务";
}

table! {
    /// One row for each fund of a department.
    DEPARTMENT_FUNDS = "department_funds", "One row for each row of 部门总体资金情况.",
    key ["document_sha256", "position"], indexed [];
    department_fund(at: At<'a>, department: i64, unit: Option<&'a str>, x: &'a DepartmentFund);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "department": Row("departments") = department, "The department form";
    "pointer": Text = at.pointer, POINTER;
    "side": Text or null = word(&x.side), "`revenue` 收入构成 or `expenditure` 支出构成";
    "label": Text or null = &x.label, "The row's label";
    "current": Decimal or null = &x.current, "当年金额 in the form's unit";
    "current_yuan": Yuan or null = yuan(&x.current, unit), "… in yuan; null where the form declares no unit";
    "share": Decimal or null = &x.share, "占比 in per cent";
}

table! {
    /// One row for each earlier year of a fund.
    DEPARTMENT_FUND_YEARS = "department_fund_years", "One row for each earlier year 近两年收支金额 of a row of `department_funds`.",
    key ["document_sha256", "position"], indexed [];
    department_fund_year(at: At<'a>, fund: i64, unit: Option<&'a str>, x: &'a FundYear);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "department_fund": Row("department_funds") = fund, "The fund";
    "pointer": Text = at.pointer, POINTER;
    "year": Year or null = &x.year, "The year";
    "value": Decimal or null = &x.value, "The sum in the form's unit";
    "value_yuan": Yuan or null = yuan(&x.value, unit), "… in yuan; null where the form declares no unit";
}

table! {
    /// One row for each project that a department form lists.
    DEPARTMENT_PROJECTS = "department_projects", "One row for each row of 项目支出情况 of a department form.",
    key ["document_sha256", "position"], indexed [];
    department_project(at: At<'a>, department: i64, unit: Option<&'a str>, x: &'a DepartmentProject);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "department": Row("departments") = department, "The department form";
    "pointer": Text = at.pointer, POINTER;
    "name": Text or null = &x.name, "项目名称";
    "type": Text or null = &x.r#type, "项目类型";
    "total_budget": Decimal or null = &x.total_budget, "项目总预算 in the form's unit";
    "total_budget_yuan": Yuan or null = yuan(&x.total_budget, unit), "… in yuan; null where the form declares no unit";
    "annual_budget": Decimal or null = &x.annual_budget, "项目本年度预算 in the form's unit";
    "annual_budget_yuan": Yuan or null = yuan(&x.annual_budget, unit), "… in yuan; null where the form declares no unit";
    "description": Text or null = &x.description, "项目主要支出方向和用途";
}
