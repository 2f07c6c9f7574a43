//! What holds for every document that was read, whatever the bytes.

use gongkai::model::document::Document;

/// Pieces follow each other, lie on characters, and leave nothing but blanks between them; page headers stand behind.
pub fn sound(document: &Document) {
    let mut end = 0;
    for piece in &document.pieces {
        let (start, stop) = (piece.span.start as usize, piece.span.end as usize);
        assert!(start >= end && stop >= start, "pieces overlap");
        let between = document.text[end..start].trim_matches(gongkai::model::span::is_blank);
        assert!(
            between.is_empty(),
            "text outside of every piece: {between:?}"
        );
        assert!(
            !piece.span.of(&document.text).contains('\n'),
            "a piece of two lines"
        );
        end = stop;
    }
    let body = document.body();
    for line in &document.margins {
        let (start, stop) = (line.start as usize, line.end as usize);
        assert!(start >= body.len() && stop > start, "a page header inside the text");
        assert!(!document.text[start..stop].contains('\n'), "a page header of two lines");
    }
    assert!(
        body[end..]
            .trim_matches(gongkai::model::span::is_blank)
            .is_empty()
    );
}
