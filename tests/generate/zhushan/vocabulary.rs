//! Made-up places, bodies, projects, people, texts and amounts.
//! Nothing here is taken from a real disclosure; only the wording of official
//! classifications (function and economic subjects) is that of the public lists.

use super::maybe::maybe;
use proptest::prelude::*;
use proptest::sample::select;

/// One of a fixed list of words.
pub fn word(list: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    select(list).no_shrink()
}

const PLACE_HEADS: &[&str] = &["青", "临", "平", "石", "清", "东", "金", "白", "双", "松", "柳", "槐"];
const PLACE_TAILS: &[&str] = &["禾", "泽", "湾", "岭", "桥", "浦", "坪", "泉", "埠", "溪", "陂", "峪"];
const PLACE_KINDS: &[&str] = &["县", "县", "县", "区", "市", "自治县", "高新区"];
const BUREAUS: &[&str] = &[
    "水利局",
    "农业农村局",
    "教育局",
    "文化和旅游局",
    "林业局",
    "市场监督管理局",
    "交通运输局",
    "残疾人联合会",
    "档案馆",
    "司法局",
    "民政局",
    "卫生健康委员会",
    "住房和城乡建设局",
    "科学技术协会",
    "应急管理局",
    "统计局",
    "融媒体中心",
    "人民检察院",
    "党委统战部",
    "公路事业发展中心",
];
const SURNAMES: &[&str] = &["陈", "林", "周", "吴", "郑", "冯", "韩", "曹", "魏", "欧阳", "邹", "闫"];
const GIVEN: &[&str] = &["志远", "晓岚", "建国", "静", "海燕", "一鸣", "文博", "丽", "春华", "思源"];
const TOPICS: &[&str] = &[
    "饮水工程维修养护",
    "中小河流治理",
    "高标准农田建设",
    "义务教育薄弱环节改善",
    "公共图书馆免费开放",
    "森林防火",
    "食品抽检",
    "农村公路养护",
    "残疾儿童康复救助",
    "档案数字化",
    "法律援助",
    "社区养老服务",
    "基本公共卫生服务",
    "老旧小区改造",
    "科普大篷车",
    "防汛物资储备",
    "人口抽样调查",
    "应急广播（村村响）",
    "校园安保",
    "病险水库除险加固",
];
const PROJECT_HEADS: &[&str] = &["", "", "", "", "县级", "农村", "城区", "中央和省级", "“十四五”"];
const PROJECT_TAILS: &[&str] = &["项目", "专项经费", "补助资金", "工程", "（二期）项目", "工作经费", "资金"];

/// A county, district or city that does not exist.
pub fn place() -> impl Strategy<Value = String> {
    (word(PLACE_HEADS), word(PLACE_TAILS), word(PLACE_KINDS)).prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

/// A body of one of many sectors, without its place.
pub fn bureau() -> impl Strategy<Value = &'static str> {
    word(BUREAUS)
}

/// A person's name.
pub fn person() -> impl Strategy<Value = String> {
    (word(SURNAMES), word(GIVEN)).prop_map(|(a, b)| format!("{a}{b}"))
}

/// A phone number in one of the usual spellings.
pub fn phone() -> impl Strategy<Value = String> {
    prop_oneof![
        (0u32..9_999_999).prop_map(|n| format!("0719{n:07}")),
        (0u32..9_999_999).prop_map(|n| format!("0537-{n:07}")),
        (0u32..999_999_999).prop_map(|n| format!("13{n:09}")),
    ]
    .no_shrink()
}

/// A project's name; `year` may be printed inside it.
pub fn project_name(year: i32) -> BoxedStrategy<String> {
    (word(PROJECT_HEADS), word(TOPICS), word(PROJECT_TAILS), prop::bool::weighted(0.15))
        .prop_map(move |(head, topic, tail, dated)| {
            let front = if dated { format!("{year}年") } else { String::new() };
            format!("{front}{head}{topic}{tail}")
        })
        .no_shrink()
        .boxed()
}

const SUBJECTS: &[&str] =
    &["各乡镇（街道）", "局机关各股室", "施工单位", "受益群众", "第三方机构", "全县", "中小学校", "承建企业", "村级组织", "联合检查组"];
