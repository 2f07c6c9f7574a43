//! gongkai (公开): budget disclosures of Chinese government bodies, read into one exact JSON schema.
pub mod check;
pub mod decode;
pub mod expression;
pub mod grammar;
pub mod model;
pub mod normalize;
pub mod parse;
pub mod pipeline;
pub mod recognize;
pub mod render;
pub mod write;
