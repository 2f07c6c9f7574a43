//! The grammars that are compiled in are sound; a file that is not is refused with every place that is wrong.

use super::*;

const SOUND: &str = "id = \"fifth\"\nname = \"第五\"\n[evidence]\n\"项目概要\" = 4\n";

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}

/// What is said of these files, one problem a line.
fn refused(files: &[(&str, &str)]) -> String {
    let files = files.iter().map(|(path, text)| file(path, text)).collect();
    Grammars::with(files).expect_err("it is refused").to_string()
}

/// What is said of a sound layout with this behind it.
fn layout_with(rest: &str) -> String {
    refused(&[("a.toml", &format!("{SOUND}{rest}"))])
}

fn vocabulary(text: &str) -> String {
    refused(&[("vocabulary.toml", text)])
}

#[test]
fn the_built_in_grammars_are_sound() {
    let grammars = Grammars::builtin().unwrap_or_else(|error| panic!("{error}"));
    assert!(grammars.layouts.len() >= 4);
    assert!(["korla", "kunming", "shapotou", "zhushan"].iter().all(|id| grammars.layout(id).is_some()));
}

#[test]
fn a_layout_stays_a_page() {
    for (path, text) in Grammars::files().skip(1) {
        assert!(text.lines().count() <= 80, "{path} has {} lines", text.lines().count());
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= 110, "{path} has a line of {longest} columns");
    }
}

#[test]
fn a_users_layout_is_added_and_one_of_a_known_id_takes_its_place() {
    let own = Grammars::with(vec![file("x/fifth.toml", SOUND), file("x/korla.toml", &SOUND.replace("fifth", "korla"))]).expect("sound");
    let builtin = Grammars::builtin().expect("sound");
    assert_eq!(own.layouts.len(), builtin.layouts.len() + 1);
    let name = |grammars: &Grammars, id: &str| grammars.layout(id).map(|layout| layout.name.clone()).unwrap_or_default();
    assert_eq!((name(&own, "korla").as_str(), name(&own, "fifth").as_str()), ("第五", "第五"));
    let hash = |grammars: &Grammars, id: &str| grammars.layout(id).map(|layout| layout.sha256.clone());
    assert_ne!(hash(&own, "korla"), hash(&builtin, "korla"));
    assert_eq!(hash(&own, "kunming"), hash(&builtin, "kunming"));
}

#[test]
fn a_users_vocabulary_reaches_every_layout_and_wins_over_the_built_in_one() {
    let words = "[fields]\nname = [\"工程名头\"]\nleader = [\"预算单位\"]\n[level1]\noutput = [\"产物指标\"]\n";
    let own = Grammars::with(vec![file("x/vocabulary.toml", words)]).expect("sound");
    let builtin = Grammars::builtin().expect("sound");
    for layout in own.layouts.iter().chain([&own.unknown]) {
        let means = |text: &str| layout.vocabulary.labels.whole(text).map(|found| found.meaning);
        assert_eq!(means("工程名头"), Some(Meaning::Field(Field::Name)));
        assert_eq!(means("预算单位"), Some(Meaning::Field(Field::Leader)));
        assert!(layout.vocabulary.level1.contains_key("产物指标"));
    }
    assert_ne!(own.layouts[0].sha256, builtin.layouts[0].sha256);
}

#[test]
fn a_layout_may_hold_any_part_of_a_vocabulary_for_itself_alone() {
    let text = format!("{SOUND}[words]\nplaceholders = [\"待填\"]\n[units]\nbase = [\"拖\"]\nscales = {{ \"仟\" = 1000 }}\n");
    let own = Grammars::with(vec![file("fifth.toml", &text)]).expect("sound");
    assert!(own.layout("fifth").is_some_and(|layout| layout.vocabulary.is_placeholder("待填")));
    assert!(own.layout("korla").is_some_and(|layout| !layout.vocabulary.is_placeholder("待填")));
}