const CLAUSES: &[&str] = &[
    "全年组织开展#次专题培训",
    "完成#公里渠道清淤（含支渠#条）",
    "按照《政府投资条例》规范实施",
    "新建改建校舍#平方米",
    "对#户困难家庭实行动态管理",
    "资金支付率达到#%以上",
    "切实提升服务能力和水平",
    "推进“一网通办”改革，窗口办结#件",
    "严格执行财务管理制度",
    "健全长效管护机制",
    "编制规划#项[含专项规划]",
    "人均补助标准为#元/人·年",
    "开展执法检查#余次",
    "信息化系统运行维护费#万元",
    "做到专款专用、账目清晰",
    "争取上级资金#.5万元",
    "保障干部职工#人正常办公",
    "降低森林火灾受害率至0.#‰以下",
    "群众满意度不低于#%",
    "项目采购按规定程序公开进行",
    "绩效目标与年度预算同步编制",
    "合计投入劳力#人次",
    "依据水保〔2021〕#号文件执行",
    "根据县委常委会[2020]第#号会议纪要",
    "建成示范点#个（其中：省级#个）",
    "及时拨付工程进度款",
    "培训费＝#人×45元×2天",
    "发放宣传册#份+展板#块",
    "形成可复制、可推广的经验",
    "改善城乡人居环境",
];
const ENUMERATORS: &[&str] = &["", "", "", "", "", "1、", "（一）", "一是", "（1）", "2.", "①", "三、", "3）"];

/// One clause with its numbers filled in.
fn clause() -> impl Strategy<Value = String> {
    (word(CLAUSES), 1u32..9999)
        .prop_map(|(text, number)| {
            let number = if text.contains("#%") { number % 100 + 1 } else { number };
            text.replace('#', &number.to_string())
        })
        .no_shrink()
}

/// One paragraph of free text: never equal to a label, never only a number.
pub fn paragraph() -> BoxedStrategy<String> {
    (word(ENUMERATORS), word(SUBJECTS), prop::collection::vec(clause(), 1..5), 0u8..10)
        .prop_map(|(enumerator, subject, clauses, end)| {
            let glue = if end % 3 == 0 { "；" } else { "，" };
            let stop = match end {
                0..=6 => "。",
                7 => "；",
                _ => "",
            };
            // A few inner blanks: they are part of the text and must survive.
            let gap = if end == 4 { "  " } else { "" };
            format!("{enumerator}{subject}{gap}{}{stop}", clauses.join(glue))
        })
        .no_shrink()
        .boxed()
}

/// Between `least` and `most` paragraphs.
pub fn paragraphs(least: usize, most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(paragraph(), least..=most)
}

/// A single-line statement without enumerator (goal names, indicator names).
pub fn statement() -> BoxedStrategy<String> {
    prop_oneof![
        3 => clause(),
        2 => (word(SUBJECTS), clause()).prop_map(|(a, b)| format!("{a}{b}")),
        1 => (word(TOPICS), word(&["完成率", "覆盖率", "及时率", "经费", "达标率", "受益人数"]))
            .prop_map(|(a, b)| format!("{a}{b}")),
    ]
    .no_shrink()
    .boxed()
}

/// A sentence that belongs to no field of any form.
pub fn foreign_sentence() -> impl Strategy<Value = String> {
    (
        word(&["本页由档案员扫描后归档", "今日食堂供应红烧茄子", "请将复印件交至二楼收发室", "会议室钥匙存放在门卫处"]),
        word(&["", "，谢谢配合", "，逾期不候", "，详情请看公告栏"]),
    )
        .prop_map(|(a, b)| format!("{a}{b}。"))
}

/// The digits of an amount as a budget prints them, without separators.
pub fn amount() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("0.00".to_owned()),
        1 => Just("0".to_owned()),
        5 => (0u32..9000, 0u32..100).prop_map(|(a, b)| format!("{a}.{b:02}")),
        1 => (0u32..900_000, 0u32..10).prop_map(|(a, b)| format!("{a}.{b}")),
        2 => (1u32..90_000).prop_map(|a| a.to_string()),
    ]
    .no_shrink()
}

/// A cell of an amount column; `None` is a blank cell.
pub fn amount_cell() -> impl Strategy<Value = Option<String>> {
    maybe(0.92, amount())
}
