//! The text of a document with what was claimed, structural and unclaimed told apart: by colours, or by marks without them.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::claims::Claim;

/// What became of a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Claimed,
    Structural,
    Unclaimed,
    Blank,
}

/// A part of the text of one fate.
#[derive(Debug)]
pub struct Part {
    pub fate: Fate,
    pub text: String,
}

/// How the three are told apart.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colours: bool,
}

const CLAIMED: Style = AnsiColor::Green.on_default();
const STRUCTURAL: Style = AnsiColor::Cyan.on_default().dimmed();
const UNCLAIMED: Style = AnsiColor::Red.on_default().bold().underline();

/// The text cut where its fate changes. A character in a value and in a label is the value's.
pub fn parts(text: &str, claims: &[Claim]) -> Vec<Part> {
    let mut fates = vec![Fate::Unclaimed; text.chars().count()];
    for (role, fate) in [("structural", Fate::Structural), ("claimed", Fate::Claimed)] {
        for claim in claims.iter().filter(|claim| claim.role == role) {
            fates[claim.start..claim.end].fill(fate);
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (c, fate) in text.chars().zip(fates) {
        let fate = if c.is_whitespace() { Fate::Blank } else { fate };
        match parts.last_mut() {
            Some(part) if part.fate == fate => part.text.push(c),
            _ => parts.push(Part { fate, text: c.to_string() }),
        }
    }
    parts
}

impl Paint {
    /// Colours, or marks where they would be lost.
    pub fn for_people(colours: bool) -> Self {
        Self { colours }
    }

    /// What the colours or marks say.
    pub fn legend(self) -> String {
        let (claimed, structural, unclaimed) =
            (self.one(Fate::Claimed, "claimed"), self.one(Fate::Structural, "structural"), self.one(Fate::Unclaimed, "unclaimed"));
        format!("{claimed}, {structural}, {unclaimed}")
    }

    /// The whole text.
    pub fn write(self, parts: &[Part], page: &mut String) -> std::fmt::Result {
        parts.iter().try_for_each(|part| write!(page, "{}", self.one(part.fate, &part.text)))?;
        if parts.last().is_some_and(|part| !part.text.ends_with('\n')) { writeln!(page) } else { Ok(()) }
    }

    fn one(self, fate: Fate, text: &str) -> String {
        // The document's own escape sequences would paint over ours.
        let text: String = text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect();
        let (style, open, close) = match fate {
            Fate::Claimed => (CLAIMED, "", ""),
            Fate::Structural => (STRUCTURAL, "‹", "›"),
            Fate::Unclaimed => (UNCLAIMED, "⟦", "⟧"),
            Fate::Blank => return text,
        };
        if self.colours { format!("{style}{text}{style:#}") } else { format!("{open}{text}{close}") }
    }
}
