//! Clean documents of the layouts of one form: every number fits every other. Made up from a seed.

use super::dice::{Dice, Page, money};
use super::promised::Promised;
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
    /// The name of the row above, where it has the same second level.
    pub above: Option<String>,
}

impl Row {
    /// The name, which may be lost to its category's or to that of the row above.
    pub fn put_name(&self, page: &mut Page) {
        let category: (&'static [&'static str], String) = (&["I05"], self.level2.to_owned());
        page.word(&self.name, &[category]);
        if let Some(above) = &self.above {
            page.or(&self.name, &["I13"], above.clone());
        }
    }

    /// The sign: one where none belongs, the other one where costs have a ceiling.
    pub fn put_sign(&self, page: &mut Page) {
        match (self.sign, self.value.starts_with(|c: char| c.is_ascii_digit())) {
            ("≤", _) => page.word("≤", &[(&["I11"], "≥".to_owned())]),
            ("", false) => page.word("", &[(&["I07"], "=".to_owned())]),
            (sign, _) => page.put(sign),
        }
    }

    /// The value; rates may be more than all, ceilings more than there is.
    pub fn put_value(&self, page: &mut Page, funded: bool) {
        page.put(&self.value);
        if self.unit == "%" && !self.name.contains("完成") {
            page.or(&self.value, &["I10"], format!("1{}", self.value));
        }
        if funded && self.sign == "≤" && self.unit == "万元" {
            page.or(&self.value, &["F02"], self.value.replace('.', "") + ".00");
        }
    }

    /// The unit, which may be forgotten or another one.
    pub fn put_unit(&self, page: &mut Page) {
        match (self.level2, self.unit) {
            ("数量指标", unit) => page.word(unit, &[(&["I08"], String::new())]),
            (_, "%") if self.name.ends_with('率') => page.word("%", &[(&["I09"], "天".to_owned())]),
            (_, unit) => page.put(unit),
        }
        if self.name.ends_with("人数") {
            page.or(self.unit, &["I09"], "公里".to_owned());
        }
    }
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
        above: None,
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
        rows.push(row("产出指标", "质量指标", name, "=", rate.to_string(), "%", format!("{}%", rate - 1)));
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
    rows.push(row("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥", satisfied.to_string(), "%", format!("{}%", satisfied - 2)));
    neighbours(&mut rows);
    weigh(dice, &mut rows, own_cost);
    rows
}

/// Tells each row of the one above it.
fn neighbours(rows: &mut [Row]) {
    for at in 1..rows.len() {
        if rows[at].level2 == rows[at - 1].level2 {
            rows[at].above = Some(rows[at - 1].name.clone());
        }
    }
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

pub fn goal(dice: &mut Dice) -> String {
    let words = ["提高服务水平，方便群众办事", "保障项目按期完成，资金及时拨付", "改善基础设施，增强群众获得感"];
    format!("目标1：{}；目标2：{}。", dice.pick(&words), dice.pick(&["加强监督检查", "做好绩效评价", "规范资金使用"]))
}

fn korla(dice: &mut Dice) -> Page {
    let mut page = Page::default();
    let (year, body) = (dice.between(2019, 2026), body(dice));
    for _ in 0..dice.between(1, 3) {
        if dice.chance(30) {
            trained(dice, &mut page, year, &body);
            continue;
        }
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
            page.put(&format!("{one}\t"));
            match two {
                "社会效益指标" => page.word(two, &[(&["I04"], "时效指标".to_owned())]),
                other => page.put(other),
            }
            page.put("\t");
            row.put_name(&mut page);
            page.put("\t");
            row.put_sign(&mut page);
            row.put_value(&mut page, true);
            row.put_unit(&mut page);
            let basis = if row.sign == "≤" { "预算支出标准" } else { "历史标准" };
            page.put(&format!("\t{basis}\t"));
            match row.sign {
                "≥" => page.word(&row.before, &[(&["I12"], format!("9{}", row.before))]),
                _ => page.put(&row.before),
            }
            page.put("\t");
            page.number(&row.weight.to_string(), &["I01", "I02"]);
            page.line("\t按照正常比例赋分\t工作资料");
        }
        page.line("");
    }
    page
}

