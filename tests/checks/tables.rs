//! Clean disclosures with eight budget tables, project forms and a department form, all out of one budget.

use super::clean::{PLACES, project_name, rows};
use super::dice::{Dice, Page, money};

/// Item, its subclass and class.
const ITEMS: [(&str, &str); 9] = [
    ("2050202", "小学教育"),
    ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("2101101", "行政单位医疗"),
    ("2101202", "财政对城乡居民基本医疗保险基金的补助"),
    ("2101501", "行政运行"),
    ("2101502", "一般行政管理事务"),
    ("2130305", "水利工程建设"),
    ("2130314", "防汛"),
    ("2210201", "住房公积金"),
];
const PARENTS: [(&str, &str); 12] = [
    ("205", "教育支出"),
    ("20502", "普通教育"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
    ("21012", "财政对基本医疗保险基金的补助"),
    ("21015", "医疗保障管理事务"),
    ("213", "农林水支出"),
    ("21303", "水利"),
    ("221", "住房保障支出"),
    ("22102", "住房改革支出"),
];
const CLASSES: [&str; 10] = [
    "一、一般公共服务支出",
    "二、公共安全支出",
    "三、教育支出",
    "四、社会保障和就业支出",
    "五、卫生健康支出",
    "六、节能环保支出",
    "七、城乡社区支出",
    "八、农林水支出",
    "九、住房保障支出",
    "十、其他支出",
];

/// The rules that own an amount of a table by codes.
fn owners(code: &str) -> &'static [&'static str] {
    match code.len() {
        0 => &["B06", "B08"],
        3 => &["B06", "B07", "B08"],
        _ => &["B06", "B07"],
    }
}

struct Item {
    code: &'static str,
    name: &'static str,
    basic: u64,
    project: u64,
    /// Of `project`, what is not appropriation.
    other: u64,
}

struct Budget {
    org: String,
    year: u64,
    items: Vec<Item>,
    zero: &'static str,
}

impl Budget {
    fn sum(&self, of: impl Fn(&Item) -> u64) -> u64 {
        self.items.iter().map(of).sum()
    }

    fn below(&self, code: &str, of: impl Fn(&Item) -> u64) -> u64 {
        self.items.iter().filter(|item| item.code.starts_with(code)).map(of).sum()
    }

    fn amount(&self, hundredths: u64) -> String {
        if hundredths == 0 { self.zero.to_owned() } else { money(hundredths) }
    }

    /// Codes with their names, parents above children.
    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        let parents = PARENTS.iter().filter(|(code, _)| self.items.iter().any(|item| item.code.starts_with(code))).copied();
        let mut codes: Vec<_> = parents.chain(self.items.iter().map(|item| (item.code, item.name))).collect();
        codes.sort_unstable();
        codes
    }
}

fn budget(dice: &mut Dice) -> Budget {
    let place = dice.pick(&PLACES);
    let mixed = dice.chance(35);
    let items = dice.some(&ITEMS, 55).into_iter().map(|(code, name)| {
        let basic = if dice.chance(60) { dice.between(400, 90_000) } else { 0 };
        let project = if basic == 0 || dice.chance(40) { dice.between(1000, 300_000) } else { 0 };
        let other = if mixed && project > 0 && dice.chance(50) { dice.between(1, project / 2) } else { 0 };
        Item { code, name, basic, project, other }
    });
    let mut items: Vec<Item> = items.collect();
    // Every body has people to pay.
    if items.iter().all(|item| item.basic < 2000) {
        items[0].basic = dice.between(2000, 90_000);
    }
    Budget {
        org: format!("{place}医疗保障局"), year: dice.between(2020, 2023), items, zero: ["0.00", "0", ""][dice.below(3) as usize]
    }
}

