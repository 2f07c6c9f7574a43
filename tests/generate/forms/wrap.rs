//! Hard line wraps of running PDF text, set so that the paragraphs can be read back.

/// Half-width columns a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What must not stand at the start of a wrapped line: it would read as a head or a label there.
fn reads_as_head(rest: &str) -> bool {
    const HEADS: [&str; 24] = [
        "目标",
        "指标",
        "项目",
        "年度",
        "数量",
        "质量",
        "时效",
        "成本",
        "效益",
        "满意",
        "社会",
        "经济",
        "生态",
        "可持续",
        "服务对象",
        "产出",
        "绩",
        "效",
        "标",
        "第",
        "—",
        "-",
        "主管",
        "实施",
    ];
    const HAN: &str = "一二三四五六七八九十";
    let mut chars = rest.chars();
    let (first, second) = (chars.next(), chars.next());
    if HEADS.iter().any(|head| rest.starts_with(head)) {
        return true;
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < rest.len() && digits.starts_with(['.', '、', '．', '）', ')']) {
        return true;
    }
    match (first, second) {
        (Some('（' | '('), Some(c)) => HAN.contains(c) || c.is_ascii_digit() || c == '必',
        (Some(a), Some('、' | '是')) => HAN.contains(a),
        (Some(c), _) => ('①'..='⑳').contains(&c),
        _ => false,
    }
}

/// Breaks one paragraph into lines of at most about `width` full-width characters.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let mut end = start;
        let mut used = 0;
        while end < chars.len() && used < width * 2 {
            used += if chars[end].is_ascii() { 1 } else { 2 };
            end += 1;
        }
        if end < chars.len() {
            end = (start + width / 2..=end)
                .rev()
                .find(|&at| may_break(&chars, at))
                .or_else(|| (end..chars.len()).find(|&at| may_break(&chars, at)))
                .unwrap_or(chars.len());
        }
        lines.push(chars[start..end].iter().collect());
        start = end;
    }
    lines
}

fn may_break(chars: &[char], at: usize) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let rest: String = chars[at..].iter().take(8).collect();
    let blank = before.is_whitespace() || after.is_whitespace();
    let inside_word = before.is_ascii() && after.is_ascii();
    // A line that ends a sentence and is a little short would read as the end of a paragraph.
    let ends = "。；！？".contains(before);
    !(blank || inside_word || ends || reads_as_head(&rest))
}

/// Whether the paragraphs can be told apart once they are wrapped: each begins with an enumerator,
/// or follows a line that is clearly short and ends a sentence.
pub fn separable(paragraphs: &[String], width: usize) -> bool {
    let heads = paragraphs.iter().skip(1).all(|p| {
        let first = p.chars().next().unwrap_or(' ');
        p.starts_with("目标") || "（①②③④⑤⑥⑦⑧".contains(first) || has_number(p)
    });
    let short = paragraphs[..paragraphs.len().saturating_sub(1)].iter().all(|p| {
        let last = wrap(p, width).pop().unwrap_or_default();
        columns(&last) * 10 <= width * 2 * 6 && p.ends_with(['。', '；', '！'])
    });
    heads || short
}

fn has_number(paragraph: &str) -> bool {
    let rest = paragraph.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八".contains(c));
    rest.len() < paragraph.len() && rest.starts_with(['.', '、'])
}
