//! dev
fn main() {
    let g = gongkai::grammar::Grammars::builtin().expect("g");
    let mut o = gongkai::pipeline::Options::new(g);
    o.provenance = std::env::var("PROV").is_ok();
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).expect("read");
        let mut r = gongkai::pipeline::extract(&b, &o);
        r.source.path = p;
        println!("{}", serde_json::to_string(&r).expect("json"));
    }
}