pub fn zhushan(dice: &mut Dice) -> Page {
    let budget = budget(dice);
    let mut page = Page::default();
    summaries(&budget, &mut page);
    expenditures(&budget, &mut page);
    basic(&budget, dice, &mut page);
    page.line("政府性基金预算支出情况表（八）\n\t\t\t\t\t\t\t单位：万元\n功能分类科目\t\t预算数\t其中\t\t\t\t");
    page.line("科目编码\t科目名称\t\t基本支出\t项目支出\t事业单位经营支出\t其他支出\t结转下年支出\n\t\t\t\t\t\t\t\n注：本单位无政府性基金预算支出，此表无数据。\n");
    let names = projects(&budget, dice, &mut page);
    department(&budget, dice, &names, &mut page);
    page
}

/// Tables one and four, which have two sides, and table two by unit.
fn summaries(budget: &Budget, page: &mut Page) {
    let (all, other) = (budget.sum(|item| item.basic + item.project), budget.sum(|item| item.other));
    for appropriation in [false, true] {
        let own = |item: &Item| item.basic + item.project - if appropriation { item.other } else { 0 };
        let total = if appropriation { all - other } else { all };
        let title = if appropriation { "财政拨款收支总体情况表（四）" } else { "部门收支总体情况表（一）" };
        // Where there is other money too, the two tables need not agree.
        let line: &'static [&'static str] = if other == 0 { &["B02", "B04", "B05"] } else { &["B02", "B04"] };
        page.put(&format!("{title}\n\t\t\t"));
        declared(page);
        page.line("收      入\t\t支           出\t\n项目\t预算数\t项目\t预算数");
        let mut left = vec![("一、财政拨款", all - other), ("其中：一般公共预算拨款", all - other), ("政府性基金预算拨款", 0)];
        if !appropriation {
            left.extend([("二、纳入专户管理教育收费收入", 0), ("三、其他资金", other)]);
        }
        for (n, class) in CLASSES.iter().enumerate() {
            let (name, value) = left.get(n).copied().unwrap_or(("", 0));
            page.put(&format!("{name}\t"));
            let owners: &'static [&'static str] = match n {
                0 | 1 if value > 0 => &["B03"],
                _ => &[],
            };
            if !name.is_empty() {
                page.number(&budget.amount(value), owners);
            }
            let code = PARENTS.iter().find(|(code, name)| code.len() == 3 && class.ends_with(name)).map_or("-", |(code, _)| code);
            page.put(&format!("\t{class}\t"));
            page.number(&budget.amount(budget.below(code, own)), line);
            page.line("");
        }
        let carried = if appropriation { "二、上年结余结转" } else { "四、上年结余结转" };
        page.put("本年收入合计\t");
        page.number(&money(total), &["B03"]);
        page.put("\t本年支出合计\t");
        page.number(&money(total), &["B02", "B03"]);
        page.line(&format!("\n{carried}\t{}\t结转下年\t{}", budget.amount(0), budget.amount(0)));
        page.put("收入合计\t");
        page.number(&money(total), &["B01", "B03"]);
        page.put("\t支出合计\t");
        page.number(&money(total), &["B01", "B03"]);
        page.line("\n");
        if !appropriation {
            units(budget, all, other, page);
        }
    }
}

fn units(budget: &Budget, all: u64, other: u64, page: &mut Page) {
    page.line("部门收入总体情况表（二）\n\t\t\t\t\t\t\t单位：万元");
    page.line("单位编码\t单位名称\t总计\t一般公共预算财政拨款\t政府性基金预算拨款\t纳入专户管理教育收费收入\t其他资金\t上年结转");
    for (code, name) in [("", "合计".to_owned()), ("058", budget.org.clone()), ("058001", format!("{}机关", budget.org))] {
        page.put(&format!("{code}\t{name}\t"));
        page.number(&money(all), owners(code));
        page.put("\t");
        page.number(&money(all - other), owners(code));
        page.put(&format!("\t{0}\t{0}\t", budget.amount(0)));
        page.number(&budget.amount(other), owners(code));
        page.line(&format!("\t{}", budget.amount(0)));
    }
    page.line("");
}

/// The line of the unit, which may be forgotten.
fn declared(page: &mut Page) {
    page.word("单位：万元", &[(&["B20"], String::new())]);
    page.line("");
}

