//! Clean documents of the layouts of one form: every number fits every other. Made up from a seed.

use super::dice::{Dice, Page, money};
use super::tables;

/// Makes a clean document out of choices.
type Make = fn(&mut Dice) -> Page;

/// The layouts, and what makes a clean document of each.
pub const LAYOUTS: [(&str, Make); 4] = [("kunming", kunming), ("korla", korla), ("shapotou", shapotou), ("zhushan", tables::zhushan)];

pub const PLACES: [&str; 6] = ["云溪县", "青禾区", "白沙市", "松岭县", "临泽区", "雁塘市"];
pub const BODIES: [&str; 6] = ["水务局", "教育体育局", "农业农村局", "民政局", "应急管理局", "文化和旅游局"];
const TOPICS: [&str; 7] =
    ["农村饮水管网改造", "学前幼儿资助", "道路劝导站建设", "森林草原防火", "食品抽样检验", "老旧小区改造", "公共场馆免费开放"];
const KINDS: [&str; 4] = ["经费", "补助资金", "专项经费", "项目资金"];
const PEOPLE: [&str; 5] = ["韩雪", "王建国", "李晓梅", "欧阳志强", "沈文斌"];

/// Quantities with the units that they are counted in.
const QUANTITIES: [(&str, &str); 8] = [
    ("参训学员人数", "人"),
    ("巡查次数", "次"),
    ("管网改造长度", "公里"),
    ("资助学生人数", "人"),
    ("宣传活动场次", "场"),
    ("设备采购数量", "台"),
    ("受益户数", "户"),
    ("免费发放读本", "册"),
];
const RATES: [&str; 5] = ["工程验收合格率", "设备完好率", "补助对象准确率", "任务完成率", "样本检测合格率"];
const COSTS: [&str; 4] = ["印刷费用", "设备购置费用", "差旅费用", "宣传费用"];
const BENEFITS: [&str; 4] = ["群众生活质量", "防灾减灾能力", "公共服务水平", "教育保障水平"];

/// One indicator that nothing can be said against.
pub struct Row {
    pub level1: &'static str,
    pub level2: &'static str,
    pub name: String,
    pub sign: &'static str,
    pub value: String,
    pub unit: &'static str,
    pub measure: &'static str,
    pub weight: u64,
    /// An earlier value that the target is not below.
    pub before: String,
    pub owners: &'static [&'static str],
}

pub fn project_name(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&TOPICS), dice.pick(&KINDS))
}

pub fn person(dice: &mut Dice) -> &'static str {
    PEOPLE[dice.below(PEOPLE.len() as u64) as usize]
}

pub fn body(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&PLACES), dice.pick(&BODIES))
}

/// Indicators of a project of `budget` hundredths of 万元; `own_cost` puts cost under a level 1 of its own.
pub fn rows(dice: &mut Dice, budget: u64, own_cost: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let row = |level1, level2, name: &str, sign, value: String, unit, before: String| Row {
        level1,
        level2,
        name: name.to_owned(),
        sign,
        value,
        unit,
        measure: "定量指标",
        weight: 0,
        before,
        owners: &[],
    };
    for (name, unit) in dice.some(&QUANTITIES, 35) {
        let many = dice.between(2, 4000);
        rows.push(row(
            "产出指标",
            "数量指标",
            name,
            if dice.chance(70) { "≥" } else { "=" },
            many.to_string(),
            unit,
            format!("{}{unit}", many / 2 + 1),
        ));
    }
    for name in dice.some(&RATES, 30) {
        let rate = dice.between(80, 100);
        rows.push(Row { owners: &[], ..row("产出指标", "质量指标", name, "=", rate.to_string(), "%", format!("{}%", rate - 1)) });
    }
    let punctual = if dice.chance(50) { ("按季度拨付", "") } else { ("100", "%") };
    let timeliness = row(
        "产出指标",
        "时效指标",
        if punctual.1.is_empty() { "资金拨付时间" } else { "资金拨付及时率" },
        "",
        punctual.0.to_owned(),
        punctual.1,
        String::new(),
    );
    rows.push(Row { measure: if punctual.1.is_empty() { "定性指标" } else { "定量指标" }, ..timeliness });
    let costs = dice.some(&COSTS, 45);
    let count = costs.len();
    for (name, part) in costs.into_iter().zip(dice.parts(budget.max(8), count)) {
        let (one, two) = if own_cost { ("成本指标", "经济成本指标") } else { ("产出指标", "成本指标") };
        rows.push(row(one, two, name, "≤", money(part), "万元", format!("{}万元", money(part))));
    }
    for name in dice.some(&BENEFITS, 35) {
        let words = dice.pick(&["有效提升", "持续改善", "逐步提高"]);
        rows.push(Row {
            measure: "定性指标", ..row("效益指标", "社会效益指标", name, "", (*words).to_owned(), "", (*words).to_owned())
        });
    }
    let satisfied = dice.between(85, 98);
    rows.push(Row {
        owners: &[],
        ..row("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥", satisfied.to_string(), "%", format!("{}%", satisfied - 2))
    });
    weigh(dice, &mut rows, own_cost);
    rows
}

