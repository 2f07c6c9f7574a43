//! Goals, indicators and the indicators' earlier values, of project and of department forms alike.

use super::{At, DOCUMENT, Form, POINTER, POSITION};
use crate::model::record::{Earlier, Goal, Indicator};
use crate::write::schema::{json, table, word};

const PROJECT: &str = "The project form it stands in; null in a department form";
const DEPARTMENT: &str = "The department form it stands in; null in a project form";

table! {
    /// One row for each goal.
    GOALS = "goals", "One row for each performance goal 绩效目标 of a project or a department form.",
    key ["document_sha256", "position"], indexed [];
    goal(at: At<'a>, form: Form, x: &'a Goal);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "project": Row("projects") or null = form.project, PROJECT;
    "department": Row("departments") or null = form.department, DEPARTMENT;
    "pointer": Text = at.pointer, POINTER;
    "horizon": Text or null = word(&x.horizon), "`annual` 年度, `mid_term` 中期, `long_term` 长期, `overall` 总体";
    "name": Text or null = &x.name, "目标名称, or the label of a numbered goal block";
    "start_year": Year or null = &x.start_year, "The first year printed in its label";
    "end_year": Year or null = &x.end_year, "The last year printed in its label";
    "text": Text or null = &x.text, "The whole text";
    "items": Json = json(&x.items), "Its numbered parts 目标1：…: `[{\"label\",\"text\"}]`";
}

table! {
    /// One row for each indicator.
    INDICATORS = "indicators", "One row for each performance indicator 绩效指标 of a project or a department form.",
    key ["document_sha256", "position"], indexed ["name"];
    indicator(at: At<'a>, form: Form, x: &'a Indicator);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "project": Row("projects") or null = form.project, PROJECT;
    "department": Row("departments") or null = form.department, DEPARTMENT;
    "pointer": Text = at.pointer, POINTER;
    "goal": Text or null = &x.goal, "Label of the numbered goal block of a department form";
    "horizon": Text or null = word(&x.horizon), "`annual`, `mid_term`, `long_term`, `overall`, as the heading of its block says";
    "level1": Text or null = word(&x.level1), "一级指标: `output`, `benefit`, `satisfaction`, `cost`, `other`";
    "level1_label": Text or null = &x.level1_label, "… as printed";
    "level2": Text or null = word(&x.level2), "二级指标: `quantity`, `quality`, `timeliness`, `cost`, …";
    "level2_label": Text or null = &x.level2_label, "… as printed, without notes";
    "name": Text or null = &x.name, "三级指标, 指标名称";
    "target_raw": Text or null = &x.target.raw, "指标值 as printed";
    "operator": Text or null = &x.target.operator, "`>=`, `<=`, `>`, `<` or `=`";
    "target": Decimal or null = &x.target.value, "The number to reach; the lower end of a range";
    "target_max": Decimal or null = &x.target.value_max, "The upper end of a range";
    "unit": Text or null = &x.target.unit, "Without the scale: 人, 元, %, 元/人/年";
    "scale": Integer or null = &x.target.scale, "10000 for 万, 100000000 for 亿, else 1; null without a number";
    "target_date": Text or null = &x.target.date, "A date to reach, ISO 8601";
    "target_text": Text or null = &x.target.text, "A target in words";
    "measure": Text or null = word(&x.measure), "`quantitative` 定量 or `qualitative` 定性";
    "weight": Decimal or null = &x.weight, "分值";
    "scoring": Text or null = &x.scoring, "评分标准, where it is a text";
    "description": Text or null = &x.description, "指标内容";
    "basis": Text or null = &x.basis, "指标值设置依据";
    "evidence": Text or null = &x.evidence, "佐证资料";
}

table! {
    /// One row for each earlier value of an indicator.
    INDICATOR_HISTORY = "indicator_history", "One row for each earlier value of an indicator 上年完成值, 前年, 上年, in column order.",
    key ["document_sha256", "position"], indexed [];
    history(at: At<'a>, indicator: i64, x: &'a Earlier);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "indicator": Row("indicators") = indicator, "The indicator";
    "pointer": Text = at.pointer, POINTER;
    "label": Text or null = &x.label, "The column's label";
    "year": Year or null = &x.year, "The year printed in it";
    "raw": Text or null = &x.raw, "As printed";
    "value": Decimal or null = &x.value, "The number";
    "unit": Text or null = &x.unit, "Without the scale";
    "scale": Integer or null = &x.scale, "As in `indicators`";
}
