//! Parts of the work in stores of their own, merged, are the store of one run.

use crate::run::{Folder, gongkai};
use crate::store::{STORES, contents, ingest, numbers, sources, summary};

#[test]
fn three_shards_merged_equal_one_run() {
    for store in STORES {
        let folder = Folder::new();
        sources(&folder);
        ingest(&folder, store, &[]).ending(1);
        let expected = contents(&folder.path(store));
        let mut inputs = 0;
        let mut arguments = vec!["merge".to_owned()];
        for shard in ["0/3", "1/3", "2/3"] {
            let name = format!("part{}-{store}", &shard[..1]);
            let told = summary(&ingest(&folder, &name, &["--shard", shard]));
            inputs += numbers(&told, ["inputs"])[0];
            arguments.push(folder.name(&name));
        }
        assert_eq!(inputs, expected.of("ledger").len() as u64);
        let merged = format!("merged-{store}");
        arguments.extend(["--into".to_owned(), folder.name(&merged)]);
        gongkai(&arguments).ending(0);
        contents(&folder.path(&merged)).assert_equals(&expected, "merged");
        gongkai(&arguments).ending(0);
        contents(&folder.path(&merged)).assert_equals(&expected, "merged twice");
        // The merged store goes on like any other.
        let told = summary(&ingest(&folder, &merged, &[]).ending(1));
        assert_eq!(numbers(&told, ["stored"]), [0]);
    }
}

#[test]
fn stores_of_two_kinds_and_what_is_no_store_are_not_merged() {
    let folder = Folder::new();
    sources(&folder);
    folder.file("no.sqlite", "");
    for store in STORES {
        ingest(&folder, store, &[]).ending(1);
    }
    let [a, b] = STORES.map(|store| folder.name(store));
    for (from, into) in [(&a, &b), (&b, &a), (&folder.name("no.sqlite"), &a)] {
        let run = gongkai(["merge", from, "--into", into]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains("expected"), "{}", run.stderr);
    }
}