/// A form whose total is a number of people at a unit cost.
fn trained(dice: &mut Dice, page: &mut Page, year: u64, body: &str) {
    let (people, cost) = (dice.between(11, 99) * 10, dice.between(11, 99) * 10);
    let total = money(people * cost / 100);
    page.line(&format!("项目支出绩效目标表\n\n({year}年)\n\n预算单位\t\t{body}\t\t\t\t\t\t"));
    page.line(&format!("项目名称\t\t{}\t\t\t项目负责人\t\t{}\t", project_name(dice), person(dice)));
    page.put("项目资金(万元)\t\t年度预算总额：\t");
    page.number(&total, &["F01", "F03"]);
    page.put("\t其中：财政拨款\t");
    page.number(&total, &["F01"]);
    page.line(&format!("\t其他资金：\t0\t\n项目总体目标\t\t{}\t\t\t\t\t\t", goal(dice)));
    page.line("一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料");
    let behind = |page: &mut Page, unit: &str, weight: u64| page.line(&format!("{unit}\t计划标准\t\t{weight}\t按照正常比例赋分\t工作资料"));
    page.put("产出指标\t数量指标\t骨干教师培训人数\t=");
    page.number(&people.to_string(), &["F03"]);
    behind(page, "人", 40);
    page.put("成本指标\t经济成本指标\t骨干教师培训费用\t=");
    page.number(&cost.to_string(), &["F03"]);
    behind(page, "元/人", 20);
    page.put("效益指标\t社会效益指标\t教师业务能力\t有效提升");
    behind(page, "", 20);
    page.put("满意度指标\t服务对象满意度指标\t参训教师满意度\t≥90");
    behind(page, "%", 10);
    page.line("");
}

fn shapotou(dice: &mut Dice) -> Page {
    let mut page = Page::default();
    let (year, body, county) = (dice.between(2019, 2026), body(dice), *dice.pick(&PLACES));
    for _ in 0..dice.between(1, 2) {
        let (total, fiscal, other) = funds(dice);
        page.line(&format!("\n{county}本级部门项目支出预算绩效目标申报表\n（　{year}　年度）\n\n项目名称 {}\n", project_name(dice)));
        page.line(&format!("主管部门及代码 {body} 实施单位 {body}\n\n项目属性 延续性项目 项目期 长期\n\n项目资金\n（万元）\n"));
        page.put(" 年度资金总额： ");
        page.number(&money(total), &["F01", "F06"]);
        page.put("万元\n\n      其中：财政拨款 ");
        page.number(&money(fiscal), &["F01"]);
        page.word("万元", &[(&["F08"], "元".to_owned())]);
        page.put("\n\n           其他资金");
        if other > 0 {
            page.put(" ");
            page.number(&money(other), &["F01"]);
            page.put("万元");
        }
        let text = goal(dice);
        page.put(&format!(
            "\n\n年度总体\n目标\n\n{}目标3：{year}年年度预算总额为",
            text.replace("；目标", "；\n目标").replace('。', "；\n")
        ));
        page.number(&money(total), &["F06"]);
        page.line("万元。\n \n\n绩\n效\n指\n标\n\n一级指标 二级指标 三级指标 指标值\n");
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
            page.put(&format!("指标{count}："));
            row.put_name(&mut page);
            page.put(" ");
            row.put_sign(&mut page);
            row.put_value(&mut page, true);
            row.put_unit(&mut page);
            page.line("\n");
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
    let promised = Promised::of(dice);
    promised.narrative(&body, year, &mut page);
    promised.goals(dice, year, &mut page);
    page.line("\t绩效指标\n\t评（扣）分标准\n\t指标内容\n\t绩效指标值设定依据及数据来源\n");
    page.line("\t一级指标\n\t二级指标\n\t三级指标\n\t指标性质\n\t指标值\n\t度量单位\n\t指标属性\n\t\n\t\n\t\n");
    let category = |one: &str, two: &str| format!("\t{one}\n\t{two}\n\t\n\t\n\t空\n\t\n\t\n\t空\n\t空\n\t空\n");
    let mut above = ("", "");
    let mut indicators = rows(dice, 90_000, false);
    promised.among(&mut indicators);
    for row in indicators {
        if above.0 != row.level1 {
            page.line(&category(row.level1, ""));
        }
        if above != (row.level1, row.level2) {
            page.line(&category("", row.level2));
        }
        above = (row.level1, row.level2);
        page.put("\t\n\t\n\t");
        row.put_name(&mut page);
        page.put("\n\t");
        row.put_sign(&mut page);
        page.put("\n\t");
        if row.name == promised.name() {
            page.number(&row.value, &["C01"]);
        } else {
            // No money is printed here that cost targets could be compared with.
            row.put_value(&mut page, false);
        }
        page.put("\n\t");
        row.put_unit(&mut page);
        page.put("\n\t");
        let other = if row.measure == "定量指标" { "定性指标" } else { "定量指标" };
        page.word(row.measure, &[(&["I06"], other.to_owned())]);
        page.put("\n\t");
        page.number(&row.weight.to_string(), &["I01", "I02"]);
        page.line(&format!("\n\t{}\n\t按年度工作安排\n", row.name));
    }
    page
}
