//! What holds for every document that was read, whatever the bytes.

use gongkai::model::document::Document;

/// Pieces follow each other, lie on characters, and leave nothing but blanks between them.
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
    assert!(
        document.text[end..]
            .trim_matches(gongkai::model::span::is_blank)
            .is_empty()
    );
}
