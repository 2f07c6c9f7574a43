//! Groups: what holds between `{` and `}`, and what the text in them is.

use std::rc::Rc;

use super::shape::Shape;

/// What the text of a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Text {
    /// Text of the open story.
    #[default]
    Shown,
    /// None at all, whatever is inside.
    Away,
    /// None, but pictures inside are seen.
    Mute,
    /// Names of fonts.
    Fonts,
    /// The code of a field.
    Code,
    /// The number of a paragraph.
    Number,
    /// The bytes of a picture.
    Picture,
    /// Text twice: only the part in Unicode counts.
    Twice,
}

/// What happens when a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ends {
    /// Nothing.
    #[default]
    Nothing,
    /// A field.
    Field,
    /// A story.
    Story,
    /// A picture.
    Picture,
    /// A paragraph's number.
    Number,
}

/// What is in force inside a group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// What its text is.
    pub text: Text,
    /// What happens at its end; not handed down.
    pub ends: Ends,
    /// Characters that stand behind `\u` for readers without Unicode.
    pub spare: usize,
    /// The font.
    pub font: i32,
    /// Hidden, or deleted.
    pub hidden: bool,
    pub deleted: bool,
    /// Tables around its paragraphs.
    pub depth: usize,
    /// How rows are drawn.
    pub shape: Rc<Shape>,
}

impl Group {
    /// A group inside this one.
    pub fn inner(&self) -> Self {
        let text = if self.text == Text::Twice { Text::Away } else { self.text };
        Self { text, ends: Ends::Nothing, ..self.clone() }
    }

    /// Whether what stands here is seen.
    pub fn shows(&self) -> bool {
        !self.hidden && !self.deleted && matches!(self.text, Text::Shown | Text::Number | Text::Mute)
    }
}
