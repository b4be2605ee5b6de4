//! The questions about one document, each in a file of its own.

pub(crate) mod actions;
pub(crate) mod completion;
pub(crate) mod folding;
pub(crate) mod formatting;
pub(crate) mod hints;
pub(crate) mod hover;
pub(crate) mod lenses;
pub(crate) mod links;
pub(crate) mod navigation;
pub(crate) mod proof;
pub(crate) mod selection;
pub(crate) mod standing;
pub(crate) mod symbols;
pub(crate) mod tokens;
