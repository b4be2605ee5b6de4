//! The packs that come with the program, as read when it was built: see `build.rs`.

use serde::Deserializer;
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{IntoDeserializer, Visitor};
use serde_spanned::de::{SpannedDeserializer, is_spanned};

/// A value of TOML.
#[derive(Debug)]
pub(super) enum Node {
    Text(&'static str),
    Number(i64),
    Bool(bool),
    List(&'static [Self]),
    Table(&'static [(&'static str, Self)]),
}

/// Each file under `rules/` by its name there, without examples.
pub(super) static FILES: &[(&str, Node)] = &include!(concat!(env!("OUT_DIR"), "/packs.rs"));

impl IntoDeserializer<'_> for &'static Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'static Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::Number(number) => visitor.visit_i64(*number),
            Node::Bool(is_so) => visitor.visit_bool(*is_so),
            Node::List(values) => visitor.visit_seq(SeqDeserializer::new(values.iter())),
            Node::Table(entries) => visitor.visit_map(map(entries)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Nobody is shown a place in these files.
        if is_spanned(name) {
            visitor.visit_map(SpannedDeserializer::new(self, 0..0))
        } else {
            self.deserialize_any(visitor)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => visitor.visit_enum((*text).into_deserializer()),
            Node::Table(entries) => visitor.visit_enum(MapAccessDeserializer::new(map(entries))),
            Node::Number(_) | Node::Bool(_) | Node::List(_) => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

type Entries = std::iter::Map<
    std::slice::Iter<'static, (&'static str, Node)>,
    fn(&'static (&'static str, Node)) -> (&'static str, &'static Node),
>;

fn map<'de>(entries: &'static [(&'static str, Node)]) -> MapDeserializer<'de, Entries, Error> {
    MapDeserializer::new(entries.iter().map(|(key, value)| (*key, value)))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;

    use super::super::builtin;
    use super::FILES;

    #[test]
    fn what_was_read_is_what_the_files_say() {
        let files: Vec<_> = builtin::sources(false).collect();
        assert_eq!(files.len(), FILES.len());
        for (file, (name, node)) in files.iter().zip(FILES) {
            assert_eq!(file.name, *name);
            let written: toml::Table = file.text.parse().expect("TOML");
            assert_eq!(toml::Table::deserialize(node).expect("a table"), written, "{name}");
        }
    }
}