/// Tables three and five, by function.
fn expenditures(budget: &Budget, page: &mut Page) {
    for (title, general) in [("部门支出总体情况表（三）", false), ("一般公共预算支出情况表（五）", true)] {
        let project = |item: &Item| item.project - if general { item.other } else { 0 };
        page.put(&format!("{title}\n\t\t\t\t\t\t\t"));
        declared(page);
        page.line("功能分类科目\t\t预算数\t其中\t\t\t\t");
        page.line("科目编码\t科目名称\t\t基本支出\t项目支出\t事业单位经营支出\t其他支出\t结转下年支出");
        let rows = std::iter::once(("", "合计")).chain(budget.codes());
        // Where all money is general budget, the two tables are the same, code by code.
        let same = budget.sum(|item| item.other) == 0;
        let owners = |code: &str| -> &'static [&'static str] {
            match (code.len(), same) {
                (0, _) => owners(code),
                (3, true) => &["B06", "B07", "B08", "B09"],
                (_, true) => &["B06", "B07", "B09"],
                _ => owners(code),
            }
        };
        for (n, (code, name)) in rows.enumerate() {
            let (basic, project) = (budget.below(code, |item| item.basic), budget.below(code, project));
            spelled(page, code, name, n);
            page.put("\t");
            page.number(&budget.amount(basic + project), owners(code));
            page.put("\t");
            page.number(&budget.amount(basic), if general && n == 0 { &["B06", "B08", "B10"] } else { owners(code) });
            page.put("\t");
            page.number(&budget.amount(project), owners(code));
            page.line(&format!("\t{0}\t{0}\t{0}", budget.amount(0)));
        }
        page.line("");
    }
}

/// A code, which may be too long or stand out of order, and its name, which may be another code's.
fn spelled(page: &mut Page, code: &str, name: &str, row: usize) {
    page.put(code);
    if !code.is_empty() {
        page.or(code, &["B14"], format!("{code}1"));
        if row > 1 {
            page.or(code, &["B15"], format!("1{}", &code[1..]));
        }
    }
    page.put("\t");
    match code {
        "" => page.put(name),
        _ => page.word(name, &[(&["B13"], "职工福利补助支出".to_owned())]),
    }
}

/// Table six, by economic purpose, and table seven, the three public expenses.
fn basic(budget: &Budget, dice: &mut Dice, page: &mut Page) {
    let all = budget.sum(|item| item.basic);
    let split = dice.parts(all, 3);
    let (wages, goods, people) = (split[0], split[1], split[2]);
    let wage = dice.parts(wages, 3);
    let good = dice.parts(goods, 4);
    let codes = [
        ("", "合计", all, wages + people, goods),
        ("301", "工资福利支出", wages, wages, 0),
        ("30101", "基本工资", wage[0], wage[0], 0),
        ("30102", "津贴补贴", wage[1], wage[1], 0),
        ("30113", "住房公积金", wage[2], wage[2], 0),
        ("302", "商品和服务支出", goods, 0, goods),
        ("30201", "办公费", good[0], 0, good[0]),
        ("30211", "差旅费", good[1], 0, good[1]),
        ("30217", "公务接待费", good[2], 0, good[2]),
        ("30231", "公务用车运行维护费", good[3], 0, good[3]),
        ("303", "对个人和家庭的补助", people, people, 0),
        ("30305", "生活补助", people, people, 0),
    ];
    page.put("一般公共预算基本支出情况表（六）\n\t\t\t\t");
    declared(page);
    page.line("科目编码\t\t预算数\t其中\t\n科目编码\t科目名称\t\t人员经费\t公用经费");
    for (code, name, total, personnel, public) in codes {
        page.put(&format!("{code}\t{name}\t"));
        let own: &'static [&'static str] = match code {
            "" => &["B06", "B08", "B10"],
            "30217" | "30231" => &["B06", "B07", "B12"],
            _ => owners(code),
        };
        page.number(&budget.amount(total), own);
        page.put("\t");
        page.number(&budget.amount(personnel), owners(code));
        page.put("\t");
        page.number(&budget.amount(public), owners(code));
        page.line("");
    }
    page.line("\n一般公共预算“三公”经费支出情况表（七）\n\t单位：万元\n项目\t预算数");
    let lines: [(&str, u64, &'static [&'static str]); 6] = [
        ("合计", good[2] + good[3], &["B11"]),
        ("1、因公出国（境）费", 0, &[]),
        ("2、公务接待费", good[2], &["B11", "B12"]),
        ("3、公务用车购置及运行费", good[3], &["B11"]),
        ("其中：公务用车运行维护费", good[3], &["B11", "B12"]),
        ("公务用车购置费", 0, &[]),
    ];
    for (name, value, owners) in lines {
        page.put(&format!("{name}\t"));
        page.number(&budget.amount(value), owners);
        page.line("");
    }
    page.line("");
}

