//! dev
fn main() {
    let g = gongkai::grammar::Grammars::builtin().expect("g");
    let o = gongkai::pipeline::Options::new(g);
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).expect("read");
        let mut r = gongkai::pipeline::extract(&b, &o);
        r.source.path = p;
        println!("{}", serde_json::to_string(&r).expect("json"));
    }
}
