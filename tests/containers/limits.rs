//! Hostile pages and RTF files: each gives a clear error or a tame text, in time and memory of its own size. (What is
//! hostile in Word files is in tests/docx/hostile.rs and tests/doc/hostile.rs; docs/limits.md lists the limits.)

use std::time::{Duration, Instant};

use gongkai::decode::decode;

use crate::html::shown;

fn refused(bytes: &[u8]) -> (&'static str, String) {
    let begun = Instant::now();
    let refusal = decode(bytes, None).expect_err("a refusal");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    (refusal.code, refusal.message)
}

fn page(body: &str) -> Vec<u8> {
    format!("<html><body>{body}").into_bytes()
}

fn rtf(body: &str) -> Vec<u8> {
    format!("{{\\rtf1 {body}}}").into_bytes()
}

#[test]
fn bottomless_pages_are_refused() {
    for element in ["<div>", "<span>", "<table><tr><td>", "<ul><li>", "<svg><g>", "<x>"] {
        let (code, message) = refused(&page(&element.repeat(100_000)));
        assert_eq!(code, "hostile-file", "{element}");
        assert!(message.contains("512 deep") || message.contains("128 tables"), "{element}: {message}");
    }
    let crowded: String = (0..200_000).map(|i| format!(" a{i}")).collect();
    assert!(refused(&page(&format!("<p{crowded}>甲"))).1.contains("attributes"));
    let cells = "<td>".repeat(5_000);
    assert!(refused(&page(&format!("<table><tr>{cells}"))).1.contains("grid columns"));
}

#[test]
fn formatting_that_is_never_closed_is_not_copied() {
    // Browsers repeat each of these in every paragraph behind them.
    let fonts: String = (0..200).map(|i| format!("<font size={i}><b>")).collect();
    let body = format!("<p>{fonts}{}", "<p>甲".repeat(20_000));
    let begun = Instant::now();
    assert_eq!(shown(&page(&body), "html").expect("a page").len(), 20_000);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn mad_spans_are_tamed() {
    let table =
        "<table><tr><td colspan=1000000000 rowspan=99999999999999999999>宽<td colspan=-3>后<td colspan=x rowspan=0>末<tr><td>下</table>";
    assert_eq!(shown(&page(table), "html").expect("a page"), ["1.0 宽", "1.256 后", "1.257 末", "2.0", "2.256 下", "2.257"]);
    // Cells that reach down for ever, under each other.
    let wide = "<td rowspan=65534>".repeat(4_000) + &"<tr>".repeat(100_000);
    assert_eq!(refused(&page(&format!("<table><tr>{wide}"))).0, "hostile-file");
}

#[test]
fn pages_cut_anywhere_are_read() {
    let whole = "<html><head><title>页</title></head><body><table><tr><td rowspan=2>甲<!-- 注 --></td><td>&amp;乙</td></tr></table><script>x<y</script></body></html>";
    for length in (0..=whole.len()).filter(|&at| whole.is_char_boundary(at)) {
        let _ = decode(&whole.as_bytes()[..length], None);
    }
}

#[test]
fn bottomless_rtf_is_refused() {
    assert!(refused(&rtf(&"{".repeat(1_000_000))).1.contains("4096 deep"));
    let deep: String = (1..=200).map(|i| format!("\\intbl\\itap{i} a\\par")).collect();
    assert!(refused(&rtf(&deep)).1.contains("128 tables"));
    assert!(refused(&rtf(&"\\cellx1".repeat(1_000))).1.contains("512 cells"));
}

#[test]
fn rtf_that_breaks_off_is_damaged() {
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0 x;}}\\trowd\\cellx9\\intbl a\\cell\\row\\pard\\u20013?{\\b z}\\par}";
    for length in 5..whole.len() {
        assert_eq!(refused(&whole.as_bytes()[..length]).0, "damaged-file", "{length}");
    }
    // What stands behind the end is none of the document.
    assert_eq!(shown(format!("{whole}}}}} x \0").as_bytes(), "rtf").expect("a file"), ["1.0 a", "中z"]);
}

#[test]
fn rtf_takes_time_of_its_own_size() {
    for body in [
        "\\intbl\\itap128 \\nestcell\\par\\itap0\\par".repeat(20_000),
        "{\\cellx1 a\\row}".repeat(50_000),
        "{\\field{\\*\\fldinst a}".repeat(2_000) + &"}".repeat(2_000),
        "{\\footnote a".repeat(4_000) + &"}".repeat(4_000),
        "{\\header\\footer\\footnote\\shptxt a\\par}".repeat(20_000),
        "\\bin2147483647 ".to_owned(),
        "\\'".repeat(100_000),
        format!("{}{}", "\\trowd".to_owned() + &"\\cellx1".repeat(500), "{\\cellx2 \\cell\\row}".repeat(20_000)),
    ] {
        let begun = Instant::now();
        let _ = decode(&rtf(&body), None);
        assert!(begun.elapsed() < Duration::from_secs(20), "{} took {:?}", &body[..15], begun.elapsed());
    }
}

#[test]
fn changed_bytes_do_no_harm() {
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % limit as u64) as usize
    };
    let sample =
        |kind: &str| std::fs::read(format!("{}/corpus/containers/shapotou-plain.{kind}", env!("CARGO_MANIFEST_DIR"))).expect("a sample");
    for kind in ["rtf", "html"] {
        let sample = sample(kind);
        let start = sample.len() / 2;
        let sample = [&sample[..2_000], &sample[start..]].concat();
        for _ in 0..60 {
            let mut bytes = sample.clone();
            for _ in 0..1 + next(8) {
                let at = next(bytes.len());
                bytes[at] = [b'{', b'}', b'\\', b'<', b'>', next(256) as u8][next(6)];
            }
            let _ = decode(&bytes, None);
        }
    }
}