#[test]
fn a_label_knows_the_line_it_is_written_in() {
    let text = format!("{SOUND}[fields]\nleader = [\"领头人\"]\n");
    let own = Grammars::with(vec![file("x/fifth.toml", &text)]).expect("sound");
    let words = &own.layout("fifth").expect("it").vocabulary;
    let place = |label: &str| {
        let found = words.labels.whole(label).expect("a label");
        words.spellings[found.spelling as usize].place.file_line()
    };
    assert_eq!(place("领头人"), "x/fifth.toml:6");
    assert!(place("项目名称").starts_with("grammars/vocabulary.toml:"));
}

#[test]
fn toml_that_cannot_be_read_is_placed() {
    let said = refused(&[("a.toml", "id = \"a\"\nname = 第五\n")]);
    assert!(said.starts_with("a.toml:2:") && said.contains("expected TOML"), "{said}");
    let twice = refused(&[("a.toml", &format!("{SOUND}\"项目概要\" = 3\n"))]);
    assert!(twice.starts_with("a.toml:5:1: expected TOML, found: duplicate key"), "{twice}");
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_known_one() {
    let said = layout_with("[feilds]\nname = [\"甲\"]\n");
    assert_eq!(said, "a.toml:5:2: expected a key of a layout, found \"feilds\"; did you mean \"fields\"?");
    let said = layout_with("[fields]\ncompetent_departement = [\"甲\"]\n");
    assert_eq!(said, "a.toml:6:1: expected a key of [fields], found \"competent_departement\"; did you mean \"competent_department\"?");
    let said = layout_with("[signs]\nzzz = [\"甲\"]\n");
    assert!(said.contains("known are at_least, at_most"), "{said}");
    let said = vocabulary("[forms]\nbegins = \"title\"\n");
    assert!(said.starts_with("vocabulary.toml:1:2: expected a key of a vocabulary, found \"forms\""), "{said}");
}

#[test]
fn a_label_that_means_two_things_is_named_with_both_places() {
    let said = layout_with("[fields]\nname = [\"名头\"]\n[goals]\nannual = [\"名头：\"]\n");
    let expected = "a.toml:8:11: expected one meaning of \"名头：\", found two: fields.name and goals.annual; keep one of them (first written here: a.toml:6:9)";
    assert_eq!(said, expected);
    let said = layout_with("[columns]\nname = [\"名头\"]\nunit = [\"名 头\"]\n");
    assert!(said.contains("columns.name and columns.unit") && said.contains("a.toml:6:9"), "{said}");
    let said = layout_with("[goals]\nannual = [\"目标({year})\"]\nmid_term = [\"目标（{years}）\"]\n");
    assert!(said.contains("goals.annual and goals.mid_term"), "{said}");
    let said = layout_with("[level1]\noutput = [\"产物\"]\nbenefit = [\"产物\"]\n");
    assert!(said.contains("level1.output and level1.benefit"), "{said}");
}

#[test]
fn a_spelling_that_stands_twice_is_named_with_both_places() {
    let said = layout_with("[fields]\nname = [\"名头\", \"甲\", \"名头\"]\n");
    assert_eq!(said, "a.toml:6:20: expected each spelling once, found \"名头\" again under fields.name (first written here: a.toml:6:9)");
    let said = layout_with("[words]\nyes = [\"是\", \"是\"]\n");
    assert!(said.starts_with("a.toml:6:13:"), "{said}");
}

#[test]
fn unknown_placeholders_are_refused() {
    let said = layout_with("[goals]\nannual = [\"{yaer}目标\"]\n");
    assert_eq!(said, "a.toml:6:11: expected a placeholder in \"{yaer}目标\", found \"{yaer}\"; did you mean {year}?");
    for broken in ["{", "}", "目标{", "{}", "目标{n"] {
        let said = layout_with(&format!("[goals]\nannual = [\"{broken}\"]\n"));
        assert!(said.contains("expected a placeholder"), "{broken}: {said}");
    }
}

#[test]
fn missing_sections_are_named() {
    let said = refused(&[("a.toml", "name = \"甲\"\n")]);
    assert_eq!(
        said,
        "a.toml:1:1: expected id = \"…\" in the layout, found none\na.toml:1:1: expected [evidence] in the layout, found none"
    );
}

#[test]
fn ids_are_plain_and_used_once() {
    for id in ["Fifth", "第五", "a b", "a/b", "unknown"] {
        let said = refused(&[("a.toml", &SOUND.replace("fifth", id))]);
        assert!(said.starts_with("a.toml:1:6: expected an id"), "{said}");
    }
    let said = refused(&[("a.toml", SOUND), ("b.toml", SOUND)]);
    assert_eq!(said, "b.toml:1:6: expected an id that no other file has, found \"fifth\" again (first written here: a.toml:1:6)");
}

#[test]
fn columns_and_beginnings_are_of_known_kinds() {
    let said = layout_with("[indicators]\norder = [\"level1\", \"nmae\"]\n");
    assert_eq!(said, "a.toml:6:20: expected a kind of indicator column, found \"nmae\"; did you mean \"name\"?");
    let said = layout_with("[forms]\nbegins = \"titel\"\n");
    assert_eq!(said, "a.toml:6:10: expected where a form begins, found \"titel\"; did you mean \"title\"?");
}

#[test]
fn evidence_has_weights_that_can_be_reached() {
    let weighed = |weight: &str| refused(&[("a.toml", &SOUND.replace("= 4", &format!("= {weight}")))]);
    for (weight, expected) in [
        ("0", "a.toml:4:10: expected a weight from -1000 to 1000 and not 0, found 0"),
        ("\"4\"", "a.toml:4:10: expected a weight: a whole number such as 3 or -4, found the text \"4\""),
        ("2", "a.toml:3:1: expected phrases that weigh 3 or more together, found 2: no document could have this layout"),
        ("-4", "a.toml:3:1: expected phrases that weigh 3 or more together, found 0: no document could have this layout"),
    ] {
        assert_eq!(weighed(weight), expected);
    }
}

#[test]
fn values_of_another_type_are_refused() {
    for (rest, expected) in [
        ("[fields]\nname = \"名头\"\n", "a.toml:6:8: expected a list of spellings, [\"…\", \"…\"], found the text \"名头\""),
        ("[fields]\nname = [1]\n", "a.toml:6:9: expected a spelling: a text in quotation marks, found the number 1"),
        ("[fields]\nname = [\" \"]\n", "a.toml:6:9: expected a spelling, found a blank text"),
        ("[units]\nmoney = { \"块\" = 0 }\n", "a.toml:6:17: expected a whole number from 1 to 1000000000, found 0"),
        ("[[budget.kinds]]\nkind = \"other\"\n", "expected words = [\"…\"] in [[budget.kinds]], found none"),
        ("[[budget.kinds]]\nkind = \"all\"\nwords = [\"甲\"]\n", "expected a kind of budget table, found \"all\""),
    ] {
        let said = layout_with(rest);
        assert!(said.contains(expected), "{said}\n{expected}");
    }
    let said = refused(&[("a.toml", &format!("fields = 3\n{SOUND}"))]);
    assert_eq!(said, "a.toml:1:10: expected a table [fields], found the number 3");
}

#[test]
fn everything_wrong_with_all_files_is_said_at_once() {
    let layout = format!("{SOUND}[fields]\nnaem = [\"甲\"]\n[goals]\nannual = [\"{{x}}\"]\n[indicators]\norder = [\"x\"]\n");
    let said = refused(&[("b.toml", &layout), ("vocabulary.toml", "[level3]\n"), ("a.toml", "")]);
    let places: Vec<&str> = said.lines().map(|line| line.split(": ").next().unwrap_or("")).collect();
    let expected = ["a.toml:1:1", "a.toml:1:1", "a.toml:1:1", "b.toml:6:1", "b.toml:8:11", "b.toml:10:10", "vocabulary.toml:1:2"];
    assert_eq!(places, expected, "{said}");
}