/// One form for each item with projects; their names and budgets.
fn projects(budget: &Budget, dice: &mut Dice, page: &mut Page) -> Vec<(String, u64)> {
    let mut names: Vec<(String, u64)> = Vec::new();
    let year = budget.year;
    for item in budget.items.iter().filter(|item| item.project > 0) {
        // Two forms may have the same topic, but not the same name.
        let name = format!("{}号片区{}", names.len() + 1, project_name(dice));
        let parent = |length: usize| PARENTS.iter().find(|(code, _)| *code == &item.code[..length]).expect("a parent");
        let (class, subclass) = (parent(3), parent(5));
        page.line(&format!("{name}{year}年度和中期规划绩效目标表\n项目名称\t{name}\t\t\t项目主管部门\t{}\t\t\t", budget.org));
        page.line(&format!("项目单位\t{}\t\t\t邮政编码\t445211\t\t\t\n项目负责人\t覃木生\t\t\t联系电话\t0718-6660317\t\t\t", budget.org));
        page.line(&format!("支出功能分类\t[{}]{}\t[{}]{}\t\t项目类别\t商品和服务性支出\t\t\t", class.0, class.1, subclass.0, subclass.1));
        page.put("项目类型\t其他支出\t\t\t项目属性\t新增项目\t\t\t\n项目起始时间（年）\t");
        page.word(&year.to_string(), &[(&["C04"], (year + 5).to_string()), (&["C04"], format!("{year}0{}", year % 10))]);
        page.put(&format!("\t\t\t项目终止时间（年）\t{}\t\t\t\n项目资金来源\t来源项目及年度\t", year + 2));
        page.word(&year.to_string(), &[(&["C03"], (year + 1).to_string())]);
        page.line(&format!("年当年预算\t{}年支出规划\t{}年支出规划\t备注\t\t\t\n\t\t金额\t金额\t金额\t\t\t\t", year + 1, year + 2));
        let cells = |page: &mut Page, owners: [&'static [&'static str]; 3]| {
            for owner in owners {
                page.put("\t");
                page.number(&money(item.project), owner);
                if owner.contains(&"B16") {
                    page.or(&money(item.project), &["B16", "B17", "F07"], money(item.project * 10));
                }
            }
            page.line("\t\t\t\t");
        };
        let first: &'static [&'static str] = &["F07", "B16"];
        page.put("\t合计");
        cells(page, [first, &["F07"], &["F07"]]);
        page.put("\t1、财政拨款补助");
        cells(page, [&[], &[], &[]]);
        page.line("项目支出预算及测算依据\t项目支出明细\t金额\t金额\t金额\t\t\t\t");
        page.put("\t合计");
        cells(page, [&["F07"], &["F07"], &["F07"]]);
        page.put("\t2、商品和服务支出");
        cells(page, [&[], &[], &[]]);
        page.line("年度绩效目标\t目标名称\t一级指标(年度)\t二级指标(年度)\t三级指标\t指标值确定依据\t前年\t上年\t预计当年");
        for row in rows(dice, item.project, false) {
            page.put(&format!("\t{}\t{}\t{}\t", row.name, row.level1, row.level2));
            row.put_name(page);
            page.put("\t历史标准\t\t\t");
            row.put_sign(page);
            // Forms without a total of their own have nothing that cost targets could be compared with.
            row.put_value(page, false);
            row.put_unit(page);
            page.line("");
        }
        let (before, last) = (item.project / 3, item.project / 2);
        page.put(&format!("\t{name}支付金额\t产出指标\t成本指标\t{name}支付金额\t预算标准\t"));
        page.number(&money(before), &["C07"]);
        page.put("\t");
        page.number(&money(last), &["C07"]);
        page.line(&format!("\t{}", money(item.project)));
        page.line("");
        names.push((name, item.project));
    }
    names
}

