//! Control words that say what kind of text a group holds, or that stand for a character.

use super::groups::Text;
use crate::decode::margins::Slot;

/// The character that a word stands for.
pub fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "page" | "column" | "softpage" | "softcol" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        _ => return None,
    })
}

/// Destinations behind `\*` that readers of this kind know; all others are to be passed over.
pub fn is_known(word: &str) -> bool {
    matches!(
        word,
        "shpinst" | "shpgrp" | "nesttableprops" | "fldinst" | "shppict" | "ud" | "do" | "moMath" | "moMathPara" | "listtext" | "pntext"
    )
}

/// Destinations whose text is none of the document's.
pub fn destination(word: &str) -> Option<Text> {
    Some(match word {
        "fonttbl" => Text::Fonts,
        "fldinst" => Text::Code,
        "listtext" | "pntext" => Text::Number,
        "upr" => Text::Twice,
        "sp" => Text::Mute,
        "colortbl" | "stylesheet" | "info" | "filetbl" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "pn" | "pntxta"
        | "pntxtb" | "nonshppict" | "shprslt" | "nonesttables" | "xe" | "tc" | "tcn" | "rxe" | "txe" | "template" | "generator"
        | "objdata" | "objclass" | "objname" | "annotation" | "atnid" | "atnauthor" | "atndate" | "bkmkstart" | "bkmkend" | "themedata"
        | "colorschememapping" | "datastore" | "latentstyles" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn"
        | "pgdsctbl" | "background" | "formfield" | "datafield" | "mmathPict" | "mmathPr" | "mctrlPr" | "sn" => Text::Away,
        _ => return None,
    })
}

/// Which page header or footer a word begins.
pub fn margin(word: &str) -> Option<Slot> {
    Some(match word {
        "header" | "headerr" => Slot::Header,
        "headerl" => Slot::EvenHeader,
        "headerf" => Slot::FirstHeader,
        "footer" | "footerr" => Slot::Footer,
        "footerl" => Slot::EvenFooter,
        "footerf" => Slot::FirstFooter,
        _ => return None,
    })
}

/// How the bytes of a picture are stored: the ending of its name.
pub fn picture(word: &str) -> Option<&'static str> {
    Some(match word {
        "pngblip" => "png",
        "jpegblip" => "jpeg",
        "emfblip" => "emf",
        "wmetafile" => "wmf",
        "macpict" => "pict",
        "dibitmap" | "wbitmap" => "bmp",
        _ => return None,
    })
}
