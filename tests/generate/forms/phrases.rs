//! Free text: sentences with numbers, brackets, enumerators and Latin words, paragraphs, goals.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::vocabulary::{TOPICS, Text, place};

// {t} topic, {n} {m} whole numbers, {d} decimal, {p} percent, {y} year, {o} place
const SENTENCES: [&str; 22] = [
    "{y}年，全{o}预计完成{t}{n}户，共计补助金额为{d}万元，于{y}年9月份足额到位。",
    "根据《{o}{t}实施办法》（{o}政办发〔{y}〕{m}号）文件要求，按时开展{t}工作。",
    "严格按照[{y}]{m}号文件规定:\"每人每年补助{m}元\"，做到应补尽补、专款专用。",
    "{t}覆盖率达{p}%以上，群众知晓率有较大提高，未发生安全责任事故。",
    "开展{t}培训{m}期{n}人次，印制宣传资料{n}份，投入{d}万元；",
    "工作经费{m}元/人，共计{n}元，其中：办公费{m}元、差旅费{m}元、培训费{m}元。",
    "充分利用APP、Wi-Fi和IPv6等信息化手段，推进“一窗通办”，提升服务质量。",
    "加强与发改、财政、审计等部门的协调联动，实现信息共享。",
    "为做好{t}，{o}成立了工作专班（办公室设在{o}综合科），明确专人负责。",
    "按{n}人*{m}元/人测算，需资金{d}万元，由本级财政安排（不含上级补助）。",
    "力争到{y}年底，{t}各项任务全面完成，{p}%的村（社区）实现全覆盖！",
    "贯彻落实省、市有关会议精神，建立健全长效机制，持续巩固整治成果。",
    "项目资金实行专账核算,专款专用,确保资金使用规范、安全、高效。",
    "依托“{t}”平台，为{n}名服务对象建立电子台账，做到底数清、情况明。",
    "一是抓好{t}；二是严格资金管理；三是强化督促检查，确保取得实效。",
    "截至{y}年6月30日，已支付{d}万元，占全年预算的{p}%，余下部分按进度支付。",
    "该经费为{y}-{y}年延续安排，主要用于{t}及其配套设施的日常维护。",
    "本单位内设机构{m}个，核定编制{m}名，实有在职人员{m}人，退休{m}人。",
    "引进第三方机构开展绩效评价，形成《{y}年{t}评估报告》1份。",
    "符合条件的对象凭身份证、户口簿等材料申请，经审核公示（不少于5个工作日）后发放。",
    "完成DRG、OA等系统的升级改造，实现数据“零跑动”，年节约成本{d}万元。",
    "有效保障单位正常运转，为辖区群众提供便捷、高效、优质的服务。",
];
// Blanks, angle brackets and words that are labels elsewhere: only where lines are whole paragraphs.
const AWKWARD: [&str; 6] = [
    "{o}政发[{y}]{m}号 {o}人民政府关于印发{o}贯彻<{t}办法>的实施意见的通知、省厅<关于{t}的若干措施>。",
    "完成情况须达到上级下达的任务数，即完成率 >= {p}% ，超支率 <= 5% 。",
    "每季度对照项目实施计划和各项绩效指标开展自查，及时纠正偏差。",
    "请各单位按照年度总体目标和项目资金安排情况，抓紧组织实施。",
    "服务对象满意度指标和成本指标纳入年终考核；",
    "费用由{o}财政承担（联系人：办公室，电话：{n}），不足部分另行申请。",
];

/// One sentence.
pub fn sentence(awkward: bool) -> Text {
    let template =
        if awkward { prop_oneof![8 => select(&SENTENCES[..]), 1 => select(&AWKWARD[..])].boxed() } else { select(&SENTENCES[..]).boxed() };
    (template, select(&TOPICS[..]), 100u32..300000, 2u32..90, (1u32..9000, 0u32..100), 50u32..=100, 2018u32..2028, place())
        .prop_map(|(template, topic, n, m, (whole, part), p, y, o)| {
            template
                .replace("{t}", topic)
                .replace("{n}", &n.to_string())
                .replace("{m}", &m.to_string())
                .replace("{d}", &format!("{whole}.{part:02}"))
                .replace("{p}", &p.to_string())
                .replace("{y}", &y.to_string())
                .replace("{o}", &o)
        })
        .boxed()
}

/// One paragraph; whole sentences.
pub fn paragraph(awkward: bool) -> Text {
    vec(sentence(awkward), 1..4).prop_map(|sentences| sentences.concat()).boxed()
}

/// The n-th enumerator (from 0) of a style.
fn enumerator(style: usize, n: usize) -> String {
    const HAN: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
    const RING: [&str; 8] = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧"];
    match style {
        0 => format!("{}.", n + 1),
        1 => format!("{}、", n + 1),
        2 => format!("（{}）", HAN[n]),
        3 => format!("{}、", HAN[n]),
        _ => RING[n].to_owned(),
    }
}

/// Free text as a list of paragraphs (never empty).
pub fn paragraphs(awkward: bool) -> BoxedStrategy<Vec<String>> {
    let numbered = (0usize..5, vec(sentence(awkward), 2..6))
        .prop_map(|(style, list)| list.iter().enumerate().map(|(n, s)| format!("{}{s}", enumerator(style, n))).collect::<Vec<_>>());
    let one = paragraph(awkward).prop_map(|p| vec![p]);
    let open = paragraph(awkward).prop_map(|p| {
        // A text that somebody forgot to close with a full stop.
        vec![p.trim_end_matches(['。', '；', '！']).trim_end().to_owned()]
    });
    let short =
        select(&["列入年度财政预算。", "资金到位后一个月内拨付到户。", "全年", "按上级要求执行"][..]).prop_map(|s| vec![s.to_owned()]);
    prop_oneof![
        4 => one,
        1 => open,
        1 => short,
        3 => vec(paragraph(awkward), 2..5),
        2 => numbered
    ]
    .boxed()
}

/// The paragraphs of a goal and, where it is numbered 目标N, the items.
#[derive(Clone, Debug)]
pub struct GoalText {
    pub paragraphs: Vec<String>,
    pub items: Vec<(String, String)>,
}

/// The text of a goal, numbered or not.
pub fn goal_text(awkward: bool) -> BoxedStrategy<GoalText> {
    let plain = paragraphs(awkward).prop_map(|paragraphs| GoalText { paragraphs, items: Vec::new() });
    let separator = select(&["：", "：", "：", ":", "、", ". ", "；"][..]);
    let numbered = (separator, vec(paragraph(awkward), 1..6)).prop_map(|(separator, list)| {
        let mut text = GoalText { paragraphs: Vec::new(), items: Vec::new() };
        for (n, body) in list.into_iter().enumerate() {
            let label = format!("目标{}", n + 1);
            text.paragraphs.push(format!("{label}{separator}{body}"));
            text.items.push((label, body.trim().to_owned()));
        }
        text
    });
    prop_oneof![1 => plain, 1 => numbered].boxed()
}

/// A sentence that belongs to no field of any form.
pub fn foreign() -> Text {
    let who = select(&["今年春天雨水较多，", "据气象台预报，", "上周末的文艺演出中，", "镇上的老人们常说，", "秋收过后，"][..]);
    let what = select(
        &[
            "河边新栽的柳树长势良好。",
            "明日晴间多云，西北风三级。",
            "两支舞龙队先后登台亮相。",
            "雪后的山路最难走。",
            "田间又恢复了往日的宁静。",
        ][..],
    );
    (who, what).prop_map(|(a, b)| format!("{a}{b}")).boxed()
}