fn department(budget: &Budget, dice: &mut Dice, projects: &[(String, u64)], page: &mut Page) {
    let (basic, project, other) = (budget.sum(|item| item.basic), budget.sum(|item| item.project), budget.sum(|item| item.other));
    let all = basic + project;
    let year = budget.year;
    page.line(&format!(
        "{}{year}年部门整体支出绩效目标公开表（十）\n\t\t\t\t\t\t\t单位：万元\n部门（单位）名称\t{}\t\t\t\t\t\t",
        budget.org, budget.org
    ));
    page.line("填报人\t张悦\t\t联系电话\t0719-3301985\t\t\t\n部门总体资金情况\t总体资金情况\t\t当年金额\t占比\t近两年收支金额\t\t");
    page.line(&format!("\t\t\t\t\t{}年\t{}年\t", year - 2, year - 1));
    let before: [u64; 2] = [dice.between(1000, 400_000), dice.between(1000, 400_000)];
    let kept = before.map(|sum| dice.between(1, sum - 1));
    let rest = [before[0] - kept[0], before[1] - kept[1]];
    let rows = [
        ("收入构成\t财政拨款", all - other, kept),
        ("\t其他资金", other, rest),
        ("\t合计", all, before),
        ("支出构成\t基本支出", basic, rest),
        ("\t项目支出", project, kept),
        ("\t合计", all, before),
    ];
    for (label, value, past) in rows {
        page.put(&format!("\t{label}\t"));
        page.number(&budget.amount(value), &["B18"]);
        // One decimal, rounded half up.
        let share = (value * 2000 + all) / (2 * all);
        page.put("\t");
        page.number(&format!("{}.{}", share / 10, share % 10), &["B18"]);
        page.put("%");
        for sum in past {
            page.put("\t");
            page.number(&money(sum), &["B18"]);
        }
        page.line("\t");
    }
    page.line("部门职能概述\t贯彻落实有关政策法规，负责有关工作。\t\t\t\t\t\t\n年度工作任务\t做好各项业务工作。\t\t\t\t\t\t");
    page.line("项目支出情况\t项目名称\t项目类型\t项目总预算\t项目本年度预算\t项目主要支出方向和用途\t\t");
    for (name, value) in projects {
        page.put("\t");
        let short: String = name.chars().take(name.chars().count() - 2).collect();
        page.word(name, &[(&["C06"], short)]);
        page.put(&format!("\t一次性项目\t{}\t", money(*value)));
        page.number(&money(*value), &["B18"]);
        page.line("\t按规定用途使用\t\t");
    }
    spent(projects, year, page);
}

/// The indicators of the year, with what was spent on each project in the two years before.
fn spent(projects: &[(String, u64)], year: u64, page: &mut Page) {
    if projects.is_empty() {
        return;
    }
    page.line("整体绩效总目标\t长期目标（截止2030年）\t\t\t年度目标\t\t\t\n\t服务水平稳步提高。\t\t\t目标1：各项补助足额到位。\t\t\t");
    page.line("年度目标1：\t各项补助足额到位。\t\t\t\t\t\t");
    page.line("年度绩效指标\t一级指标\t二级指标\t指标名称\t指标值\t\t\t绩效标准\n\t\t\t\t近两年指标值\t\t预期当年实现值\t");
    page.line(&format!("\t\t\t\t{}年\t{}年\t\t", year - 2, year - 1));
    for (name, value) in projects {
        page.put(&format!("\t产出指标\t成本指标\t{name}支付金额\t"));
        page.number(&money(value / 3), &["C07"]);
        page.put("\t");
        page.number(&money(value / 2), &["C07"]);
        page.line(&format!("\t{}\t预算标准", money(*value)));
    }
}