/// 50, 30 and 10, or 20, 40, 20 and 10; 100 or 90 together.
fn weigh(dice: &mut Dice, rows: &mut [Row], own_cost: bool) {
    let split: &[(&str, u64)] = if own_cost {
        &[("成本指标", 20), ("产出指标", 40), ("效益指标", 20), ("满意度指标", 10)]
    } else {
        &[("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)]
    };
    for (level, points) in split {
        let mut own: Vec<&mut Row> = rows.iter_mut().filter(|row| row.level1 == *level).collect();
        let parts = dice.parts(*points, own.len());
        own.iter_mut().zip(parts).for_each(|(row, part)| row.weight = part);
    }
}

/// 年度资金总额, 财政拨款, 其他资金 in hundredths.
fn funds(dice: &mut Dice) -> (u64, u64, u64) {
    let fiscal = dice.between(200, 900_000);
    let other = if dice.chance(40) { dice.between(10, 90_000) } else { 0 };
    (fiscal + other, fiscal, other)
}

fn goal(dice: &mut Dice) -> String {
    let words = ["提高服务水平，方便群众办事", "保障项目按期完成，资金及时拨付", "改善基础设施，增强群众获得感"];
    format!("目标1：{}；目标2：{}。", dice.pick(&words), dice.pick(&["加强监督检查", "做好绩效评价", "规范资金使用"]))
}

fn korla(dice: &mut Dice) -> Page {
    let mut page = Page::default();
    let (year, body) = (dice.between(2019, 2026), body(dice));
    for _ in 0..dice.between(1, 3) {
        let (total, fiscal, other) = funds(dice);
        page.line(&format!("项目支出绩效目标表\n\n({year}年)\n\n预算单位\t\t{body}\t\t\t\t\t\t"));
        page.line(&format!("项目名称\t\t{}\t\t\t项目负责人\t\t{}\t", project_name(dice), person(dice)));
        page.put("项目资金(万元)\t\t年度预算总额：\t");
        page.number(&money(total), &["F01"]);
        page.put("\t其中：财政拨款\t");
        page.number(&money(fiscal), &["F01"]);
        page.put("\t其他资金：\t");
        page.number(&if other == 0 { "0".to_owned() } else { money(other) }, if other == 0 { &[] } else { &["F01"] });
        page.line("\t");
        page.line(&format!("项目总体目标\t\t{}\t\t\t\t\t\t", goal(dice)));
        page.line("一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料");
        let mut above = ("", "");
        for row in rows(dice, total, true) {
            let one = if above.0 == row.level1 { "" } else { row.level1 };
            let two = if above == (row.level1, row.level2) { "" } else { row.level2 };
            above = (row.level1, row.level2);
            page.put(&format!("{one}\t{two}\t{}\t{}", row.name, row.sign));
            page.number(&row.value, row.owners);
            let basis = if row.sign == "≤" { "预算支出标准" } else { "历史标准" };
            page.put(&format!("{}\t{basis}\t{}\t", row.unit, row.before));
            page.number(&row.weight.to_string(), &["I01"]);
            page.line("\t按照正常比例赋分\t工作资料");
        }
        page.line("");
    }
    page
}

fn shapotou(dice: &mut Dice) -> Page {
    let mut page = Page::default();
    let (year, body, county) = (dice.between(2019, 2026), body(dice), *dice.pick(&PLACES));
    for _ in 0..dice.between(1, 2) {
        let (total, fiscal, other) = funds(dice);
        page.line(&format!("\n{county}本级部门项目支出预算绩效目标申报表\n（　{year}　年度）\n\n项目名称 {}\n", project_name(dice)));
        page.line(&format!("主管部门及代码 {body} 实施单位 {body}\n\n项目属性 延续性项目 项目期 长期\n\n项目资金\n（万元）\n"));
        page.put(" 年度资金总额： ");
        page.number(&money(total), &["F01"]);
        page.put("万元\n\n      其中：财政拨款 ");
        page.number(&money(fiscal), &["F01"]);
        page.put("万元\n\n           其他资金");
        if other > 0 {
            page.put(" ");
            page.number(&money(other), &["F01"]);
            page.put("万元");
        }
        let text = goal(dice);
        page.line(&format!(
            "\n\n年度总体\n目标\n\n{}\n \n\n绩\n效\n指\n标\n\n一级指标 二级指标 三级指标 指标值\n",
            text.replace("；目标", "；\n目标")
        ));
        let (mut above, mut count) = (("", ""), 0);
        for row in rows(dice, total, false) {
            if above.0 != row.level1 {
                page.line(&format!("{}\n", row.level1));
            }
            count = if above == (row.level1, row.level2) { count + 1 } else { 1 };
            if count == 1 {
                page.line(&format!("{}\n（必填）\n", row.level2));
            }
            above = (row.level1, row.level2);
            page.put(&format!("指标{count}：{} {}", row.name, row.sign));
            page.number(&row.value, row.owners);
            page.line(&format!("{}\n", row.unit));
        }
    }
    page
}

/// A unified social credit code with its check character.
fn credit_code(dice: &mut Dice) -> String {
    const CHARACTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut code = b"11530121".to_vec();
    code.extend((0..9).map(|_| b'0' + dice.below(10) as u8));
    let weights = std::iter::successors(Some(1usize), |weight| Some(weight * 3 % 31));
    let value = |byte: &u8| CHARACTERS.iter().position(|c| c == byte).expect("a character");
    let sum: usize = code.iter().zip(weights).map(|(byte, weight)| value(byte) * weight).sum();
    code.push(CHARACTERS[(31 - sum % 31) % 31]);
    String::from_utf8(code).expect("ASCII")
}

fn kunming(dice: &mut Dice) -> Page {
    let mut page = Page::default();
    let (year, body, name) = (dice.between(2019, 2026), body(dice), project_name(dice));
    page.line(&format!("\n{body}{year}年{name}项目\n\n项目名称\n\n{name}\n\n立项依据\n\n《关于做好有关工作的通知》\n\n项目实施单位\n"));
    page.put(&format!("单位名称：{body}\n\n组织机构代码："));
    let code = credit_code(dice);
    // Any digit of it may be changed; the first eight are the county's.
    page.number(&code[..17], &["D01"]);
    page.put(&code[17..]);
    page.line(&format!("\n\n地址：{body}办公楼\n\n联系电话：67470076\n\n法人代表：{}\n\n经费来源：财政拨款\n", person(dice)));
    page.line(&format!("单位概况：{body}为政府工作部门。\n\n项目基本概况\n\n{}\n\n项目实施内容\n\n按计划组织实施。\n", goal(dice)));
    page.line("资金安排情况\n\n财政预算拨款。\n\n项目实施计划\n\n按进度实施。\n\n项目实施成效\n\n群众满意。\n\n项目绩效目标表\n");
    page.line("\t项目绩效目标表\n\n\t项目目标");
    page.line(&format!("\t总体目标({year}年-{}年)\n\t{}\n\n\t", year + 1, goal(dice)));
    page.line(&format!("\t预算年度({year}年)目标\n\t{}\n", goal(dice)));
    page.line("\t绩效指标\n\t评（扣）分标准\n\t指标内容\n\t绩效指标值设定依据及数据来源\n");
    page.line("\t一级指标\n\t二级指标\n\t三级指标\n\t指标性质\n\t指标值\n\t度量单位\n\t指标属性\n\t\n\t\n\t\n");
    let category = |one: &str, two: &str| format!("\t{one}\n\t{two}\n\t\n\t\n\t空\n\t\n\t\n\t空\n\t空\n\t空\n");
    let mut above = ("", "");
    for row in rows(dice, 90_000, false) {
        if above.0 != row.level1 {
            page.line(&category(row.level1, ""));
        }
        if above != (row.level1, row.level2) {
            page.line(&category("", row.level2));
        }
        above = (row.level1, row.level2);
        page.put(&format!("\t\n\t\n\t{}\n\t{}\n\t", row.name, row.sign));
        // No money is printed here that cost targets could be compared with.
        page.number(&row.value, if row.owners == ["F02"] { &[] } else { row.owners });
        page.put(&format!("\n\t{}\n\t{}\n\t", row.unit, row.measure));
        page.number(&row.weight.to_string(), &["I01"]);
        page.line(&format!("\n\t{}\n\t按年度工作安排\n", row.name));
    }
    page
}
