//! Words and word strategies: made-up places, bodies, people, codes, projects.
//!
//! Everything is composed at random from small pools, so that no extractor can know a name by heart.

use proptest::prelude::*;
use proptest::sample::select;

const FIRST: [&str; 12] = ["云", "青", "白", "松", "临", "南", "石", "龙", "柳", "桐", "雁", "霞"];
const SECOND: [&str; 12] = ["溪", "禾", "沙", "陵", "岭", "浦", "川", "湾", "坪", "泽", "塘", "峪"];
const BODIES: [&str; 26] = [
    "民政局",
    "教育体育局",
    "水务局",
    "交通运输局",
    "农业农村局",
    "文化和旅游局",
    "应急管理局",
    "市场监督管理局",
    "林业和草原局",
    "残疾人联合会",
    "档案馆",
    "图书馆",
    "公安局",
    "司法局",
    "人民检察院",
    "融媒体中心",
    "退役军人事务局",
    "疾病预防控制中心",
    "第二中学",
    "供销合作社联合社",
    "科学技术协会",
    "住房和城乡建设局",
    "医疗保障局",
    "城市管理综合执法大队",
    "机关事务服务中心",
    "人民政府办公室（信访局）",
];
pub const TOPICS: [&str; 28] = [
    "农村饮水安全巩固提升",
    "学前教育幼儿资助",
    "道路交通安全劝导站建设",
    "残疾人辅助器具适配",
    "古籍修复与数字化",
    "森林草原防灭火",
    "食品安全抽样检验",
    "城乡居民最低生活保障",
    "义务教育阶段“两免一补”",
    "老旧小区改造",
    "高标准农田建设",
    "公共文化场馆免费开放",
    "重大动物疫病防控",
    "人民调解员“以案定补”",
    "医保经办服务能力提升",
    "雪亮工程视频监控运维",
    "退役军人优抚",
    "河道清淤与堤防维护",
    "生活垃圾分类收运",
    "5G政务专网租赁",
    "“12345”热线运行",
    "乡村振兴衔接项目",
    "公益性岗位补贴",
    "校园安保",
    "结核病防治",
    "土壤普查",
    "DRG支付方式改革",
    "基层统计调查",
];
const KINDS: [&str; 12] = [
    "经费",
    "专项经费",
    "补助资金",
    "项目资金",
    "工作经费",
    "市级配套资金",
    "（第二批）资金",
    "运行维护费",
    "项目",
    "奖补资金",
    "政府购买服务项目",
    "项目（续建）",
];
const SURNAMES: [&str; 12] = ["王", "李", "赵", "杨", "马", "陈", "欧阳", "古丽", "何", "沈", "罗", "白"];
const GIVEN: [&str; 12] = ["建国", "丽", "晓梅", "文斌", "娜尔", "志强", "芳", "永康", "一鸣", "雪", "海涛", "秀英"];
const ROADS: [&str; 6] = ["迎宾大道", "人民东路", "文笔街", "滨河西路", "建设巷", "广场南路"];

pub type Text = BoxedStrategy<String>;

/// A county-like place name.
pub fn place() -> Text {
    (select(&FIRST[..]), select(&SECOND[..]), select(&["县", "区", "市", "旗", "自治县"][..]))
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"))
        .boxed()
}

/// A public body of any sector.
pub fn organization() -> Text {
    let bureau = (place(), select(&BODIES[..])).prop_map(|(p, b)| format!("{p}{b}"));
    let city = (select(&FIRST[..]), select(&SECOND[..]), bureau.clone()).prop_map(|(a, b, rest)| format!("{a}{b}市{rest}"));
    let town = (place(), select(&FIRST[..]), select(&SECOND[..])).prop_map(|(p, a, b)| format!("{p}{a}{b}镇人民政府"));
    let street = (place(), select(&FIRST[..]), select(&SECOND[..])).prop_map(|(p, a, b)| format!("{p}{a}{b}街道办事处"));
    prop_oneof![6 => bureau, 2 => city, 1 => town, 1 => street].boxed()
}

pub fn person() -> Text {
    (select(&SURNAMES[..]), select(&GIVEN[..])).prop_map(|(s, g)| format!("{s}{g}")).boxed()
}

pub fn phone() -> Text {
    prop_oneof![
        (2000000u32..8999999).prop_map(|n| n.to_string()),
        (300u32..999, 2000000u32..89999999).prop_map(|(a, n)| format!("0{a}-{n}")),
        (130u64..199, 10000000u64..99999999).prop_map(|(a, n)| format!("{a}{n}")),
    ]
    .boxed()
}

pub fn organization_code() -> Text {
    prop_oneof!["[19][12][1-9][0-9]{14}[0-9A-HJ-NPQRTUWXY]", "MB[0-9]{7}", "[0-9]{8}-[0-9X]",].boxed()
}

pub fn address() -> Text {
    (place(), select(&ROADS[..]), 1u32..999, select(&["", "院内", "行政中心3号楼", "（原粮站）", "A座2楼"][..]))
        .prop_map(|(p, r, n, tail)| format!("{p}{r}{n}号{tail}"))
        .boxed()
}

pub fn funding_source() -> Text {
    select(&["财政拨款", "本级一般公共预算安排", "中央和省级转移支付、本级配套", "财政拨款（含上级补助）"][..])
        .prop_map(str::to_owned)
        .boxed()
}

/// A project's name. `dated`: may print years and document numbers.
pub fn project_name(dated: bool) -> Text {
    let plain = (select(&TOPICS[..]), select(&KINDS[..])).prop_map(|(t, k)| format!("{t}{k}"));
    let local = (place(), plain.clone()).prop_map(|(p, n)| format!("{p}{n}"));
    let code = ("[0-9]{6}[TRY][0-9]{9}", plain.clone()).prop_map(|(c, n)| format!("{c}-{n}"));
    let short = select(&["校园安保", "网络租赁费", "大楼运行费", "水质检测", "义务植树"][..]).prop_map(str::to_owned);
    if !dated {
        return prop_oneof![5 => plain, 2 => local, 1 => short].boxed();
    }
    let letter = (select(&FIRST[..]), select(&["财社", "财教", "财农", "财建"][..]), 2018u32..2028, 1u32..400, plain.clone())
        .prop_map(|(a, s, y, n, p)| format!("{a}{s}[{y}]{n}号关于提前下达{y}年{p}"));
    let span = (2018u32..2025, plain.clone()).prop_map(|(y, p)| format!("部门专项-{y}-{}年度{p}", y + 2));
    prop_oneof![5 => plain, 2 => local, 1 => short, 2 => letter, 2 => span, 1 => code].boxed()
}

const SUBJECTS: [&str; 24] = [
    "补助发放",
    "设备采购",
    "培训",
    "受益群众",
    "政策宣传",
    "管网改造",
    "检测样本",
    "护林员",
    "免费开放场馆",
    "数据报送",
    "参训学员",
    "维修养护里程",
    "办公用水",
    "资助学生",
    "巡查",
    "案件办理",
    "系统运维",
    "档案数字化",
    "应急演练",
    "新增绿化",
    "重复领取补贴",
    "投诉举报",
    "2020年以来建档立卡脱贫户",
    "村（社区）便民服务点",
];
const ASPECTS: [&str; 16] = [
    "数量",
    "人数",
    "次数",
    "覆盖率",
    "合格率",
    "完成及时率",
    "标准",
    "成本",
    "按时完成率",
    "情况",
    "知晓率",
    "达标率",
    "金额",
    "总户数（户）",
    "天数",
    "服务水平",
];

/// The name of an indicator; `long` ones need two lines in a printed form.
pub fn indicator_name() -> Text {
    let plain = (select(&SUBJECTS[..]), select(&ASPECTS[..])).prop_map(|(s, a)| format!("{s}{a}"));
    let dated = (2018u32..2028, plain.clone()).prop_map(|(y, p)| format!("{y}年{p}"));
    // Spreadsheets cut names at a fixed number of characters.
    let cut = (select(&TOPICS[..]), 5usize..9).prop_map(|(t, n)| t.chars().take(n).collect::<String>());
    let long = (
        select(&TOPICS[..]),
        select(&SUBJECTS[..]),
        select(&ASPECTS[..]),
        select(
            &[
                "，切实减轻困难群众负担，进一步巩固提升",
                "、镇村两级服务窗口及时向信息平台上传",
                "及时足额到位，保障各项工作正常开展并提高",
                "（含续建、新建及改造提升部分）",
            ][..],
        ),
    )
        .prop_map(|(t, s, a, m)| format!("{t}{m}{s}{a}"));
    let sentence = (select(&TOPICS[..]), select(&SUBJECTS[..])).prop_map(|(t, s)| format!("加强{t}，提高{s}规范化水平。"));
    prop_oneof![6 => plain, 2 => dated, 1 => cut, 2 => long, 1 => sentence].boxed()
}

pub fn maybe<S>(percent: u32, strategy: S) -> BoxedStrategy<Option<S::Value>>
where
    S: Strategy + 'static,
    S::Value: Clone,
{
    if percent == 0 {
        return Just(None).boxed();
    }
    proptest::option::weighted(f64::from(percent) / 100.0, strategy).boxed()
}
